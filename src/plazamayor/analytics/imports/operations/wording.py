"""What whoever imports ought to know, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.imports.records import LogImport
from plazamayor.analytics.imports.running import REOPENED


def names_of(records: Iterable[LogImport]) -> dict[str, str]:
    """The names of the imports that these overlap, by their keys, at one question."""
    keys = {key for record in records for key in record.overlaps}
    return dict(LogImport.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def overlaps(record: LogImport, names: Mapping[str, str]) -> list[str]:
    """The lines that were in other logs too."""
    return [
        ngettext(
            "%(name)s overlaps %(other)s: a line of it was imported before and is not counted again.",
            "%(name)s overlaps %(other)s: %(lines)d lines of it were imported before and are not counted again.",
            lines,
        )
        % {"name": record.name, "other": names.get(key) or _("an import that was removed"), "lines": lines}
        for key, lines in record.overlaps.items()
    ]


def reopened(record: LogImport) -> list[str]:
    """The days that were closed when their lines came."""
    days = sorted(day for day, state in record.days.items() if state == REOPENED)
    if not days:
        return []
    return [
        _(
            "The visitors of these days could no longer be recognised, as more than 48 hours had passed since their last line was "
            "imported; those who came back count as new visitor-days: %(days)s."
        )
        % {"days": ", ".join(date_format(datetime.fromisoformat(day).date()) for day in days)}
    ]
