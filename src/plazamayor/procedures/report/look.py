"""The days of a procedure that are looked at and what they are compared with, as the address says them.

An address never fails: what it says and cannot be understood is left out, and the page says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plazamayor.analytics.contract import PERIODS, Period, read_look
from plazamayor.core import formatting
from plazamayor.procedures.models import Change, Procedure

Text = str | Promise
USUAL, CUSTOM, OPENING = "28d", "custom", "opening"
PREVIOUS, YEAR, NONE, CHANGE = "previous", "year", "none", "change"
COMPARISONS: dict[str, Text] = {
    PREVIOUS: gettext_lazy("the period before"),
    YEAR: gettext_lazy("the same weekdays a year before"),
    NONE: gettext_lazy("nothing"),
}
KNOWN = ("period", "from", "to", "compare")
"""The parameters of an address."""


@dataclass(frozen=True)
class Choice:
    """An option of a list."""

    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class View:
    """The days looked at, those compared with and why, and how the address says so."""

    procedure: Procedure
    today: date
    name: str
    period: Period
    compare: str
    compared: Period | None
    change: Change | None = None
    mistakes: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address; what is usual is left out."""
        pairs = [("period", self.name)] if self.name != USUAL else []
        if self.name == CUSTOM:
            pairs += [("from", self.period.first.isoformat()), ("to", self.period.last.isoformat())]
        return [*pairs, *([("compare", self.compare)] if self.compare != PREVIOUS else [])]

    @property
    def address(self) -> str:
        """The query string that gives this view again, with its question mark."""
        query = QueryDict(mutable=True)
        for name, value in self.pairs():
            query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    @property
    def periods(self) -> list[Choice]:
        """The named periods; the one chosen says its days."""
        now = formatting.period(self.period.first, self.period.last, days=True)
        names: dict[str, Text] = {**({CUSTOM: now} if self.name == CUSTOM else {}), **PERIODS}
        if opened(self.procedure, self.today):
            names[OPENING] = _("Since it opened")
        return [Choice(key, now if key == self.name else label, key == self.name) for key, label in names.items()]

    @property
    def comparisons(self) -> list[Choice]:
        """What the period may be compared with: each change marked, besides the usual."""
        count = self.period.length
        before = ngettext("the day before", "the %(n)s days before", count) % {"n": formatting.number(count)}
        usual = [Choice(key, before if key == PREVIOUS else label, key == self.compare) for key, label in COMPARISONS.items()]
        marked = [
            Choice(
                key_of(change),
                _("before: %(text)s (%(day)s)") % {"text": change.text, "day": formatting.day(change.day)},
                change == self.change,
            )
            for change in changes_of(self.procedure, self.today)
        ]
        return [*usual[:-1], *marked, usual[-1]]

    @property
    def compared_said(self) -> str:
        """What it is compared with, in a few words; empty when with nothing."""
        return formatting.period(self.compared.first, self.compared.last) if self.compared else ""


def opened(procedure: Procedure, today: date) -> Period | None:
    """The days since a procedure opened, until it closed or yesterday."""
    last = min(today - timedelta(days=1), procedure.closes or today)
    return Period(procedure.opens, last) if procedure.opens and procedure.opens <= last else None


def key_of(change: Change) -> str:
    """How an address says that it is compared with before a change."""
    return f"{CHANGE}-{change.pk}"


def changes_of(procedure: Procedure, today: date) -> Sequence[Change]:
    """The changes marked that have already come, the latest first."""
    return [change for change in procedure.changes.all() if change.day < today]


def read_view(procedure: Procedure, given: QueryDict, today: date) -> View:
    """Reads an address; what cannot be understood is left out and told in `mistakes`."""
    asked = given.copy()
    asked.setlist("f", [])
    look = read_look(asked, today)
    mistakes = list(look.mistakes)
    since = opened(procedure, today) if given.get("period") == OPENING else None
    name = OPENING if since else look.period
    period = since or look.days(today)
    compare = given.get("compare", PREVIOUS)
    change = _change(procedure, compare, today)
    if compare not in COMPARISONS and change is None:
        compare = PREVIOUS
    if change:
        period, compared, told = _around(change, period)
        mistakes += [told] if told else []
        compare = compare if compared else PREVIOUS
    else:
        compared = {PREVIOUS: period.before, YEAR: period.a_year_before, NONE: None}[compare]
    return View(
        procedure=procedure,
        today=today,
        name=name,
        period=period,
        compare=compare,
        compared=compared or (period.before if change else None),
        change=change if compared else None,
        mistakes=tuple(mistakes),
    )


def _change(procedure: Procedure, compare: str, today: date) -> Change | None:
    return next((change for change in changes_of(procedure, today) if key_of(change) == compare), None)


def _around(change: Change, period: Period) -> tuple[Period, Period | None, str]:
    """The days of a period from a change on, and as many before the change; none for a change after the period."""
    if change.day > period.last:
        return period, None, _("That change came after these days: they are compared with the period before.")
    after = Period(max(period.first, change.day), period.last)
    before = Period(change.day - timedelta(days=after.length), change.day - timedelta(days=1))
    told = _("Only the days since the change are shown, against as many before it.") if after != period else ""
    return after, before, told
