"""What a piece has to know of the networks it goes out on: their marks, their limits, how they count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from plazamayor.channels.contract import Connector, Counting, Limits
from plazamayor.channels.models import Channel
from plazamayor.channels.registry import connector
from plazamayor.core import formatting
from plazamayor.core.counting import Count, count
from plazamayor.publishing.pieces.wording import WHOLE

UNITS: dict[str, str | Promise] = {
    Counting.CODE_POINTS: _("characters"),
    Counting.GRAPHEMES: _("graphemes"),
    Counting.UTF16: _("characters (UTF-16)"),
    Counting.WEIGHTED: _("characters by weight"),
    Counting.EMOJI_BYTES: _("characters, emojis by their bytes"),
}


@dataclass(frozen=True)
class Fit:
    """How much of a text's room is used on a channel. `percent` is of the tighter of its two limits."""

    channel: Channel
    count: Count

    @property
    def over(self) -> bool:
        """Whether it does not fit."""
        return not self.count.fits

    @property
    def share(self) -> float:
        """The part of the room that is used; more than one does not fit."""
        parts = [self.count.length / max(1, self.count.limit)]
        if self.count.octets_limit:
            parts.append(self.count.octets / self.count.octets_limit)
        return max(parts)

    @property
    def percent(self) -> int:
        """The same, for the width of a bar."""
        return min(100, round(self.share * 100))

    @property
    def told(self) -> str:
        """Used of allowed: in the network's units, or in octets when they are what does not fit."""
        tight = self.count.octets_limit and self.count.length <= self.count.limit and self.count.octets > self.count.octets_limit
        used, most = (self.count.octets, self.count.octets_limit) if tight else (self.count.length, self.count.limit)
        return f"{formatting.number(used)} / {formatting.number(most)}"

    @property
    def excess(self) -> str:
        """What has to go, in a sentence's words; empty when it fits."""
        return "" if not self.over else self._excess()

    def _excess(self) -> str:
        counted = self.count
        if counted.length > counted.limit:
            over, unit = counted.length - counted.limit, UNITS[limits_of(self.channel).counting]
            return str(_("%(n)s %(unit)s too many") % {"n": formatting.number(over), "unit": unit})
        if counted.octets_limit and counted.octets > counted.octets_limit:
            return str(_("%(n)s bytes too many") % {"n": formatting.number(counted.octets - counted.octets_limit)})
        if counted.hashtags_limit is not None and counted.hashtags > counted.hashtags_limit:
            return str(_("%(n)s hashtags too many") % {"n": formatting.number(counted.hashtags - counted.hashtags_limit)})
        return str(_("a character that the network never takes"))


def network_of(channel: Channel) -> Connector | None:
    """The connector of a channel; None when it is no longer in use."""
    try:
        return connector(channel.connector)
    except KeyError:
        return None


def mark_of(channel: Channel) -> str:
    """The two letters that stand for it."""
    found = network_of(channel)
    return found.mark if found else channel.connector[:2].capitalize()


def limits_of(channel: Channel) -> Limits:
    """What fits on a channel: what its server said, over what its network says; nothing is known of one out of use."""
    found = network_of(channel)
    base = found.limits if found else Limits(length=100_000, counting=Counting.CODE_POINTS)
    known = {field.name for field in fields(Limits)}
    told = {name: value for name, value in (channel.limits or {}).items() if name in known and value is not None}
    for name in ("image_types",):
        if name in told:
            told[name] = tuple(told[name])
    if "counting" in told:
        told["counting"] = Counting(told["counting"])
    return replace(base, **told)


def tightest(text_by_channel: Iterable[tuple[Channel, str]]) -> Fit | None:
    """Of several channels, the one whose room is most used; those that take anything whole have no counter."""
    fits = [Fit(channel, count(text, limits_of(channel))) for channel, text in text_by_channel if channel.connector not in WHOLE]
    return max(fits, key=lambda fit: (fit.over, fit.share), default=None)


def rule_of(channels: Sequence[Channel]) -> str:
    """The limits of a group in a line, as its heading says them."""
    rules: list[str] = []
    for channel in channels:
        if channel.connector in WHOLE:
            continue
        limits = limits_of(channel)
        parts = [f"{formatting.number(limits.length)} {UNITS[limits.counting]}"]
        if limits.hashtags:
            parts.append(ngettext("%(n)d hashtag", "%(n)d hashtags", limits.hashtags) % {"n": limits.hashtags})
        rules.append(", ".join(parts))
    different, lowest = list(dict.fromkeys(rules)), _("the lowest rules")
    return " · ".join(different) + (f": {lowest}" if len(different) > 1 else "")
