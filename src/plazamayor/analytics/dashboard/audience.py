"""The audience page of a site: asks the store the least it can and prepares all that is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics import findings
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.dashboard import sentences, series
from plazamayor.analytics.dashboard.look import FIGURES, Look
from plazamayor.analytics.dashboard.measures import MEASURES, Measure
from plazamayor.analytics.dashboard.names import ORIGINS, value_name
from plazamayor.analytics.dashboard.panels import PanelView, Setting, panels, shown_dimensions
from plazamayor.analytics.exempt import EXEMPT, Permit, permit
from plazamayor.analytics.models import Annotation, Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.reports import answers, memory
from plazamayor.analytics.reports.answers import Figures, Panel
from plazamayor.analytics.reports.filters import Filter
from plazamayor.analytics.reports.periods import LONGEST, Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.reports.readings import READINGS, Reading, read
from plazamayor.core import charts, formatting
from plazamayor.core.findings import Finding
from plazamayor.core.parts import Figure

ABOUT_THEM = 0.5
"""Share of days in common from which a note is taken to speak of the days of a finding."""
ROWS = 24
"""Lines asked of each dimension: those shown, and the hours of a day."""
BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A look at a site at a moment: its days in the site's zone, and what may be shown of them."""

    site: Site
    look: Look
    base: str
    today: date
    permit: Permit = EXEMPT
    origins: Mapping[date, str] = field(default_factory=dict)
    """Where the figures of each measured day of the history come from."""
    versions: Sequence[int] = ()
    """Of the measured days that are read, and of the one before them: while they stay, so do the answers."""

    def __contains__(self, day: date) -> bool:
        """Tells whether a day is one of those looked at or compared with."""
        return any(days.first <= day <= days.last for days in (self.period, self.compared) if days)

    @cached_property
    def since(self) -> date | None:
        """The first day of the history that was measured."""
        return min(self.origins, default=None)

    @cached_property
    def comparable(self) -> Period | None:
        """The days compared with, if measurement had begun by then."""
        return self.compared if self.compared and self.since and self.since <= self.compared.first else None

    @cached_property
    def period(self) -> Period:
        """The days looked at."""
        return self.look.days(self.today)

    @cached_property
    def compared(self) -> Period | None:
        """The days compared with."""
        return self.look.compared(self.today)

    @property
    def query(self) -> Query:
        """The question to the store."""
        return question(self.site, self.period, self.compared, self.look.filters)

    @property
    def measure(self) -> Measure:
        """The figure that is drawn."""
        return MEASURES[self.look.figure]

    @property
    def single(self) -> bool:
        """Whether it is one day, which is drawn by hours."""
        return self.period.length == 1 and self.permit.allows("hour")

    @property
    def dimensions(self) -> list[str]:
        """What has to be asked."""
        wanted = shown_dimensions(self.look, self.permit)
        return [*wanted, *(["hour"] if self.single and "hour" not in wanted else [])]

    @cached_property
    def history(self) -> Period:
        """The days that earlier comparisons need, as far back as a question may go; filtered ones read visits, and need the fewest."""
        first = min(self.period.first, self.compared.first if self.compared else self.period.first)
        if self.compared:
            weeks = findings.weeks_clear(self.period) + (findings.ENOUGH if self.look.filters else findings.MOST)
            first -= timedelta(weeks=weeks)
        return Period(max(first, BEGINNING, self.period.last - timedelta(days=LONGEST - 1)), self.period.last)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the store answered: the lines of each dimension, the figures of every day of the history, and what no day keeps."""

    panels: Mapping[str, Panel]
    days: Mapping[date, Figures]
    readings: Mapping[str, Reading] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """The page, ready to be drawn."""

    asked: Asked
    figures: Sequence[Figure]
    drawing: charts.LineDrawing
    panels: Sequence[PanelView]
    finding: Finding | None
    sources: Sequence[str]
    measured: bool


def question(site: Site, period: Period, compared: Period | None, filters: tuple[Filter, ...]) -> Query:
    """A question about one site."""
    return Query(scope_of([site]), daybook_of(site), period, compared, filters)


def today_of(site: Site, now: datetime) -> date:
    """The day it is in a site's zone."""
    return now.astimezone(ZoneInfo(site.time_zone)).date()


def asked_of(site: Site, look: Look, base: str, now: datetime) -> Asked:
    """Puts a look beside what may be shown of its days, once what is stale in them has been refreshed.

    Filters are left out where statistics may not be crossed.
    """
    asked = Asked(site=site, look=look, base=base, today=today_of(site, now))
    history = question(site, asked.history, None, ())
    answers.freshen(history)
    read = min(days.first for days in (history.period, asked.period, asked.compared) if days) - timedelta(days=1)
    known = answers.known_days(history.scope, read, history.period.last)
    origins = {each.day: each.origin for each in known if each.day >= history.period.first}
    allowed = permit(exempt=site.exempt, origins=[origin for day, origin in origins.items() if day in asked])
    if look.filters and not allowed.crossing:
        refused = _("Exempt mode does not allow filters, which cross statistics. This is the whole audience.")
        look = replace(look, filters=(), mistakes=(*look.mistakes, refused))
    return replace(asked, look=look, permit=allowed, origins=origins, versions=[each.last for each in known])


def ask(asked: Asked, dimensions: Sequence[str], *, whole: bool = False, progress: answers.Progress | None = None) -> Answer:
    """Asks the store: one question for all the dimensions, one for the days.

    `whole` asks for every line, and for the days of both periods only: tables tell no finding.
    """
    days = asked.query if whole else question(asked.site, asked.history, None, asked.look.filters)
    limit = answers.ALL if whole else ROWS
    kept = [name for name in dimensions if name not in READINGS]
    return Answer(
        panels=memory.panels(asked.query, kept, asked.versions, limit=limit, progress=progress) if kept else {},
        days={point.day: point.figures for point in memory.series(days, asked.versions)},
        readings={n: read(asked.query, n, asked.look.opened, limit=limit, fresh=True) for n in dimensions if n in READINGS},
    )


def audience(asked: Asked, answer: Answer, annotations: Sequence[Annotation]) -> Audience:
    """Prepares the page."""
    finding, lit, noted = _finding(asked, answer, annotations)
    drawn = series.Drawn(
        look=asked.look,
        measure=asked.measure,
        period=asked.period,
        compared=asked.compared,
        days=answer.days,
        since=asked.since,
        today=asked.today,
        annotations=annotations,
        highlight=lit,
        noted=noted,
    )
    grown = _grown(answer.panels)
    spoken = [grown[:2]] if grown and finding and finding.look_at else []
    setting = setting_of(asked, series.total(answer.days, asked.period.days), spoken)
    return Audience(
        asked=asked,
        figures=_figures(asked, answer),
        drawing=series.by_hour(drawn, answer.panels["hour"].lines) if asked.single else series.line(drawn),
        panels=panels(setting, answer.panels),
        finding=finding,
        sources=sources(asked),
        measured=asked.since is not None,
    )


def setting_of(asked: Asked, whole: Figures, lit: Iterable[tuple[str, str]] = ()) -> Setting:
    """What tables of this look share; `lit` are the values that the finding speaks of."""
    return Setting(
        site=asked.site,
        look=asked.look,
        permit=asked.permit,
        whole=whole,
        compared=asked.comparable is not None,
        base=asked.base,
        lit=frozenset(lit),
    )


def _figures(asked: Asked, answer: Answer) -> list[Figure]:
    now = series.total(answer.days, asked.period.days)
    before = series.total(answer.days, asked.comparable.days) if asked.comparable else None
    note = _("it was not measured then") if asked.compared and before is None else ""
    found = []
    for key in FIGURES:
        measure = MEASURES[key]
        is_told = key != "seconds" or _tells_time(asked)
        found.append(
            Figure(
                name=measure.indicator.name,
                value=measure.take(now) if is_told else None,
                unit=measure.indicator.unit,
                before=measure.take(before) if before and is_told else None,
                note=note if is_told else _("an access log does not tell it"),
                address=replace(asked.look, figure=key).address,
                current=key == asked.look.figure,
                indicator=measure.indicator,
            )
        )
    return found


def _tells_time(asked: Asked) -> bool:
    """Whether something besides access logs measured the days looked at: a log does not know how long a page was in sight."""
    return {asked.origins[day] for day in asked.period.days if day in asked.origins} != {"access_log"}


def _finding(asked: Asked, answer: Answer, annotations: Sequence[Annotation]) -> tuple[Finding | None, Sequence[date], str]:
    """The finding, the days it speaks of, and what staff noted about them."""
    since, compared = asked.since, asked.comparable
    if since is None:
        return None, (), ""
    measure = asked.measure

    sums = series.Sums(answer.days)

    def value(days: Period) -> float | None:
        taken = measure.take(sums.of(days))
        return None if taken is None else float(taken)

    now = value(asked.period)
    before = value(compared) if compared else None
    change = findings.change_of(now, before, relative=measure.counted)
    known = compared is not None and change is not None
    earlier = findings.earlier_changes(value, asked.period, compared, since, relative=measure.counted) if known and compared else []
    placed = findings.place(change, earlier)
    days = _concentrated(asked, answer, placed, earlier)
    noted = noted_about(annotations, days.days) if days else ""
    facts = sentences.Facts(
        measure=measure,
        now=now,
        before=before,
        placed=placed,
        concentration=days,
        weeks=findings.weeks_missing(asked.period, compared, since) if compared else 0,
        noted=noted,
        **_look_at(asked, answer, change),
    )
    return sentences.tell(facts), days.days if days else (), noted


def _concentrated(asked: Asked, answer: Answer, placed: findings.Placed, earlier: Sequence[float]) -> findings.Concentration | None:
    if asked.comparable is None or not asked.measure.counted or placed.low is None or placed.usual:
        return None
    counts = {day: float(asked.measure.take(figures) or 0) for day, figures in answer.days.items()}
    return findings.concentration(counts, asked.period, asked.comparable, lambda change: findings.place(change, earlier).usual)


def noted_about(annotations: Sequence[Annotation], days: Sequence[date]) -> str:
    """What staff noted about just these days: a note of a whole season says nothing of two days in it."""
    best = max(annotations, key=lambda note: _shared(note, days), default=None)
    return best.text if best and _shared(best, days) >= ABOUT_THEM else ""


def _shared(note: Annotation, days: Sequence[date]) -> float:
    """How much of a note's days and of these are the same, from 0 to 1."""
    both = sum(1 for day in days if note.first <= day <= note.last)
    return both / ((note.last - note.first).days + 1 + len(days) - both)


def _grown(panels_: Mapping[str, Panel]) -> tuple[str, str, int] | None:
    """The page whose visits grew most, and by how many."""
    lines = panels_["page"].lines if "page" in panels_ else []
    grown = max(lines, key=lambda line: line.now.visits - line.before.visits, default=None)
    if grown is None or grown.now.visits <= grown.before.visits:
        return None
    return "page", grown.value, grown.now.visits - grown.before.visits


def _look_at(asked: Asked, answer: Answer, change: float | None) -> dict[str, str]:
    """Which page grew most, with the way to look only at it."""
    grown = _grown(answer.panels) if change is not None else None
    if grown is None:
        return {}
    dimension, value, more = grown
    name = value_name(dimension, value)
    text = ngettext(
        "The page that grew most is %(page)s: %(n)s visit more.", "The page that grew most is %(page)s: %(n)s visits more.", more
    ) % {"page": name, "n": formatting.few(more)}
    address = f"{asked.base}{asked.look.toggled(dimension, value).address}" if asked.permit.crossing else ""
    return {"look_at": text, "look_at_phrase": name, "look_at_address": address}


def sources(asked: Asked) -> list[str]:
    """Where the figures of the days looked at come from, with how many days each when they are several."""
    days: dict[str, int] = {}
    for day, origin in asked.origins.items():
        if asked.period.first <= day <= asked.period.last:
            days[origin] = days.get(origin, 0) + 1
    if len(days) == 1:
        return [str(ORIGINS[origin]) for origin in days]
    return [
        ngettext("%(origin)s (%(n)s day)", "%(origin)s (%(n)s days)", count) % {"origin": ORIGINS[origin], "n": formatting.number(count)}
        for origin, count in days.items()
    ]
