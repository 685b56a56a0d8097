"""What citizens come to do (trámites), where they give up, and whether they were served.

Nouns: procedures and their steps, attempts (in the event store), answers to surveys, counts of other channels, burdens.
Promises: the administration is measured, never a person; an obligatory procedure is measured as support; a rate without a
denominator is not given.
"""
