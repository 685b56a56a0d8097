"""A site to import into, logs made line by line, and a report that remembers what it was told."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from plazamayor.analytics.events import COLUMNS, Event
from plazamayor.analytics.imports.operations import Totals, import_files
from plazamayor.analytics.models import Site
from plazamayor.analytics.salts import salts
from plazamayor.analytics.store import engine
from tests.make.sites import make_site

NOW = datetime(2024, 11, 20, 12, tzinfo=UTC)


@dataclass
class Heard:
    """A report that remembers."""

    notes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    steps: list[tuple[int, int | None, str]] = field(default_factory=list)

    def line(self, text: str) -> None:
        self.lines.append(text)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def progress(self, done: int, total: int | None, what: str) -> None:
        self.steps.append((done, total, what))


@dataclass
class Importing:
    """Imports texts into a site."""

    site: Site
    heard: Heard = field(default_factory=Heard)

    def __call__(self, *logs: str | bytes, name: str = "access.log", now: datetime = NOW, **options: Any) -> Totals:
        sources = [(name, io.BytesIO(log.encode() if isinstance(log, str) else log)) for log in logs]
        return import_files(self.site, sources, now=now, report=self.heard, **options)

    def events(self) -> list[Event]:
        """What is in the stream of the site, in a fixed order."""
        shown = ", ".join(name if name not in {"kind", "origin"} else f"toInt8({name})" for name in COLUMNS[:-1])
        query = f"SELECT {shown} FROM events WHERE site = {{site:UInt32}} ORDER BY time, path, target, visitor, kind"  # noqa: S608 our own columns
        rows = engine().query(query, {"site": self.site.pk}).result_rows
        return [Event(**dict(zip(COLUMNS, row, strict=False))) for row in rows]


@pytest.fixture(autouse=True)
def _in_english() -> Iterable[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def importing(store: None, db: None) -> Iterable[Importing]:
    site = make_site(domain="www.villa.example")
    salts().erase_site(site.pk)
    yield Importing(site)
    salts().erase_site(site.pk)
