"""What was answered, for every page that tells it: counts, scores, how many were asked, why people left. Days are both included."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum

from plazamayor.procedures.models import Procedure, Reply, Survey, Tally
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys import scores
from plazamayor.procedures.surveys.questions import NONE, OURS, REASONS, SOURCES
from plazamayor.procedures.surveys.scores import Asked, Counts, Measure, Score
from plazamayor.statistics.proportions import Interval

FINISHED = (Moment.COMPLETED,)
"""Whose answers are the procedure's scores: those who finished it on line, as the measures we follow ask them."""
EVERYBODY = tuple(Moment)


@dataclass(frozen=True)
class Results:
    """What was answered in some days, at some moments."""

    counts: Counts
    asked: Asked
    scores: dict[Measure, Score]
    well: Score
    """The part that says that it went well or very well."""
    worst_case: Interval | None
    """Between what parts that would be, whatever those invited who did not answer had said."""


def results(procedure: Procedure, first: date, last: date, moments: Sequence[str] = FINISHED) -> Results:
    """What was answered about a procedure; all zeros and no scores when it has no survey."""
    replies = replies_of(procedure, first, last, moments)
    counts = count(replies)
    asked = _asked(procedure, first, last, moments, replies)
    return Results(
        counts=counts,
        asked=asked,
        scores=scores.scores(counts, NONE),
        well=scores.well(counts),
        worst_case=scores.worst_case(counts, asked),
    )


def exit_reasons(procedure: Procedure, first: date, last: date) -> list[tuple[str, int]]:
    """Why people left, by how many gave each reason, the most given first; those that nobody gave are left out."""
    given = count(replies_of(procedure, first, last, (Moment.LEFT,))).reasons
    return sorted(given.items(), key=lambda pair: (-pair[1], list(REASONS).index(pair[0])))


def replies_of(procedure: Procedure, first: date, last: date, moments: Sequence[str] = EVERYBODY) -> QuerySet[Reply]:
    """The replies about a procedure of some days and moments, latest first."""
    return Reply.objects.filter(survey__procedure=procedure, day__gte=first, day__lte=last, moment__in=moments)


def survey_of(procedure: Procedure) -> Survey | None:
    """The survey of a procedure, if it was ever opened."""
    return Survey.objects.select_related("procedure__organisation", "procedure__site").filter(procedure=procedure).first()


def today_of(procedure: Procedure, now: datetime) -> date:
    """The day it is where a procedure is done."""
    zone = procedure.site.time_zone if procedure.site else procedure.organisation.time_zone
    return now.astimezone(ZoneInfo(zone)).date()


def count(replies: QuerySet[Reply]) -> Counts:
    """How many gave each answer."""
    help_given = _Help()
    help_given.add(replies.exclude(help_sought=[]).values_list("help_sought", "help_reached", "help_quality").iterator())
    unordered = replies.order_by()
    return Counts(
        replies=unordered.count(),
        satisfaction=_by(unordered.exclude(satisfaction=None), "satisfaction"),
        clarity=_by(unordered.exclude(clarity=None), "clarity"),
        sought={name: help_given.sought[name] for name in (NONE, *SOURCES) if help_given.sought[name]},
        asked_help=help_given.people,
        reached={name: (help_given.yes[name], help_given.no[name]) for name in OURS if help_given.yes[name] + help_given.no[name]},
        quality=dict(help_given.quality),
        reasons={name: found for name, found in _by(unordered.exclude(reason=""), "reason").items() if name in REASONS},
        texts=unordered.exclude(text="").count(),
    )


def _by(replies: QuerySet[Reply], name: str) -> dict:  # type: ignore[type-arg]  # a mark or a word, as the field is
    return dict(replies.values_list(name).annotate(Count("pk")))


@dataclass
class _Help:
    """Adds up what each reply says of the help looked for."""

    people: int = 0
    sought: Counter[str] = field(default_factory=Counter)
    yes: Counter[str] = field(default_factory=Counter)
    no: Counter[str] = field(default_factory=Counter)
    quality: Counter[int] = field(default_factory=Counter)

    def add(self, replies: Iterable[tuple[list[str], dict[str, bool], dict[str, int]]]) -> None:
        for sought, reached, quality in replies:
            self.people += 1
            self.sought.update(sought)
            self.yes.update(name for name, answered in reached.items() if answered)
            self.no.update(name for name, answered in reached.items() if not answered)
            self.quality.update(quality.values())


def _asked(procedure: Procedure, first: date, last: date, moments: Sequence[str], replies: QuerySet[Reply]) -> Asked:
    tallies = Tally.objects.filter(survey__procedure=procedure, day__gte=first, day__lte=last, moment__in=moments)
    told = tallies.aggregate(invited=Sum("invited", default=0), closed=Sum("closed", default=0))
    came = replies.aggregate(answered=Count("pk", filter=Q(invited=True)), alone=Count("pk", filter=Q(invited=False)))
    return Asked(**told, **came)
