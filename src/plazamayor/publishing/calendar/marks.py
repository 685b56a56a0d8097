"""The two letters by which a channel is told in a cell of the calendar."""

from functools import lru_cache

from plazamayor.channels.registry import connector, keys


@lru_cache(maxsize=64)
def mark_of(key: str) -> str:
    """The mark of a connector, or the beginning of its key when it is no longer in use."""
    return connector(key).mark if key in keys() else key[:2].capitalize()
