"""Whether the relational database is as this version of the program needs it."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake


class NotReady(Mistake):
    """The database is empty or behind this version."""


def pending_migrations() -> tuple[list[str], bool]:
    """The migrations not applied yet, and whether none is applied at all. Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan], not executor.loader.applied_migrations


def require_ready() -> None:
    """Raises NotReady with the command to type."""
    pending, empty = pending_migrations()
    if empty:
        raise NotReady(_("This installation is empty. Run `plazamayor init` first."))
    if pending:
        raise NotReady(_("The database is behind this version of the program. Run `plazamayor upgrade` first."))
