"""Questions too long to wait for: asked once, answered beside the pages with their progress told, kept a day.

a filtered question -> how many visits it reads -> few: answered at once
-> many: a row, a job that fills it, a page that waits
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils import translation

from plazamayor.analytics.dashboard.audience import Answer, Asked, ask, asked_of, question
from plazamayor.analytics.dashboard.look import TABS, TOLD, read_look
from plazamayor.analytics.models import LongAnswer
from plazamayor.analytics.reports import memory
from plazamayor.analytics.reports.answers import Figures, Panel
from plazamayor.analytics.reports.readings import READINGS, Opened, Reading

PATIENCE = 500_000
"""Visits that are read while a person waits; it takes about a second."""
TOLD_PATIENCE = {False: 1_000_000, True: 150_000}
"""The same of what no day keeps, which reads events: without filters, and with them, for then visits are cut anew."""
EVERY = tuple(name for key, names in TABS.items() if key not in TOLD for name in names)


class _Kept(msgspec.Struct):
    panels: dict[str, Panel]
    days: dict[str, Figures]
    readings: dict[str, Reading] = {}


def is_long(asked: Asked, *, whole: bool, dimensions: Sequence[str] = ()) -> bool:
    """Tells whether a question reads more visits than a person should wait for; what is kept by day never does."""
    told, filtered = _is_told(dimensions), bool(asked.look.filters)
    if not filtered and not told:
        return False
    plain = replace(asked.query, filters=()) if whole or told else question(asked.site, asked.history, None, ())
    visits = sum(point.figures.visits for point in memory.series(plain, asked.versions))
    return (filtered and visits > PATIENCE) or (told and visits > TOLD_PATIENCE[filtered])


def _is_told(dimensions: Sequence[str]) -> bool:
    return any(name in READINGS for name in dimensions)


def answer(asked: Asked, dimensions: Sequence[str], now: datetime, *, whole: bool = False) -> Answer | LongAnswer:
    """The answer, or the row that says how far it is; whoever made the row has to have it answered (`is_new`).

    A long question about first lines is asked once for every dimension, so that tabs cost nothing more.
    """
    if not is_long(asked, whole=whole, dimensions=dimensions):
        return ask(asked, dimensions, whole=whole)
    wanted = list(dimensions) if whole or _is_told(dimensions) else [name for name in EVERY if asked.permit.allows(name)]
    row, made = LongAnswer.objects.get_or_create(
        key=_key(asked, wanted, whole=whole, now=now), defaults=_row(asked, wanted, whole=whole, now=now)
    )
    if row.answer:
        return _unpacked(row.answer)
    row.is_new = made
    return row


def work(row: LongAnswer) -> None:
    """Answers a long question and keeps the answer; what a person can mend is kept as a sentence in its place."""
    asked = asked_of(row.site, read_look(QueryDict(row.question["look"]), _day(row)), row.question["base"], row.asked)

    def tell(done: int, steps: int) -> None:
        LongAnswer.objects.filter(pk=row.pk).update(done=done, steps=steps)

    with translation.override(row.question["language"]):
        found = ask(asked, row.question["dimensions"], whole=row.question["whole"], progress=tell)
    LongAnswer.objects.filter(pk=row.pk).update(answer=_packed(found))


def _day(row: LongAnswer) -> date:
    return date.fromisoformat(row.question["today"])


def _look(asked: Asked, wanted: Sequence[str]) -> str:
    """The look without what does not change the question: its tabs, the figure drawn and, if they are not asked for, what is opened."""
    opened = asked.look.opened if _is_told(wanted) else Opened()
    return replace(asked.look, tabs=(), figure="visits", opened=opened).address.removeprefix("?")


def _row(asked: Asked, wanted: Sequence[str], *, whole: bool, now: datetime) -> dict[str, Any]:
    asking = {
        "look": _look(asked, wanted),
        "base": asked.base,
        "today": asked.today.isoformat(),
        "dimensions": list(wanted),
        "whole": whole,
        "language": translation.get_language(),
    }
    return {"site": asked.site, "question": asking, "asked": now}


def _key(asked: Asked, wanted: Sequence[str], *, whole: bool, now: datetime) -> str:
    """The digest of a question. Days still filling are asked again every hour."""
    hour = now.hour if asked.period.last >= asked.today else ""
    parts = (asked.site.pk, asked.site.exempt, _look(asked, wanted), asked.today, hour, sorted(wanted), whole)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _packed(found: Answer) -> str:
    days = {day.isoformat(): figures for day, figures in found.days.items()}
    kept = _Kept(panels=dict(found.panels), days=days, readings=dict(found.readings))
    return msgspec.json.encode(kept).decode()


def _unpacked(text: str) -> Answer:
    kept = msgspec.json.decode(text, type=_Kept)
    days = {date.fromisoformat(day): figures for day, figures in kept.days.items()}
    return Answer(panels=kept.panels, days=days, readings=kept.readings)
