"""What is checked before anything leaves: while it is written, when it is approved, and again at the moment of sending.

Nouns: guards with their articles, verdicts, electoral calls, silences, overrides.
Promises: each verdict says which rule, why and what to do; a hold is never silent; an override is another person's, with its reason.
"""
