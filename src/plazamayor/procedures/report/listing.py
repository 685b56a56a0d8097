"""The procedures of an administration by citizens lost, from what was derived of each: a list derives nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.contract import Period
from plazamayor.analytics.journeys.standing import Sums, sums
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.procedures.models import Procedure, Step
from plazamayor.procedures.surveys.queries import today_of

Text = str | Promise
DAYS: Final = 28


@dataclass(frozen=True, kw_only=True)
class Line:
    """A procedure of the list, with what was derived of its last four weeks; no sums when nobody was seen."""

    procedure: Procedure
    steps: Sequence[Step]
    sums: Sums | None

    @property
    def started(self) -> int | None:
        """How many started; None when nobody was seen, or it is not derived yet."""
        return self.sums.started if self.sums else None

    @property
    def lost(self) -> int | None:
        """Citizens lost; None when nobody was seen, or it is not derived yet."""
        return self.sums.left if self.sums else None

    @property
    def completion(self) -> float | None:
        """The completion rate; None when nobody started."""
        return (self.sums.completed + self.sums.negative) / self.sums.started if self.sums and self.sums.started else None

    @property
    def worst(self) -> Step | None:
        """The step that loses most; None when none loses anybody."""
        losses = self.sums.left_by_step[: len(self.steps)] if self.sums else []
        return self.steps[losses.index(max(losses))] if any(losses) else None


SORTS: Final[dict[str, tuple[Text, Callable[[Line], tuple[object, ...]]]]] = {
    "lost": (_("citizens lost"), lambda line: (-(line.lost if line.lost is not None else -1), line.procedure.name)),
    "started": (_("those who start"), lambda line: (-(line.started if line.started is not None else -1), line.procedure.name)),
    "completion": (_("completion, worst first"), lambda line: (2.0 if line.completion is None else line.completion, line.procedure.name)),
    "name": (_("name"), lambda line: (line.procedure.name,)),
}


def lines(procedures: Iterable[Procedure], now: datetime, sort: str = "lost") -> list[Line]:
    """A line for each procedure, in an order of SORTS; raises StoreUnavailable."""
    known = list(procedures)
    steps = _steps(known)
    found = _sums([procedure for procedure in known if steps[procedure.pk]], now)
    every = [Line(procedure=each, steps=steps[each.pk], sums=found.get(each.pk)) for each in known]
    return sorted(every, key=SORTS[sort][1])


def lines_or_names(procedures: Sequence[Procedure], now: datetime, sort: str) -> tuple[list[Line], str]:
    """The lines; when the store does not answer, the procedures by name and why."""
    try:
        return lines(procedures, now, sort), ""
    except StoreUnavailable as why:
        steps = _steps(procedures)
        return [Line(procedure=each, steps=steps[each.pk], sums=None) for each in procedures], str(why)


def days_of(procedure: Procedure, now: datetime) -> Period:
    """The four weeks that end yesterday where a procedure is done."""
    today = today_of(procedure, now)
    return Period(today - timedelta(days=DAYS), today - timedelta(days=1))


def _steps(procedures: Sequence[Procedure]) -> defaultdict[int, list[Step]]:
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(procedure__in=procedures, role=Step.Role.STEP).order_by("position", "pk"):
        found[step.procedure_id].append(step)
    return found


def _sums(procedures: Iterable[Procedure], now: datetime) -> dict[int, Sums]:
    by_site: defaultdict[Site, list[Procedure]] = defaultdict(list)
    for procedure in procedures:
        if procedure.site:
            by_site[procedure.site].append(procedure)
    found: dict[int, Sums] = {}
    for site, some in by_site.items():
        days = days_of(some[0], now)
        found |= sums(site, [procedure.pk for procedure in some], days.first, days.last)
    return found
