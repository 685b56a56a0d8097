"""Brings the relational database to what this version needs."""

from django.core.management import call_command
from django.utils.translation import gettext as _

from plazamayor.config.ready import pending_migrations
from plazamayor.core.report import Report


def migrate(report: Report) -> list[str]:
    """Applies what is pending and gives its names. Safe to repeat."""
    pending, _empty = pending_migrations()
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
        report.note(_("Database: %(count)s changes made.") % {"count": len(pending)})
    else:
        report.note(_("Database: up to date."))
    return pending
