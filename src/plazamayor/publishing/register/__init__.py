"""The register of publications: what left, by whom, who approved it, what the network calls it, and what became of it.

It only grows. Entries hold ids and keyed hashes, each linked to the one before; their words are rows of their own.
"""
