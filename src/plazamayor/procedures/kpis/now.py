"""Which procedures fail now: the last hours of each against the same hours of the same weekday in earlier weeks.

The hour that runs counts for starts and failures; of those who are still at it nothing is said until the hour is over. Exempt mode keeps no
figures by hour: there the day that runs is compared with the same weekday, in parts and never in amounts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.contract import Journey, JourneyDay
from plazamayor.analytics.models import Site
from plazamayor.core.formatting import FEW
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import journey_of
from plazamayor.statistics.counts import ratio_interval
from plazamayor.statistics.proportions import newcombe

HOURS = 4
WEEKS = 4
SURE = 0.99
"""Many procedures are looked at, again and again: one in a hundred is called failing by chance, and not one in twenty."""
CROWD = 1.5
"""How many times the usual is a crowd."""


class State(StrEnum):
    """How a procedure is, the worst first."""

    FAILING = "failing"
    SILENT = "silent"
    CROWDED = "crowded"
    FEW = "few"
    USUAL = "usual"

    @property
    def label(self) -> str | Promise:
        """The word people read."""
        return WORDS[self]

    @property
    def mark(self) -> str:
        """The variant of the state component that draws it."""
        return {"failing": "grave", "silent": "grave", "crowded": "warn", "few": "", "usual": "good"}[self.value]


WORDS: dict[str, str | Promise] = {
    "failing": _("fails"),
    "silent": _("nobody starts"),
    "crowded": _("more people than usual"),
    "few": _("too few to tell"),
    "usual": _("as usual"),
}


@dataclass(frozen=True)
class Tally:
    """Attempts of some hours. `settled` and `left` are of the hours that are over."""

    started: int = 0
    completed: int = 0
    failed: int = 0
    settled: int = 0
    left: int = 0

    @property
    def failed_share(self) -> float | None:
        """The part that ended in a failure of the system."""
        return self.failed / self.started if self.started else None

    @property
    def left_share(self) -> float | None:
        """The part that was left, of those that began in hours that are over."""
        return self.left / self.settled if self.settled else None


@dataclass(frozen=True, kw_only=True)
class Present:
    """A procedure now, against its earlier weeks. `by`: whether it fails by failures or by people who leave."""

    procedure: Procedure
    state: State
    now: Tally
    before: Tally
    by: str = ""
    by_day: bool = False

    @property
    def excess(self) -> float:
        """How much more of it fails or is left than usual, as a part of one."""
        shares = ((self.now.failed_share, self.before.failed_share), (self.now.left_share, self.before.left_share))
        return max(((now or 0) - (before or 0) for now, before in shares), default=0)


def present_of(procedures: Iterable[Procedure], now: datetime) -> list[Present]:
    """How each measured procedure is now, those that fail first. Raises StoreUnavailable."""
    found = [present for procedure in procedures if (present := _present(procedure, now))]
    order = list(State)
    return sorted(found, key=lambda each: (order.index(each.state), -each.excess, -each.now.started))


def _present(procedure: Procedure, now: datetime) -> Present | None:
    journey, site = journey_of(procedure), procedure.site
    if journey is None or site is None or not procedure.active:
        return None
    local = now.astimezone(ZoneInfo(site.time_zone)).replace(tzinfo=None)
    journeys.prepare(site, journey, local.date() - timedelta(days=WEEKS * 7 + 1), local.date())
    weeks = [_week(site, journey, local - timedelta(days=7 * week), live=week == 0) for week in range(WEEKS + 1)]
    before = _sum(weeks[1:])
    state, by = _judged(weeks[0], weeks[1:], before, None if site.exempt else HOURS - 1 + local.minute / 60)
    return Present(procedure=procedure, state=state, now=weeks[0], before=before, by=by, by_day=site.exempt)


def _week(site: Site, journey: Journey, local: datetime, *, live: bool) -> Tally:
    """The hours before a moment on the site's clock; the one that runs is not over when it is `live`."""
    if site.exempt:
        return _tally(journeys.days(site, journey, local.date(), local.date()), running="")
    slots = [f"{local - timedelta(hours=back):%Y-%m-%d %H}" for back in range(HOURS)]
    known = {each.at: each for day in _days(slots) for each in journeys.hours(site, journey, day)}
    return _tally([known[slot] for slot in slots if slot in known], running=slots[0] if live else "")


def _days(slots: Sequence[str]) -> list[date]:
    return sorted({date.fromisoformat(slot[:10]) for slot in slots})


def _tally(pieces: Iterable[JourneyDay], running: str) -> Tally:
    found = Tally()
    for each in pieces:
        over = each.at != running
        ended = each.completed + each.negative
        left = each.started - ended - each.failed
        found = _sum([found, Tally(each.started, ended, each.failed, each.started if over else 0, left if over else 0)])
    return found


def _sum(tallies: Iterable[Tally]) -> Tally:
    some = list(tallies)
    return Tally(*(sum(getattr(each, name) for each in some) for name in ("started", "completed", "failed", "settled", "left")))


def _judged(now: Tally, weeks: Sequence[Tally], before: Tally, hours: float | None) -> tuple[State, str]:
    """How a procedure is, and by what; `hours` that have gone by, None when amounts cannot be compared."""
    if hours is not None and not now.started and all(week.started >= FEW for week in weeks):
        return State.SILENT, ""
    if now.started < FEW or not before.started:
        return State.FEW, ""
    failures = newcombe(now.failed, now.started, before.failed, before.started, SURE)
    if failures and failures.low > 0:
        return State.FAILING, "failed"
    leaving = newcombe(now.left, now.settled, before.left, before.settled, SURE) if now.settled and before.settled else None
    if leaving and leaving.low > 0:
        return State.FAILING, "left"
    if hours is not None:
        crowd = ratio_interval(now.started, hours, before.started, HOURS * len(weeks))
        if crowd and crowd.low > CROWD:
            return State.CROWDED, ""
    return State.USUAL, ""
