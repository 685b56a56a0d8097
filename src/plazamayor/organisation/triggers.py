"""The database's own refusal to change or delete what the audit trail holds."""

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, DETAIL = "organisation_auditentry", "organisation_auditdetail"
_NAMES = {
    "audit_entry_kept": ("UPDATE", ENTRY),
    "audit_entry_not_deleted": ("DELETE", ENTRY),
    "audit_detail_kept": ("UPDATE", DETAIL),
}
_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$
"""


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
        for name, (event, table) in _NAMES.items()
    ]


def _postgresql() -> list[str]:
    rows = [
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        for name, (event, table) in _NAMES.items()
    ]
    whole = (
        f"CREATE OR REPLACE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON {ENTRY} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
    return [_FUNCTION, *rows, whole]


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers, whether or not they were there."""
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away; only undoing the migration and emptying a test database need it."""
    on_table = connection.vendor == "postgresql"
    names = {**_NAMES, **({"audit_entry_not_emptied": ("TRUNCATE", ENTRY)} if on_table else {})}
    with connection.cursor() as cursor:
        for name, (_event, table) in names.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else ""))
