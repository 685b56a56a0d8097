"""What is known of a campaign: what its strands tell, what the outbox did, and what the event store counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from plazamayor.analytics.contract import Period
from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.contract import Brought, Journey
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import brought_visits, clicks_of
from plazamayor.campaigns.contract import Origin, Told, strands, token_of
from plazamayor.campaigns.models import Campaign
from plazamayor.channels import registry
from plazamayor.channels.models import Channel, Delivery
from plazamayor.procedures.queries import Score, journey_of, satisfaction_of

OUT = (Delivery.State.PUBLISHED, Delivery.State.WITHDRAWING, Delivery.State.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What was counted of a part of a campaign."""

    releases: int = 0
    clicks: int = 0
    visits: int = 0
    started: int = 0
    ended: int = 0

    @property
    def rate(self) -> float | None:
        """Completions of each visit; None without visits."""
        return min(1.0, self.ended / self.visits) if self.visits else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A channel of a campaign: the key of its connector, which links carry, its name, and its figures."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class PieceLine:
    """A piece of a campaign, its deliveries and its figures."""

    told: Told
    figures: Figures
    deliveries: Sequence[Delivery] = ()

    @property
    def uncertain(self) -> int:
        """Deliveries of which it is not known whether they went out."""
        return sum(1 for each in self.deliveries if each.state == Delivery.State.UNCERTAIN)

    @property
    def waiting(self) -> int:
        """Deliveries yet to leave."""
        return sum(1 for each in self.deliveries if each.state in {Delivery.State.SCHEDULED, Delivery.State.HELD, Delivery.State.SENDING})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A campaign, the days that are counted of it, and where its visits are looked for."""

    campaign: Campaign
    today: date

    @property
    def period(self) -> Period:
        """From its first day to its last, or until today while it goes on."""
        last = min(self.today, self.campaign.ends or self.today)
        return Period(self.campaign.begins, max(self.campaign.begins, last))

    @cached_property
    def sites(self) -> list[Site]:
        """The sites whose legal basis lets them know the campaign a visit came by."""
        known = Site.objects.select_related("organisation").filter(organisation=self.campaign.organisation_id).order_by("pk")
        return [site for site in known if not site.exempt]

    @cached_property
    def journey(self) -> Journey | None:
        """What is looked for of the procedure it serves; None without one that is measured on such a site."""
        procedure = self.campaign.procedure
        if procedure is None or procedure.site is None or procedure.site.exempt:
            return None
        return journey_of(procedure)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """The thread of a campaign. `ended_in_all` counts every completion of the procedure in its days, by whatever way they came."""

    asked: Asked
    origins: Sequence[Origin]
    pieces: Sequence[PieceLine]
    lines: Sequence[Line]
    total: Figures
    ended_in_all: int | None = None
    satisfaction: Score | None = None
    releases: Sequence[Delivery] = field(default_factory=tuple)

    @property
    def campaign(self) -> Campaign:
        """Whose thread it is."""
        return self.asked.campaign

    @property
    def period(self) -> Period:
        """The days counted."""
        return self.asked.period

    @property
    def measured(self) -> bool:
        """Whether it goes on after the clicks."""
        return bool(self.asked.sites)


def asked_of(campaign: Campaign, now: datetime) -> Asked:
    """What is asked of a campaign at a moment."""
    return Asked(campaign=campaign, today=now.astimezone(ZoneInfo(campaign.organisation.time_zone)).date())


def thread_of(asked: Asked) -> Thread:
    """The thread, of days that were derived; raises StoreUnavailable."""
    campaign, period = asked.campaign, asked.period
    told = [piece for strand in strands for piece in strand.pieces(campaign)]
    deliveries = _deliveries(campaign, told)
    clicks = clicks_of(campaign.organisation_id, campaign.code, period.first, period.last)
    visits = brought_visits(asked.sites, campaign.code, period.first, period.last)
    brought = _brought(asked)
    counted = _Counted(releases=[each for each in deliveries if each.state in OUT])
    for click in clicks:
        counted.add("clicks", click.channel, click.piece, click.clicks)
    for visit in visits:
        counted.add("visits", visit.source, piece_in(visit.content), visit.visits)
    for attempt in brought:
        counted.add("started", attempt.source, piece_in(attempt.content), attempt.started)
        counted.add("ended", attempt.source, piece_in(attempt.content), attempt.ended)
    return Thread(
        asked=asked,
        origins=[origin for strand in strands for origin in strand.origins(campaign)],
        pieces=[_piece(each, deliveries, counted) for each in told],
        lines=_lines(campaign, counted),
        total=counted.figures(),
        ended_in_all=_ended_in_all(asked),
        satisfaction=satisfaction_of(campaign.procedure, period.first, period.last) if campaign.procedure else None,
        releases=counted.releases,
    )


def piece_in(content: str) -> str:
    """The token of a piece in what a link says of itself: `piece-12` of `piece-12-es`."""
    parts = content.split("-")
    return "-".join(parts[:2])


class _Counted:
    """Counts by channel and piece."""

    def __init__(self, releases: list[Delivery]) -> None:
        self.releases = releases
        self._counts: Counter[tuple[str, str, str]] = Counter()
        for each in releases:
            self.add("releases", each.channel.connector, token_of(each.subject), 1)

    def add(self, what: str, channel: str, piece: str, count: int) -> None:
        self._counts[what, channel, piece] += count

    def channels(self) -> set[str]:
        return {channel for (_what, channel, _piece), count in self._counts.items() if count}

    def figures(self, channel: str | None = None, piece: str | None = None) -> Figures:
        found: Counter[str] = Counter()
        for (what, by, of), count in self._counts.items():
            if channel in (None, by) and piece in (None, of):
                found[what] += count
        return Figures(**found)


def _deliveries(campaign: Campaign, told: Iterable[Told]) -> list[Delivery]:
    subjects = [piece.subject for piece in told]
    found = Delivery.objects.select_related("channel").filter(organisation=campaign.organisation_id, subject__in=subjects)
    return list(found.exclude(state=Delivery.State.CANCELLED).order_by("due", "pk"))


def _brought(asked: Asked) -> Sequence[Brought]:
    procedure, period = asked.campaign.procedure, asked.period
    if asked.journey is None or procedure is None or procedure.site is None:
        return ()
    return journeys.brought(procedure.site, asked.journey, period.first, period.last, asked.campaign.code)


def _ended_in_all(asked: Asked) -> int | None:
    procedure, period = asked.campaign.procedure, asked.period
    if asked.journey is None or procedure is None or procedure.site is None:
        return None
    return journeys.funnel(procedure.site, asked.journey, period.first, period.last).ended


def _piece(told: Told, deliveries: Sequence[Delivery], counted: _Counted) -> PieceLine:
    own = [each for each in deliveries if each.subject == told.subject]
    return PieceLine(told=told, figures=counted.figures(piece=token_of(told.subject)), deliveries=own)


def _lines(campaign: Campaign, counted: _Counted) -> list[Line]:
    """A line for each network, those that brought most first; what says no channel is at the end."""
    known: dict[str, list[str]] = {}
    for channel in Channel.objects.filter(organisation=campaign.organisation_id).order_by("name"):
        known.setdefault(channel.connector, []).append(channel.name)
    found = [Line(key=key, name=name_of(key, known.get(key, [])), figures=counted.figures(key)) for key in counted.channels()]
    return sorted(found, key=lambda line: (not line.key, -line.figures.clicks, -line.figures.visits, line.name))


def name_of(key: str, accounts: Sequence[str]) -> str:
    """What a network is called: the account, when the administration has only one there."""
    if len(accounts) == 1:
        return accounts[0]
    try:
        return registry.connector(key).name
    except KeyError:
        return key
