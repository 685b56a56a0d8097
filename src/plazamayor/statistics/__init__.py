"""Pure arithmetic: intervals, ranks and tests. It imports nothing of ours, nor Django.

Nouns: samples, ranks, certainties. Promise: a function here answers the same anywhere, given the same numbers.
"""
