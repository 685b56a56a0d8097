"""What a thread shows: the channel whose visits get to the end more often, said with how sure it is before anything else."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.campaigns.thread.answers import Figures, Line, Thread
from plazamayor.core import formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.statistics.comparisons import fisher
from plazamayor.statistics.multiplicity import holm
from plazamayor.statistics.proportions import Interval, newcombe

KICKER = gettext_lazy("What took people to the end")
LEAST = 30
"""Visits of a channel below which it is not compared."""
CHANCE = 0.05


@dataclass(frozen=True)
class Apart:
    """A channel against all the others together. `chance` is what is left of its p-value, every channel having been looked at."""

    line: Line
    rest: Figures
    chance: float
    between: Interval

    @property
    def certainty(self) -> Certainty:
        """Firm when it stands with all channels counted; probable when it would, had only this one been looked at."""
        return Certainty.FIRM if self.chance < CHANCE else Certainty.PROBABLE


def apart(thread: Thread) -> Apart | None:
    """The channel whose visits end most surely more often than the rest; None when none does."""
    lines = [line for line in thread.lines if line.figures.visits >= LEAST]
    if len(lines) < 2:  # noqa: PLR2004 two are what can be compared
        return None
    tried = [(line, _rest(thread, line)) for line in lines]
    chances = [fisher(_ended(line.figures), line.figures.visits, _ended(rest), rest.visits) or 1.0 for line, rest in tried]
    found = []
    for (line, rest), chance, adjusted in zip(tried, chances, holm(chances), strict=True):
        between = newcombe(_ended(line.figures), line.figures.visits, _ended(rest), rest.visits)
        better = (line.figures.rate or 0) > (rest.rate or 0)
        if between and better and chance < CHANCE and not between.crosses_zero:
            found.append(Apart(line, rest, adjusted, between))
    return min(found, key=lambda each: each.chance, default=None)


def finding(thread: Thread, found: Apart | None) -> Finding:
    """The sentence at the head of a thread."""
    if not thread.measured:
        return _ends_at_clicks(thread)
    if thread.asked.journey is None:
        return _serves_nothing(thread)
    return _told(thread, found) if found else _not_known(thread)


def _told(thread: Thread, found: Apart) -> Finding:
    line, rest = found.line.figures, found.rest
    firm = found.certainty is Certainty.FIRM
    fewer = line.clicks < rest.clicks
    phrase = _("more of its visits got to the end")
    shown = {
        "channel": found.line.name,
        "phrase": phrase,
        "rate": formatting.number(100 * (line.rate or 0)),
        "others": formatting.number(100 * (rest.rate or 0)),
    }
    if firm and fewer:
        claim = _(
            "Almost surely not by chance: %(channel)s brought fewer clicks than the rest, but %(phrase)s: %(rate)s of "
            "each 100, against %(others)s."
        )
    elif firm:
        claim = _(
            "Almost surely not by chance: %(channel)s brought the most clicks, and %(phrase)s: %(rate)s of each 100, against %(others)s."
        )
    else:
        claim = _("It may yet be chance: of %(channel)s, %(phrase)s: %(rate)s of each 100, against %(others)s.")
    counts = {"ended": formatting.number(line.ended), "visits": formatting.number(line.visits), "channel": found.line.name}
    others = {"rest_ended": formatting.number(rest.ended), "rest_visits": formatting.number(rest.visits)}
    between = {"low": formatting.points(found.between.low), "high": formatting.points(found.between.high)}
    procedure = thread.campaign.procedure
    return Finding(
        kicker=KICKER,
        claim=claim % shown,
        highlight=phrase,
        certainty=found.certainty,
        certainty_reason=_(
            "the difference is between %(low)s and %(high)s. It does not prove that the channel is the cause: its "
            "readers may have come more decided."
        )
        % between,
        how_much=_("%(ended)s completions of %(visits)s visits by %(channel)s; %(rest_ended)s of %(rest_visits)s by the rest.")
        % {**counts, **others},
        look_at=_("What holds back those who start: the steps of the procedure, one by one.") if procedure else "",
        look_at_phrase=_("the steps of the procedure") if procedure else "",
        look_at_address=reverse("procedure", args=[thread.campaign.organisation.code, procedure.code]) if procedure else "",
    )


def _not_known(thread: Thread) -> Finding:
    total = thread.total
    counts = {"ended": formatting.number(total.ended), "visits": formatting.number(total.visits), "clicks": formatting.number(total.clicks)}
    return Finding(
        kicker=KICKER,
        claim=_("It is not known yet by which channel more people get to the end."),
        certainty=Certainty.UNKNOWN,
        how_much=_("In all: completions, %(ended)s; visits, %(visits)s; clicks, %(clicks)s.") % counts,
        missing=_("Two channels with %(least)s visits each, and a difference larger than what chance does by itself.")
        % {"least": formatting.number(LEAST)},
    )


def _ends_at_clicks(thread: Thread) -> Finding:
    return Finding(
        kicker=KICKER,
        claim=_("It is not known how many got to the end: the thread ends at the clicks."),
        certainty=Certainty.UNKNOWN,
        how_much=_("Clicks: %(clicks)s.") % {"clicks": formatting.number(thread.total.clicks)},
        missing=_(
            "The sites are measured in exempt mode, which keeps no campaign. A declared legal basis lets visits say by "
            "which link they came."
        ),
    )


def _serves_nothing(thread: Thread) -> Finding:
    total = thread.total
    return Finding(
        kicker=KICKER,
        claim=_("It is not known how many got to the end: the campaign serves no procedure that is measured."),
        certainty=Certainty.UNKNOWN,
        how_much=_("Clicks: %(clicks)s; visits: %(visits)s.")
        % {"clicks": formatting.number(total.clicks), "visits": formatting.number(total.visits)},
        missing=_("Say which procedure it serves, with its steps and a site whose legal basis is declared."),
    )


def _rest(thread: Thread, line: Line) -> Figures:
    total, own = thread.total, line.figures
    return Figures(
        releases=total.releases - own.releases,
        clicks=total.clicks - own.clicks,
        visits=total.visits - own.visits,
        started=total.started - own.started,
        ended=total.ended - own.ended,
    )


def _ended(figures: Figures) -> int:
    """Completions that may be compared with visits: where visits of a day are joined there may be more of the first."""
    return min(figures.ended, figures.visits)
