"""What was really seen, in the last thirty days, of the steps that are being written, and of what they might be written with."""

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from posixpath import commonpath
from typing import Final
from zoneinfo import ZoneInfo

from plazamayor.analytics.journeys.contract import MOST_STEPS, Mark, Marks, Way
from plazamayor.analytics.journeys.queries import matched
from plazamayor.analytics.journeys.seeing import Seen, events_seen, pages_seen
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.store import StoreUnavailable, refresh_stale
from plazamayor.procedures.catalogue.drafts import STEP, Draft
from plazamayor.procedures.catalogue.sheets import Row, Sheet, StepForm, row_of
from plazamayor.procedures.models import Procedure

DAYS: Final = 30
MOST_OFFERED: Final = 20


@dataclass(frozen=True)
class Tried:
    """A row of the builder and the visits in which it was recognised; None when there is nothing to look for yet."""

    number: int
    form: StepForm
    visits: int | None
    fresh: bool = False


@dataclass(frozen=True)
class Trial:
    """All the rows of a builder, tried on some days; `why` when they could not be."""

    first: date
    last: date
    steps: list[Tried]
    along: list[Tried]
    why: str = ""

    def row(self, number: int) -> Tried | None:
        """A row by its place."""
        return next((each for each in [*self.steps, *self.along] if each.number == number), None)


@dataclass(frozen=True)
class Offer:
    """Pages and events really seen that no row has yet, pages in the order in which people see them; `why` when it is not known."""

    prefix: str
    pages: list[Seen]
    events: list[Seen]
    why: str = ""


def days_of(site: Site | None, now: datetime) -> tuple[date, date]:
    """The last thirty days, today's included, in the site's zone."""
    today = now.astimezone(ZoneInfo(site.time_zone)).date() if site else now.date()
    return today - timedelta(days=DAYS - 1), today


def try_out(sheet: Sheet, now: datetime, *, only: int | None = None) -> Trial:
    """How many visits each row would have matched; of one row only, when told which."""
    site = sheet.procedure.site
    first, last = days_of(site, now)
    wanted = {number: _looked_for(sheet, form) for number, form in enumerate(sheet.forms) if only is None or number == only}
    asked = {number: marks for number, marks in wanted.items() if marks}
    why, visits = "", {}
    if site is not None:
        try:
            visits = dict(zip(asked, _matched(site, list(asked.values()), first, last), strict=True))
        except StoreUnavailable as error:
            why = str(error)
    rows = [Tried(number, form, visits.get(number), number == sheet.fresh) for number, form in enumerate(sheet.forms)]
    return Trial(first, last, [row for row in rows if row.form.is_step], [row for row in rows if not row.form.is_step], why)


def _looked_for(sheet: Sheet, form: StepForm) -> Marks:
    """All by which a row would be recognised, whether or not the rest of it can be kept."""
    if not form.is_bound:
        return ()
    form.is_valid()
    marks: Marks = form.cleaned_data.get("marks", ())
    key = form.cleaned_data.get("key")
    own = (Mark(Way.EVENT, f"{sheet.procedure.code}.{key}"),) if key else ()
    return tuple(dict.fromkeys((*marks, *own)))


def _matched(site: Site, sets: Sequence[Marks], first: date, last: date) -> list[int]:
    refresh_stale(daybook_of(site), first, last)
    found: list[int] = []
    for start in range(0, len(sets), MOST_STEPS):
        found += matched(site, sets[start : start + MOST_STEPS], first, last)
    return found


def offer(sheet: Sheet, now: datetime, prefix: str = "") -> Offer:
    """What was really seen under an address, and the events seen, but for what some row already says."""
    site = sheet.procedure.site
    prefix = prefix.strip() or beginning_of(sheet.procedure)
    if site is None:
        return Offer(prefix, [], [])
    said = [re.compile(pattern) for row in sheet.rows for pattern in _patterns(row)]
    first, last = days_of(site, now)
    try:
        pages = pages_seen(site, first, last, prefix)
        events = events_seen(site, first, last)
    except StoreUnavailable as error:
        return Offer(prefix, [], [], str(error))
    new, others = ([each for each in some if not any(one.fullmatch(each.value) for one in said)][:MOST_OFFERED] for some in (pages, events))
    return Offer(prefix, sorted(new, key=lambda each: each.place), others)


def _patterns(row: Row) -> list[str]:
    """What a row already recognises, addresses with their `*` and events, as patterns that never look twice at the same letters."""
    texts = [text.strip() for field in ("addresses", "events") for text in row[field].splitlines() if text.strip()]
    return [fnmatch.translate(text.replace("[", "[[]").replace("?", "[?]")) for text in texts]


def beginning_of(procedure: Procedure) -> str:
    """Where the pages of a procedure probably are: the folder that those that explain it share."""
    paths = [each.partition("*")[0] for each in procedure.addresses if each.startswith("/")]
    return f"{commonpath(paths).rstrip('/')}/" if len(paths) > 1 else next(iter(paths), "/")


def rows_of(picked: Sequence[str]) -> list[Row]:
    """Rows made of what was picked among what was seen: `address /sede/ayudas`, `event Firmar`."""
    rows = []
    for each in picked:
        way, _space, text = each.partition(" ")
        if way in {Way.ADDRESS.value, Way.EVENT.value} and text:
            rows.append(row_of(Draft(role=STEP, key="", name=name_of(text), marks=(Mark(Way(way), text),))))
    return rows


def name_of(text: str) -> str:
    """What a page may be called by its address: `Adjuntar documentos` for `/sede/ayudas/adjuntar-documentos.html`."""
    last = text.partition("?")[0].rstrip("/").rpartition("/")[2] if text.startswith("/") else text
    words = re.sub(r"[-_.+]+", " ", re.sub(r"\.\w{2,5}$", "", last)).strip()
    return (words[:1].upper() + words[1:80]) or text[:80]
