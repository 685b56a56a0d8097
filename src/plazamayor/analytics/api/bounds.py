"""What keeps those who ask from outside from taking all the hands: how many questions at once, and long ones answered apart.

A question that reads many visits is not answered inside the request: it is asked once, answered beside the pages part by part as the
console's are (`dashboard.long`), and whoever asked asks again.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.utils.translation import gettext as _

from plazamayor.analytics.dashboard import long
from plazamayor.analytics.dashboard.audience import Answer, Asked
from plazamayor.analytics.models import LongAnswer
from plazamayor.analytics.reports import answers
from plazamayor.analytics.reports.answers import Figures, Line, Panel
from plazamayor.analytics.store.figures import TOTAL
from plazamayor.analytics.tasks import answer_long
from plazamayor.core.errors import Mistake

AT_ONCE = 4
"""Questions of one administration's programs, or readers of one shared link, that a process answers at the same time."""
WAITING = 3
"""Long questions of one administration that wait for their answers, at most."""
AGAIN = 5
"""Seconds after which it is worth asking again."""


class TooManyAtOnce(Mistake):
    """As many questions are being answered already as one may ask at the same time."""


class BeingAnswered(Mistake):
    """The question reads many visits: it is being answered, or waits to be."""


class NotAnswered(Mistake):
    """The long question could not be answered; it may be asked again."""


class _Hands:
    def __init__(self) -> None:
        self.busy: Counter[str] = Counter()
        self.lock = threading.Lock()

    def take(self, whose: str) -> bool:
        with self.lock:
            free = self.busy[whose] < AT_ONCE
            self.busy[whose] += free
        return free

    def give_back(self, whose: str) -> None:
        with self.lock:
            self.busy[whose] -= 1
            self.busy += Counter()  # forgets those who ask nothing now


_hands = _Hands()


@contextmanager
def at_once(whose: str) -> Iterator[None]:
    """Answers one more question of somebody's in this process while it lasts; raises TooManyAtOnce."""
    if not _hands.take(whose):
        raise TooManyAtOnce(_("%(n)s questions are being answered already. Ask one after another.") % {"n": AT_ONCE})
    try:
        yield
    finally:
        _hands.give_back(whose)


def answer(asked: Asked, dimensions: Sequence[str], now: datetime, *, whole: bool) -> Answer:
    """The answer to a question from outside; raises BeingAnswered or NotAnswered for a long one that has none yet."""
    found = long.answer(asked, dimensions, now, whole=whole)
    if isinstance(found, Answer):
        return found
    if found.is_new:
        _have_answered(found)
    if found.failure:
        found.delete()
        raise NotAnswered(found.failure)
    raise BeingAnswered(_("This question reads many visits and is being answered. Ask the same again in some seconds."))


def totals(asked: Asked, now: datetime) -> Line:
    """The figures of the whole period; raises as `answer` does."""
    if not long.is_long(asked, whole=True):
        return answers.totals(asked.query)
    lines = answer(asked, [TOTAL], now, whole=True).panels[TOTAL].lines
    return lines[0] if lines else Line(dimension=TOTAL, value="", now=Figures(), before=Figures())


def series(asked: Asked, now: datetime) -> Mapping[date, Figures]:
    """The figures of every day of both periods; raises as `answer` does."""
    if not long.is_long(asked, whole=True):
        return {point.day: point.figures for point in answers.series(asked.query)}
    return answer(asked, [TOTAL], now, whole=True).days


def panel(asked: Asked, dimension: str, now: datetime, *, limit: int, offset: int) -> Panel:
    """Some of the values of a dimension; raises as `answer` does."""
    if not long.is_long(asked, whole=True):
        return answers.panels(asked.query, [dimension], limit=limit, offset=offset)[dimension]
    whole = answer(asked, [dimension], now, whole=True).panels[dimension]
    return Panel(dimension=dimension, lines=whole.lines[offset : offset + limit], known=whole.known)


def _have_answered(row: LongAnswer) -> None:
    """Has a new question answered beside the pages, unless its administration has enough waiting; raises BeingAnswered."""
    waiting = LongAnswer.objects.filter(site__organisation=row.site.organisation_id, answer="", failure="").exclude(pk=row.pk)
    if waiting.count() >= WAITING:
        row.delete()
        raise BeingAnswered(_("%(n)s long questions wait for their answers already. Ask this one when they have them.") % {"n": WAITING})
    answer_long.enqueue(row.pk)
