"""The page of a piece: its versions by group of channels and language, each as it will be seen, with what the guards say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel
from plazamayor.core.margin import Note, Segment
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.queries import margin_notes, marked, overridable
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.publishing.formats.markdown import render
from plazamayor.publishing.models import Piece, PieceMedia, Version
from plazamayor.publishing.pieces import links
from plazamayor.publishing.pieces.networks import Fit, mark_of, rule_of, tightest
from plazamayor.publishing.pieces.vetting import verdicts
from plazamayor.publishing.pieces.wording import PLACE, WHOLE, WITHOUT_LINK, text_for, with_link, words_for

COMMON = "0"
NAMES = dict(LANGUAGES)
STOPPING = frozenset({"grave", "half"})
VERSION = re.compile(r"^\d+:")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A version in a language, with how it will be seen."""

    key: str
    language: str
    words: Version
    seen: Sequence[tuple[str, SafeString]] = ()
    fit: Fit | None = None
    link: str = ""
    account: str = ""
    titled: bool = False
    missing: bool = False
    """Whether a channel would have nothing to say in this language."""

    @property
    def language_name(self) -> str:
        """The language in its own words."""
        return str(NAMES.get(self.language, self.language))

    @property
    def place(self) -> str:
        """How the page names it."""
        return self.key.replace(".", "-")

    @property
    def thread(self) -> str:
        """The rest of the thread as one text, its parts apart by a line of three dashes."""
        return "\n---\n".join(self.words.more)

    @property
    def host(self) -> str:
        """Where its link leads, for the card under it."""
        return urlsplit(self.link).hostname or ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Channels that say the same: those without words of their own, or some with the same ones."""

    key: str
    channels: Sequence[Channel]
    cells: Sequence[Cell]
    notes: Sequence[Note] = ()

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The letters and the name of each channel."""
        return [(mark_of(each), each.name) for each in self.channels]

    @property
    def name(self) -> str:
        """The names of its channels."""
        names = [each.name for each in self.channels]
        return (
            _("Every channel")
            if not names
            else names[0]
            if len(names) == 1
            else _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
        )

    @property
    def rule(self) -> str:
        """Its limits, in a line."""
        return rule_of(self.channels)

    @property
    def state(self) -> tuple[str, str]:
        """How it stands: the kind and the words of its state."""
        if all(each.words.empty for each in self.cells):
            return "draft", _("not written")
        grave = sum(each.kind in STOPPING for each in self.notes) + sum(bool(each.fit and each.fit.over) for each in self.cells)
        if grave:
            return "grave", _("%(n)d to solve") % {"n": grave}
        unwritten = [each.language_name for each in self.cells if each.missing]
        if unwritten:
            return "half", _("%(language)s is not written") % {"language": ", ".join(unwritten)}
        mild = sum(each.kind == "warn" for each in self.notes)
        return ("warn", _("%(n)d to look at") % {"n": mild}) if mild else ("good", _("ready"))


@dataclass(frozen=True, kw_only=True)
class Composed:
    """The whole page."""

    piece: Piece
    groups: Sequence[Group]
    others: Sequence[Channel]
    media: Sequence[PieceMedia]
    stopping: int = 0
    overridable: Sequence[str] = ()
    """The guards that another person may be asked to let through."""

    @property
    def may_part(self) -> bool:
        """Whether a channel can be given words of its own: there are others that keep these, or have theirs."""
        return bool(self.others) and (len(self.others) > 1 or len(self.groups) > 1)


def compose(piece: Piece, now: datetime) -> Composed:
    """What the page of a piece shows, as it is saved."""
    found = verdicts(piece, now)
    versions = list(piece.versions.all())
    media = list(piece.media.select_related("media"))
    made = links.foreseen(piece)
    every = grouped(piece, versions)
    groups = [
        _group(piece, channels, versions, _said_of(channels, versions, found, leads=not at), made) for at, channels in enumerate(every)
    ]
    over = sum(bool(cell.fit and cell.fit.over) or cell.missing for group in groups for cell in group.cells)
    own = {each.pk for group in groups if group.key != COMMON for each in group.channels}
    others = [each for each in channels_of(piece) if each.pk not in own]
    stopping = sum(each.gravity >= Gravity.HOLDS for each in found) + over
    return Composed(piece=piece, groups=groups, others=others, media=media, stopping=stopping, overridable=overridable(found))


def channels_of(piece: Piece) -> list[Channel]:
    """The channels a piece goes out on, by name."""
    return list(Channel.objects.filter(pk__in=piece.placements.values("channel")).order_by("name", "pk"))


def grouped(piece: Piece, versions: Sequence[Version]) -> list[list[Channel]]:
    """The channels in groups that say the same; the first is of those without words of their own, and there even when it has none."""
    own: dict[int, list[tuple[object, ...]]] = {}
    for each in versions:
        if each.channel_id is not None:
            own.setdefault(each.channel_id, []).append((each.language, each.title, each.summary, each.text, tuple(each.more)))
    common: list[Channel] = []
    groups: dict[tuple[object, ...], list[Channel]] = {}
    for channel in channels_of(piece):
        if channel.pk in own:
            groups.setdefault(tuple(sorted(own[channel.pk], key=str)), []).append(channel)
        else:
            common.append(channel)
    return [*([common] if common or not groups else []), *groups.values()]


def _has_own(channels: Sequence[Channel], versions: Sequence[Version]) -> bool:
    return bool(channels) and any(each.channel_id == channels[0].pk for each in versions)


def _said_of(channels: Sequence[Channel], versions: Sequence[Version], found: Sequence[Verdict], *, leads: bool) -> list[Verdict]:
    """What guards say of a group's words; beside the first group, also what they say of the piece as a whole."""
    place = f"{channels[0].pk if _has_own(channels, versions) else 0}"
    return [each for each in found if each.where.partition(":")[0] == place or (leads and not VERSION.match(each.where))]


def _group(
    piece: Piece, channels: list[Channel], versions: list[Version], said: Sequence[Verdict], made: Mapping[tuple[int, str], str]
) -> Group:
    apart = _has_own(channels, versions)
    key = "-".join(str(each.pk) for each in channels) if apart else COMMON
    cells = []
    for language in piece.languages:
        serves = words_for(versions, channels[0].pk if apart else None, language)
        own = serves if serves is not None and (serves.channel_id is not None) == apart else None
        words = own or Version(piece=piece, language=language, channel=channels[0] if apart else None)
        cell = _cell(piece, key, channels, words, said, made)
        cells.append(replace(cell, missing=cell.missing and (serves is None or serves.empty)))
    return Group(key=key, channels=channels, cells=cells, notes=margin_notes(said))


def _cell(
    piece: Piece, key: str, channels: list[Channel], words: Version, said: Sequence[Verdict], made: Mapping[tuple[int, str], str]
) -> Cell:
    language = words.language
    texts = [(each, text_for(piece, words, each.connector, _link(piece, each, language, made))) for each in channels]
    speakers = [each for each in channels if language in (each.languages or piece.languages)]
    whole = not channels or any(each.connector in WHOLE for each in channels)
    return Cell(
        key=f"{key}.{language}",
        language=language,
        words=words,
        seen=_seen(piece, channels, words, said, made),
        fit=tightest(pair for pair in texts if pair[0] in speakers),
        link=piece.link,
        account=channels[0].handle or channels[0].name if channels else piece.organisation.name,
        titled=piece.format != Piece.Format.SHORT and (whole or key == COMMON),
        missing=bool(speakers) and words.empty,
    )


def _link(piece: Piece, channel: Channel, language: str, made: Mapping[tuple[int, str], str]) -> str:
    return made.get((channel.pk, language)) or links.sample() if piece.link else ""


def _seen(
    piece: Piece, channels: Sequence[Channel], words: Version, said: Sequence[Verdict], made: Mapping[tuple[int, str], str]
) -> list[tuple[str, SafeString]]:
    """How a version will be seen: on our website as a page, on networks in plain words with its marks."""
    if words.empty:
        return []
    if piece.format == Piece.Format.SHORT:
        told = _on_networks(piece, channels, words, said, made)
        return [("", told)] if told != escape(words.text) else []
    whole = [each for each in channels if each.connector in WHOLE] or not channels
    networks = [each for each in channels if each.connector not in WHOLE]
    seen = []
    if whole:
        title = format_html("<h2>{}</h2>", words.title) if words.title else SafeString("")
        lead = format_html('<p class="paper__lead">{}</p>', words.summary) if words.summary else SafeString("")
        seen.append((_("On the website"), title + lead + render(words.text)))
    if networks or not channels:
        seen.append((_("On networks"), _on_networks(piece, networks, words, said, made)))
    return [pair for pair in seen if pair[1]]


def _on_networks(
    piece: Piece, networks: Sequence[Channel], words: Version, said: Sequence[Verdict], made: Mapping[tuple[int, str], str]
) -> SafeString:
    first = next((each for each in networks if each.connector not in WITHOUT_LINK), networks[0] if networks else None)
    link = _link(piece, first, words.language, made) if first and first.connector not in WITHOUT_LINK else ""
    as_it_is = words.channel_id is not None or piece.format == Piece.Format.SHORT
    text = _marked(words, said) if as_it_is else escape(text_for(piece, words, first.connector if first else "", ""))
    thread = format_html_join("", '<p class="paper__more">{}</p>', ((each,) for each in words.more))
    return mark_safe(with_link(text, escape(link)) if link else PLACE.sub("", text)) + thread  # noqa: S308 every part of it was escaped


def _marked(words: Version, said: Sequence[Verdict]) -> SafeString:
    """The text of a version, with a mark on each passage of which a guard speaks and the number of its note."""
    parts = marked(words.text, f"{words.channel_id or 0}:{words.language}:text", said)
    return format_html_join("", "{}", ((_part(each),) for each in parts))


def _part(each: Segment) -> SafeString:
    if not each.numbers:
        return escape(each.text)
    numbers = format_html_join("", "<sup>{}</sup>", ((number,) for number in each.numbers if number))
    return format_html('<mark class="{}">{}{}</mark>', "is-grave" if each.grave else "", each.text, numbers)
