"""The only door to the event store: embedded ClickHouse by default, a ClickHouse server or cluster by one setting.

`append` writes events, `ask` answers questions kept as SQL files, `refresh` derives a day's visits and figures.
A directory opened by the embedded engine belongs to one process: open it once, after any fork.
"""

from plazamayor.analytics.store.asking import Scope, ask
from plazamayor.analytics.store.connection import StoreUnavailable, close_store, engine, is_open, open_store
from plazamayor.analytics.store.days import Day, forget, refresh, refresh_stale, stale_days, stale_sites
from plazamayor.analytics.store.making import known_days, make
from plazamayor.analytics.store.writing import append, last_seen, touch

__all__ = [
    "Day",
    "Scope",
    "StoreUnavailable",
    "append",
    "ask",
    "close_store",
    "engine",
    "forget",
    "is_open",
    "known_days",
    "last_seen",
    "make",
    "open_store",
    "refresh",
    "refresh_stale",
    "stale_days",
    "stale_sites",
    "touch",
]
