"""Imports other tools' daily figures into a site."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from plazamayor.analytics.imports.history import FIGURES, History, read_history
from plazamayor.analytics.imports.operations.totals import Totals
from plazamayor.analytics.imports.operations.turns import one_at_a_time
from plazamayor.analytics.imports.records import LogImport, Upload
from plazamayor.analytics.imports.sources import fingerprint
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import engine
from plazamayor.analytics.store.asking import command, run, text_of
from plazamayor.analytics.store.gate import gate
from plazamayor.core.report import Report

HISTORY: Final = "history"
_STEP: Final = 1 << 20


def import_history(
    site: Site, sources: Iterable[tuple[str, BinaryIO]], *, now: datetime, report: Report, upload: Upload | None = None
) -> Totals:
    """Imports other tools' daily figures for days that were not measured here; the same again replaces what it was.

    `sources` are names and files: CSV of Matomo, GA4 or Plausible, or zipped. Raises UnknownExport. Figures of visible time are
    not imported: other tools measure something else.
    """
    named_sources = [*sources]
    with one_at_a_time(site, report):
        history = read_history(named_sources)
        measured = _measured(site, history)
        kept = {key: figures for key, figures in history.figures.items() if key[0] not in measured}
        _keep_history(site, kept)
    skipped = sum(history.rows[day] for day in measured)
    totals = Totals(
        history.read,
        history.rows.total() - skipped,
        Counter({"measured_day": skipped} if skipped else {}),
        history.rejected,
    )
    record = LogImport.objects.create(
        site=site,
        head=_fingerprint(named_sources),
        name=", ".join(name for name, _file in named_sources)[:255],
        state=LogImport.State.DONE,
        format=HISTORY,
        read=totals.read,
        lines=totals.read,
        imported=totals.imported,
        filtered=dict(totals.filtered),
        rejected=dict(totals.rejected),
        started=now,
        finished=now,
    )
    if upload:
        Upload.objects.filter(pk=upload.pk).update(record=record)
    report.progress(totals.read, totals.read, _("rows read"))
    return totals


def _fingerprint(sources: Sequence[tuple[str, BinaryIO]]) -> str:
    """What tells that the same files come again."""
    mark = fingerprint()
    for _name, file in sources:
        file.seek(0)
        while data := file.read(_STEP):
            mark.update(data)
    return mark.hexdigest()


def _measured(site: Site, history: History) -> set[date]:
    days = sorted(history.rows)
    if not days:
        return set()
    found = run(text_of("history__measured"), {"site": site.pk, "first": days[0], "last": days[-1]})
    return {row[0] for row in found.result_rows} & set(days)


def _keep_history(site: Site, figures: Mapping[tuple[date, str, str], Sequence[int]]) -> None:
    """Writes figures under a version that nobody reads until it is complete."""
    if not figures:
        return
    version = time.time_ns()
    days = sorted({day for day, _dimension, _value in figures})
    replaced = sorted({(day, dimension) for day, dimension, _value in figures})
    columns = ["site", "dimension", "day", "source", "version", "value", *FIGURES]
    rows = [[site.pk, dimension, day, day, version, value, *numbers] for (day, dimension, value), numbers in figures.items()]
    with gate.passing():
        command(text_of("history__carry"), {"site": site.pk, "version": version, "days": days, "replaced": replaced})
        engine().insert("rollup", rows, column_names=columns)
        command(text_of("history__done"), {"site": site.pk, "version": version, "days": days})
