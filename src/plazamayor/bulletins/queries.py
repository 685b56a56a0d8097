"""What the pages of gazettes tell: a day and what it brings, what was left out, and how each gazette stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.bulletins.matching import Act, Follower, Motive, followers
from plazamayor.bulletins.models import FoundTerm, Issue, Item, Match, Source, Subscription
from plazamayor.bulletins.readers.contract import Options
from plazamayor.bulletins.subscribing import sources_of
from plazamayor.core import formatting
from plazamayor.organisation.models import Organisation

MOTIVES: dict[Motive, str | Promise] = {
    Motive.NOBODY: gettext_lazy("Of another territory, or of matters that nobody follows"),
    Motive.PEOPLE: gettext_lazy("They name people: neither searched by name nor offered"),
    Motive.OTHERS: gettext_lazy("Only for other administrations"),
    Motive.NEAR: gettext_lazy("Alike, but not enough"),
}
FAR = date.max
FAR_OFF = timedelta(days=300)
"""From when a last day is told with its year."""


@dataclass(frozen=True)
class Line:
    """An act that concerns the administration, as its row tells it. `term` is the one that matters; `last` its last day."""

    match: Match
    reasons: list[str]
    units: list[str]
    people: list[str]
    term: FoundTerm | None

    @property
    def item(self) -> Item:
        """The act."""
        return self.match.item

    @property
    def source(self) -> Source:
        """Its gazette."""
        return self.match.item.issue.source

    @property
    def last(self) -> date | None:
        """Its last day, as confirmed or as found."""
        return (self.term.confirmed or self.term.day) if self.term else None

    @property
    def last_told(self) -> str:
        """Its last day in short: «mar 22 dic»."""
        if self.last is None:
            return ""
        return formatting.day(self.last, year=abs(self.last - self.item.issue.day) > FAR_OFF, weekday=True)

    @property
    def to_confirm(self) -> bool:
        """Whether somebody has to look at its term."""
        return self.term is not None and self.term.confirmed is None


@dataclass(frozen=True)
class Standing:
    """How a gazette stands on a day: its issues, how many acts were read and announced, and in which state."""

    source: Source
    numbers: str
    read: int
    announced: int | None
    state: str
    at: str
    again: str


@dataclass(frozen=True)
class Day:
    """All that the page of a day tells."""

    day: date
    today: date
    lines: list[Line]
    read: int
    until: str
    left: list[tuple[Motive, str, int]]
    standing: list[Standing] = field(default_factory=list)

    @property
    def to_confirm(self) -> int:
        """How many of its acts have a term that nobody has confirmed."""
        return sum(line.to_confirm for line in self.lines)

    @property
    def told(self) -> str:
        """The day in short: «vie 20 nov»."""
        return short_day(self.day, self.today)

    @property
    def before(self) -> date:
        """The day before."""
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date | None:
        """The day after, unless it is still to come."""
        return self.day + timedelta(days=1) if self.day < self.today else None

    @property
    def left_out(self) -> int:
        """How many acts are not shown."""
        return sum(count for _motive, _label, count in self.left)


def short_day(day: date, beside: date) -> str:
    """A day in short with its weekday, and its year when it is not that of another."""
    return formatting.day(day, year=day.year != beside.year, weekday=True)


def hour_of(moment: datetime | None, organisation: Organisation) -> str:
    """An hour as an administration's clocks have it, or nothing."""
    return f"{moment.astimezone(ZoneInfo(organisation.time_zone)):%H:%M}" if moment else ""


def day_shown(organisation: Organisation, wanted: date | None, now: datetime) -> tuple[date, date]:
    """The day that a page shows and today: the one asked for, else the last one with a gazette."""
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    if wanted is not None:
        return min(wanted, today), today
    issues = Issue.objects.filter(source__in=sources_of(organisation), day__lte=today).exclude(state=Issue.State.EMPTY)
    return issues.aggregate(last=Max("day"))["last"] or today, today


def day_of(organisation: Organisation, wanted: date | None, now: datetime) -> Day:
    """The page of a day."""
    day, today = day_shown(organisation, wanted, now)
    issues = Issue.objects.filter(source__in=sources_of(organisation), day=day)
    until = issues.exclude(state=Issue.State.EMPTY).aggregate(last=Max("read"))["last"]
    lines = lines_of(matches_of(organisation, day))
    left = left_out(organisation, day)
    counts = Counter(motive for motive, _item in left)
    rows = [(motive, str(label), counts[motive]) for motive, label in MOTIVES.items() if counts[motive]]
    return Day(
        day=day,
        today=today,
        lines=lines,
        read=Item.objects.filter(issue__in=issues).count(),
        until=hour_of(until, organisation),
        left=rows,
        standing=standing_of(organisation, day, now),
    )


def matches_of(organisation: Organisation, day: date) -> QuerySet[Match]:
    """The acts of a day that concern an administration, but those it discarded."""
    rows = Match.objects.filter(organisation=organisation, item__issue__day=day).exclude(state=Match.State.DISCARDED)
    known = Subscription.objects.select_related("unit", "procedure").prefetch_related("people")
    return (
        rows.select_related("item__issue__source", "piece")
        .defer("item__text", "item__original", "item__issue__original")
        .prefetch_related("terms", Prefetch("subscriptions", known))
    )


def lines_of(matches: Iterable[Match]) -> list[Line]:
    """The rows of a list of acts: first those that end before."""
    lines = [line_of(match) for match in matches]
    return sorted(lines, key=lambda line: (line.last or FAR, line.match.pk))


def line_of(match: Match) -> Line:
    """The row of an act."""
    subscriptions = list(match.subscriptions.all())
    terms = [each for each in match.terms.all() if each.confirmed or each.rule.get("purpose") not in {"appeal", "decide"}]
    settled = [each for each in terms if each.confirmed]
    dated = sorted((each for each in terms if each.day), key=lambda each: (each.rule.get("purpose") not in {"apply", "allege"}, each.day))
    return Line(
        match=match,
        reasons=reasons_told(match, subscriptions),
        units=list(dict.fromkeys(str(each.unit) for each in subscriptions if each.unit)),
        people=list(dict.fromkeys(str(person) for each in subscriptions for person in each.people.all())),
        term=next(iter([*settled, *dated, *terms]), None),
    )


def reasons_told(match: Match, subscriptions: list[Subscription]) -> list[str]:
    """Why an act concerns us, in words: «Follows “ayudas comercio”», «Names us»."""
    kinds = dict(Item.Kind.choices)
    told: dict[str, None] = {}
    for each in match.why:
        match each["kind"]:
            case "named":
                told[_("Names us")] = None
            case "by_hand":
                told[_("Brought in by %(name)s") % {"name": each["text"]}] = None
            case "kind":
                told[_("Kind “%(kind)s”") % {"kind": kinds.get(each["text"], each["text"])}] = None
            case "territory":
                told[_("Names %(place)s") % {"place": each["text"]}] = None
            case "words":
                told[_("Follows “%(words)s”") % {"words": each["text"]}] = None
            case _:
                told[each["text"]] = None
    told |= {_("like the procedure “%(name)s”") % {"name": each.procedure}: None for each in subscriptions if each.procedure}
    return list(told)


def left_out(organisation: Organisation, day: date) -> list[tuple[Motive, Item]]:
    """The acts of a day that are not shown, each with why."""
    shown = set(
        Match.objects.filter(organisation=organisation, item__issue__day=day)
        .exclude(state=Match.State.DISCARDED)
        .values_list("item", flat=True)
    )
    items = Item.objects.filter(issue__source__in=sources_of(organisation), issue__day=day).exclude(pk__in=shown)
    follower = follower_of(organisation)
    rows = items.select_related("issue__source").defer("text", "original", "issue__original")
    return [(follower.motive(Act(item, item.issue.source_id)), item) for item in rows]


def follower_of(organisation: Organisation) -> Follower:
    """An administration with all that it follows."""
    active = Subscription.objects.filter(organisation=organisation, active=True).select_related("organisation", "procedure")
    found = followers(active.prefetch_related("sources"))
    return found[0] if found else Follower(organisation, [])


def standing_of(organisation: Organisation, day: date, now: datetime) -> list[Standing]:
    """How each gazette in use stands on a day."""
    sources = sources_of(organisation).filter(active=True)
    issues = Issue.objects.filter(source__in=sources, day=day).defer("original").annotate(kept=Count("items")).order_by("pk")
    by_source: dict[int, list[Issue]] = {}
    for issue in issues:
        by_source.setdefault(issue.source_id, []).append(issue)
    return [_standing(source, by_source.get(source.pk, []), organisation, now) for source in sources]


def _standing(source: Source, issues: list[Issue], organisation: Organisation, now: datetime) -> Standing:
    whole = [issue for issue in issues if issue.state != Issue.State.EMPTY]
    announced = [issue.announced for issue in whole if issue.announced is not None]
    states = {issue.state for issue in issues}
    state = "partial" if Issue.State.PARTIAL in states else "complete" if whole else "empty" if issues else "waiting"
    if source.problem and state in {"waiting", "partial"}:
        state = "failing"
    elif state == "waiting" and source.checked is None:
        state = "never"
    return Standing(
        source=source,
        numbers=", ".join(issue.number for issue in whole if issue.number),
        read=sum(getattr(issue, "kept", 0) for issue in whole),
        announced=sum(announced) if whole and len(announced) == len(whole) else None,
        state=state,
        at=hour_of(max((issue.read for issue in issues), default=None), organisation),
        again=hour_of(source.next_check, organisation) if source.next_check > now else "",
    )


def subscriptions_of(organisation: Organisation) -> QuerySet[Subscription]:
    """What an administration follows, with how many acts each has brought in thirty days left to whoever asks."""
    rows = Subscription.objects.filter(organisation=organisation).select_related("unit", "procedure")
    return rows.prefetch_related("sources", "people")


def conditions_of(subscription: Subscription) -> list[str]:
    """What a subscription asks, a line each."""
    kinds = dict(Item.Kind.choices)
    words = [f"«{phrase}»" for phrase in subscription.words]
    told = [_(" or ").join(words)] if words else []
    if subscription.procedure and not words:
        told.append(_("like the procedure “%(name)s”") % {"name": subscription.procedure})
    if subscription.territories:
        told.append(_("names %(places)s") % {"places": _(" or ").join(subscription.territories)})
    told += [", ".join(str(kinds.get(kind, kind)) for kind in subscription.kinds)] if subscription.kinds else []
    told += [", ".join(each) for each in (subscription.sections, subscription.departments) if each]
    sources = [each.short_name for each in subscription.sources.all()]
    return [*told, ", ".join(sources)] if sources else told


def brought_since(organisation: Organisation, since: date) -> dict[int, int]:
    """How many acts each subscription has brought since a day."""
    rows = Match.subscriptions.through.objects.filter(match__organisation=organisation, match__item__issue__day__gte=since)
    return dict(rows.values_list("subscription").annotate(n=Count("pk")))


def address_of(options: Options) -> str:
    """Where a gazette is asked, for people to read."""
    return str(options.get("address", ""))


def waiting_today(organisation: Organisation, now: datetime) -> int:
    """How many acts of today nobody has looked at."""
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    return Match.objects.filter(organisation=organisation, state=Match.State.NEW, item__issue__day=today).count()
