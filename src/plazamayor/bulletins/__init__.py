"""What official gazettes publish, and which of it concerns an administration's citizens.

Nouns: sources, issues, items, subscriptions, matches, terms found in the text.
Promises: every item keeps its original and its official address; who is named in an edict is never indexed nor offered.
"""
