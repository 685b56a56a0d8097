"""The page of a campaign, ready to be drawn."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.queries import ruling_basis
from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread import indicators
from plazamayor.campaigns.thread.answers import Figures, Line, Thread
from plazamayor.campaigns.thread.finding import Apart, apart, finding
from plazamayor.campaigns.thread.river import Drawing, drawing
from plazamayor.core import formatting
from plazamayor.core.findings import Finding
from plazamayor.core.registries import Indicator

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A figure of the thread, with what it is out of; `value` is None where the thread does not reach."""

    value: str | None
    name: Text
    note: Text
    indicator: Indicator
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How far the thread reaches: one thing that it cannot say."""

    name: Text
    text: Text | SafeString


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether a campaign has begun, goes on or is over, in words and in the variant of the component."""

    text: Text
    kind: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A channel in the table, and its completions of each hundred visits, written."""

    line: Line
    of_each: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A campaign whose days are counted."""

    thread: Thread

    @cached_property
    def apart(self) -> Apart | None:
        """The channel that stands apart."""
        return apart(self.thread)

    @cached_property
    def finding(self) -> Finding:
        """The sentence at its head."""
        return finding(self.thread, self.apart)

    @cached_property
    def drawing(self) -> Drawing | None:
        """The drawing of the thread."""
        return drawing(self.thread, self.apart.line.key if self.apart else "")

    @property
    def stages(self) -> list[Stage]:
        """The figures in order."""
        return [*_told(self.thread), *_counted(self.thread)]

    @property
    def rows(self) -> list[Row]:
        """The channels, one a row."""
        return [Row(line=line, of_each=of_each_visit(line.figures)) for line in self.thread.lines]

    @property
    def of_each(self) -> str:
        """Completions of each hundred visits, in all."""
        return of_each_visit(self.thread.total)

    @cached_property
    def limits(self) -> list[Limit]:
        """What the thread cannot say."""
        return limits(self.thread)


def standing(campaign: Campaign, today: date) -> Standing:
    """How a campaign stands on a day."""
    if campaign.archived:
        return Standing(text=_("Archived"), kind="draft")
    if today < campaign.begins:
        return Standing(text=_("Begins on %(day)s") % {"day": formatting.day(campaign.begins)}, kind="half")
    if campaign.ends is None:
        return Standing(text=_("Going on, day %(n)s") % {"n": formatting.number((today - campaign.begins).days + 1)}, kind="good")
    length = (campaign.ends - campaign.begins).days + 1
    if today > campaign.ends:
        return Standing(
            text=ngettext("Over, after %(n)s day", "Over, after %(n)s days", length) % {"n": formatting.number(length)}, kind="ready"
        )
    day = (today - campaign.begins).days + 1
    return Standing(text=_("Going on, day %(n)s of %(of)s") % {"n": formatting.number(day), "of": formatting.number(length)}, kind="good")


def _told(thread: Thread) -> list[Stage]:
    languages = {language for line in thread.pieces for language in line.told.languages}
    channels = {each.channel_id for each in thread.releases}
    count = len(thread.pieces)
    releases = thread.total.releases
    origins = len(thread.origins)
    return [
        Stage(
            value=formatting.number(origins),
            name=ngettext("official act", "official acts", origins),
            note=thread.origins[0].note if thread.origins else _("told on its own"),
            indicator=indicators.ORIGINS,
        ),
        Stage(
            value=formatting.number(count),
            name=ngettext("piece", "pieces", count),
            note=ngettext("%(n)s language", "%(n)s languages", len(languages)) % {"n": formatting.number(len(languages))}
            if languages
            else "",
            indicator=indicators.PIECES,
        ),
        Stage(
            value=formatting.number(releases),
            name=ngettext("publication", "publications", releases),
            note=ngettext("%(n)s channel", "%(n)s channels", len(channels)) % {"n": formatting.number(len(channels))} if channels else "",
            indicator=indicators.RELEASES,
        ),
    ]


def _counted(thread: Thread) -> list[Stage]:
    total = thread.total
    each = total.clicks / total.releases if total.releases else None
    follows = thread.asked.journey is not None
    score = thread.satisfaction
    between = score.interval if score else None
    said = _("n = %(n)s; between %(low)s and %(high)s")
    return [
        Stage(
            value=formatting.number(total.clicks),
            name=ngettext("click", "clicks", total.clicks),
            note=_("%(n)s for each publication") % {"n": formatting.number(each)} if each else "",
            indicator=indicators.CLICKS,
        ),
        _reached(total.visits if thread.measured else None, _("visits"), _of(total.visits, total.clicks, _("clicks")), indicators.VISITS),
        _reached(total.started if follows else None, _("starts"), _of(total.started, total.visits, _("visits")), indicators.STARTS),
        _reached(total.ended if follows else None, _("completions"), _of(total.ended, total.started, _("starts")), indicators.ENDED),
        Stage(
            value=formatting.number(score.value, 1) if score else None,
            unit=" / 10" if score else "",
            name=_("satisfaction"),
            note=said % {"n": score.n, "low": formatting.number(between.low, 1), "high": formatting.number(between.high, 1)}
            if score and between
            else (_("n = %(n)s") % {"n": score.n} if score else _("nobody has answered")),
            indicator=indicators.SATISFACTION,
        ),
    ]


def _reached(count: int | None, name: Text, note: str, indicator: Indicator) -> Stage:
    return Stage(
        value=None if count is None else formatting.number(count), name=name, note=note if count is not None else "", indicator=indicator
    )


def _of(count: int, of: int, what: Text) -> str:
    if not of or count > of:
        return ""
    return _("%(n)s of each 100 %(what)s") % {"n": formatting.number(100 * count / of), "what": what}


def limits(thread: Thread) -> list[Limit]:
    """What the thread cannot say, with its own figures."""
    return [
        Limit(name=_("It is a minimum"), text=_minimum(thread)),
        Limit(name=_("It is not “thanks to”"), text=_not_cause(thread)),
        Limit(name=_("Clicks and visits do not agree"), text=_differ(thread.total, measured=thread.measured)),
        Limit(name=_("Nobody is followed"), text=_nobody(thread)),
    ]


def _minimum(thread: Thread) -> str:
    rest = _("Who heard the news and came another day, from another device or in person, is not seen.")
    if not thread.ended_in_all:
        return rest
    shown = {
        "all": formatting.number(thread.ended_in_all),
        "ours": formatting.number(thread.total.ended),
        "share": formatting.number(100 * min(1, thread.total.ended / thread.ended_in_all)),
    }
    return _("Completions of these days: %(all)s. By a link of ours: %(ours)s, which is %(share)s of each 100.") % shown + " " + rest


def _not_cause(thread: Thread) -> str:
    if not thread.total.ended:
        return _("Those who get to the end by a link might have come all the same. How many, only a comparison would tell.")
    count = thread.total.ended
    told = ngettext(
        "That person might have come all the same. To know how many would have, a comparison is needed: before and after, or with who did "
        "not see it.",
        "Part of those %(n)s people would have come all the same. To know how many, a comparison is needed: before and after, or with who "
        "did not see it.",
        count,
    )
    return told % {"n": formatting.number(count)}


def _differ(total: Figures, *, measured: bool) -> str:
    why = _(
        "two links used in the same visit, previews made by machines that do not say so, double taps, or pages closed before they load."
    )
    if measured and total.clicks > total.visits:
        missing = total.clicks - total.visits
        told = ngettext("%(n)s click left no visit:", "%(n)s clicks left no visit:", missing)
        return told % {"n": formatting.number(missing)} + " " + why
    if measured and total.visits > total.clicks:
        return _("There are more visits than clicks: the whole address was passed on, or the same click was opened twice.")
    return _("A click may leave no visit:") + " " + why


def _nobody(thread: Thread) -> str | SafeString:
    first = _("The code travels in the link, not in the person.")
    exempt = _("in exempt mode the thread ends at the clicks")
    basis = next((found for site in thread.asked.sites if (found := ruling_basis(site))), None)
    if basis is None:
        return format_html("{} {}", first, _("The sites are in exempt mode, so the thread ends at the clicks."))
    day = formatting.day(basis.day)
    return format_html(
        "{} {}", first, _("Visits are counted under the basis declared on %(day)s; %(exempt)s.") % {"day": day, "exempt": exempt}
    )


def of_each_visit(figures: Figures) -> str:
    """Completions of each hundred visits; a dash for so few that the figure says nothing."""
    return formatting.hundred(figures.rate) if figures.visits and figures.ended >= formatting.FEW else formatting.NOTHING
