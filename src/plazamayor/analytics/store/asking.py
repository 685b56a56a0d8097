"""Questions to the store: SQL in files, one question each, always within a scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
from clickhouse_connect.driver.exceptions import Error
from django.utils.translation import gettext as _

from plazamayor.analytics.store.connection import StoreUnavailable, engine

_FOLDER = files("plazamayor.analytics") / "sql"
R = TypeVar("R")


@dataclass(frozen=True)
class Scope:
    """The sites a question may look at. Only `analytics.access` makes one."""

    sites: tuple[int, ...]

    @property
    def site(self) -> int:
        """The only site of a scope of one; raises ValueError for more."""
        (site,) = self.sites
        return site


@cache
def text_of(question: str) -> str:
    """The SQL of a question, by its name: the file `sql/<question>.sql`."""
    return (_FOLDER / f"{question}.sql").read_text(encoding="utf-8")


def ask(scope: Scope, question: str, row: type[R], *, fragments: dict[str, str] | None = None, **params: Any) -> list[R]:
    """Answers a question within a scope, each answer as a `row` (a msgspec struct whose fields are the columns).

    `fragments` fill the `/*name*/` places of the text and come only from `reports.filters`, a closed set.
    Raises StoreUnavailable when the store does not answer or the question exceeds its memory.
    """
    text = text_of(question)
    for name, fragment in (fragments or {}).items():
        text = text.replace(f"/*{name}*/", fragment)
    found = run(text, {"sites": list(scope.sites), **({"site": scope.site} if len(scope.sites) == 1 else {}), **params})
    return [msgspec.convert(dict(zip(found.column_names, values, strict=True)), row) for values in found.result_rows]


def run(text: str, params: dict[str, Any]) -> Any:
    """Runs a text with typed parameters; raises StoreUnavailable with a sentence."""
    try:
        return engine().query(text, parameters=params)
    except Error as error:
        if "MEMORY_LIMIT_EXCEEDED" in str(error):
            why = _("This question needs more memory than PLAZAMAYOR_STORE_MEMORY_MB allows. Ask for a shorter period or raise it.")
            raise StoreUnavailable(why) from error
        raise StoreUnavailable(_("The event store did not answer: %(why)s") % {"why": error}) from error


def command(text: str, params: dict[str, Any] | None = None) -> None:
    """Runs a statement that returns nothing; raises StoreUnavailable with a sentence."""
    try:
        engine().command(text, parameters=params)
    except Error as error:
        raise StoreUnavailable(_("The event store did not answer: %(why)s") % {"why": error}) from error


def open_scope(ids: Sequence[int]) -> Scope:
    """Makes a scope. Called by `analytics.access` alone; a test holds it."""
    return Scope(tuple(ids))
