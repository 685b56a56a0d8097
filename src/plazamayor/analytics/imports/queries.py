"""The imports of a site as people see them: uploads by who asked, and what the command line brought."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.imports.hits import FILTERED, REJECTED
from plazamayor.analytics.imports.operations import may_retry, names_of, overlaps, received, reopened
from plazamayor.analytics.imports.records import LogImport, Upload
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import measured
from plazamayor.core import formatting

SHOWN: Final = 50
_WORKING: Final = {Upload.State.RECEIVING, Upload.State.WAITING, Upload.State.IMPORTING}
_LOOK: Final = {
    Upload.State.RECEIVING: "draft",
    Upload.State.WAITING: "half",
    Upload.State.IMPORTING: "half",
    Upload.State.DONE: "good",
    Upload.State.FAILED: "grave",
}
_HISTORY: Final = "history"


@dataclass(frozen=True)
class Shown:
    """An import: `look` and `state` say how it stands, `wrong` why it failed, `notes` what one ought to know of its figures.

    `done` of `total` are bytes, of the upload or of the import; a total of 0 is not known. `upload` is none for the command line's.
    """

    name: str
    history: bool
    state: str
    look: str
    when: datetime
    who: str
    upload: Upload | None
    record: LogImport | None
    wrong: str
    notes: list[str]
    done: int = 0
    total: int = 0

    @property
    def key(self) -> str:
        """What tells it apart in the page."""
        return f"upload-{self.upload.pk}" if self.upload else f"import-{self.record.pk}" if self.record else ""

    @property
    def receiving(self) -> bool:
        """Whether its file is still to come."""
        return self.upload is not None and self.upload.state == Upload.State.RECEIVING

    @property
    def working(self) -> bool:
        """Whether its import waits or goes on."""
        return self.upload is not None and self.upload.state in {Upload.State.WAITING, Upload.State.IMPORTING}

    @property
    def may_retry(self) -> bool:
        """Whether it can be tried again as it is."""
        return self.upload is not None and may_retry(self.upload)

    @property
    def again(self) -> bool:
        """Whether it has to be uploaded again."""
        return self.upload is not None and self.upload.state == Upload.State.FAILED and not self.may_retry

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What became of the lines, once it ended."""
        if self.record is None:
            return []
        filtered, rejected = sum(self.record.filtered.values()), sum(self.record.rejected.values())
        named = {
            _("Read"): self.record.read,
            _("Imported"): self.record.imported,
            _("Not counted"): filtered,
            pgettext("lines", "Not understood"): rejected,
        }
        return [(name, formatting.number(value)) for name, value in named.items()]

    @property
    def days(self) -> list[date]:
        """The days it has brought something of, in order."""
        return sorted(date.fromisoformat(day) for day in self.record.days) if self.record else []

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """Why lines do not count: what was decided, why and how many, most frequent first."""
        if self.record is None:
            return []
        why = [(number, _("Not counted"), _(FILTERED[key])) for key, number in self.record.filtered.items()]
        why += [(number, pgettext("lines", "Not understood"), _(REJECTED[key])) for key, number in self.record.rejected.items()]
        return [(what, reason, formatting.number(number)) for number, what, reason in sorted(why, key=lambda each: -each[0])]

    @property
    def samples(self) -> list[str]:
        """Some lines that were not understood, masked."""
        return [line for _why, line in self.record.samples] if self.record else []


def days_of(site: Site) -> tuple[date, date] | None:
    """The first and the last day of which a site has anything, imported or measured."""
    return measured(scope_of([site]))


def imports_of(site: Site) -> list[Shown]:
    """The last imports of a site, newest first."""
    uploads = list(Upload.objects.filter(site=site).select_related("record", "by")[:SHOWN])
    others = list(LogImport.objects.filter(site=site, uploads=None)[:SHOWN])
    records = [upload.record for upload in uploads if upload.record] + others
    names, firsts = names_of(records), _firsts(site)
    shown = [_of_upload(upload, names, firsts) for upload in uploads] + [_of_command(record, names, firsts) for record in others]
    return sorted(shown, key=lambda each: each.when, reverse=True)[:SHOWN]


def are_working(shown: list[Shown]) -> bool:
    """Whether some import will look different in a moment."""
    return any(each.upload is not None and each.upload.state in _WORKING for each in shown)


def _firsts(site: Site) -> dict[str, LogImport]:
    """The first import of each export of another tool, by its fingerprint."""
    histories = LogImport.objects.filter(site=site, format=_HISTORY).order_by("-started", "-pk")
    return {record.head: record for record in histories}


def _of_upload(upload: Upload, names: Mapping[str, str], firsts: Mapping[str, LogImport]) -> Shown:
    done = upload.state == Upload.State.DONE
    record = upload.record if done else None
    receiving = upload.state == Upload.State.RECEIVING
    return Shown(
        name=upload.name,
        history=upload.kind == Upload.Kind.HISTORY,
        state=upload.get_state_display(),
        look=_LOOK[Upload.State(upload.state)],
        when=upload.began,
        who=str(upload.by) if upload.by else _("somebody who has left"),
        upload=upload,
        record=record,
        wrong=upload.said if upload.state == Upload.State.FAILED else "",
        notes=_notes(record, names, firsts) if record else _nothing_new(upload) if done else [],
        done=received(upload) if receiving else upload.done,
        total=upload.size if receiving else upload.total,
    )


def _of_command(record: LogImport, names: Mapping[str, str], firsts: Mapping[str, LogImport]) -> Shown:
    look = {LogImport.State.RUNNING: "half", LogImport.State.DONE: "good", LogImport.State.FAILED: "grave"}
    return Shown(
        name=record.name,
        history=record.format == _HISTORY,
        state=record.get_state_display(),
        look=look[LogImport.State(record.state)],
        when=record.started,
        who=_("from the server"),
        upload=None,
        record=record,
        wrong=record.error,
        notes=_notes(record, names, firsts),
    )


def _nothing_new(upload: Upload) -> list[str]:
    """A file that left nothing: all of it had been imported, or there was nothing in it."""
    if not upload.read:
        return [_("It had no lines.")]
    said = ngettext(
        "Already imported: its line had been imported before. Nothing changed.",
        "Already imported: its %(lines)s lines had been imported before. Nothing changed.",
        upload.read,
    )
    return [said % {"lines": formatting.number(upload.read)}]


def _notes(record: LogImport, names: Mapping[str, str], firsts: Mapping[str, LogImport]) -> list[str]:
    if record.format == _HISTORY:
        first = firsts.get(record.head, record)
        told = {"day": formatting.day(first.started)}
        return [_("Already imported on %(day)s: the same figures took their own place.") % told] if first.pk != record.pk else []
    before = Counter(record.filtered)["already_imported"] - sum(record.overlaps.values())
    said = ngettext(
        "Already imported in part: a line had been imported before and is not counted again.",
        "Already imported in part: %(lines)s lines had been imported before and are not counted again.",
        before,
    )
    grown = [said % {"lines": formatting.number(before)}] if before > 0 else []
    return [*grown, *overlaps(record, names), *reopened(record)]
