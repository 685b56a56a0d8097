"""The registry of work that falls due by itself. Rooms register theirs in `AppConfig.ready()`; `config` runs it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class DueWork:
    """Work repeated for ever. `run` looks for what is due at `now`, does it and may be stopped or repeated at any point.

    `name` says room and work, such as `analytics.retention`. After a failure it is tried again sooner than `every`,
    never faster than once a second; one work never runs twice at the same time in an installation.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], None]


@dataclass
class Schedule:
    """All due work known, by name."""

    works: dict[str, DueWork] = field(default_factory=dict)

    def register(self, work: DueWork) -> None:
        """Adds a work; raises ValueError when its name is taken."""
        if work.name in self.works:
            raise ValueError(f"due work {work.name} is already registered")
        self.works[work.name] = work


schedule = Schedule()
