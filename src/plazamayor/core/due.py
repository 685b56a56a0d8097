"""The registry of work that falls due by itself. Rooms register theirs in `AppConfig.ready()`; `config` runs it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module


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
    """All due work known, by name.

    Rooms give each work, or the module that lists theirs in `WORKS`, which is loaded when somebody asks: most programs never do.
    """

    registered: dict[str, DueWork] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)

    def register(self, work: DueWork) -> None:
        """Adds a work; raises ValueError when its name is taken."""
        if work.name in self.registered:
            raise ValueError(f"due work {work.name} is already registered")
        self.registered[work.name] = work

    def provide(self, module: str) -> None:
        """Adds the works of a module, by its name."""
        self.modules.append(module)

    @property
    def works(self) -> dict[str, DueWork]:
        """Every work by name; raises ValueError when two have the same."""
        while self.modules:
            for work in import_module(self.modules.pop(0)).WORKS:
                self.register(work)
        return self.registered


schedule = Schedule()
