"""The outbox: rows that say what leaves, by which channel and when, and the worker that carries them out at most once."""
