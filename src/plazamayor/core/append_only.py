"""The database's own refusal to change or delete what only grows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{told}'; END $$
"""


class AppendOnly(Exception):
    """Somebody tried to change or delete a row of a record that only grows; the row stays as it was."""


@dataclass(frozen=True)
class Kept:
    """What a record refuses: each refusal's name, the event (`UPDATE` or `DELETE`) and the table; `whole` are tables never emptied."""

    function: str
    told: str
    refusals: Sequence[tuple[str, str, str]]
    whole: Sequence[tuple[str, str]] = ()

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Puts the triggers, whether or not they were there."""
        _run(connection, self._postgresql() if connection.vendor == "postgresql" else self._sqlite())

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Takes the triggers away; only undoing the migration and emptying a test database need it."""
        named = [(name, table) for name, _event, table in self.refusals]
        if connection.vendor == "postgresql":
            _run(connection, [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in (*named, *self.whole)])
        else:
            _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name, _table in named])

    def _sqlite(self) -> list[str]:
        raising = f"SELECT RAISE(ABORT, '{self.told}')"
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} BEGIN {raising}; END" for name, event, table in self.refusals
        ]

    def _postgresql(self) -> list[str]:
        doing = f"EXECUTE FUNCTION {self.function}()"
        rows = [f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {doing}" for name, event, table in self.refusals]
        whole = [f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {doing}" for name, table in self.whole]
        return [_FUNCTION.format(name=self.function, told=self.told), *rows, *whole]


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
