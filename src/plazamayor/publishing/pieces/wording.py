"""Which words of a piece leave on a channel in a language, and how they are put together there."""

import re
from collections.abc import Iterable

from plazamayor.channels.models import Channel
from plazamayor.publishing.models import Piece, Version

WHOLE = frozenset({"website", "webhook", "email"})
"""Connectors that take a piece whole, with its Markdown; the rest are told of it in plain words."""
WITHOUT_LINK = frozenset({"website", "instagram"})
"""Connectors in whose text an address is of no use: the page is ours, or the network does not make it a link."""
PLACE = re.compile(r"\{(?:link|enlace|enllaç|ligazón|esteka)\}")
"""Where a writer wants the link to stand; without it, the link closes the text."""


def words_for(versions: Iterable[Version], channel: int | None, language: str) -> Version | None:
    """The channel's own words in that language, else those for every channel, else None."""
    found = {(each.channel_id, each.language): each for each in versions}
    return found.get((channel, language)) or found.get((None, language))


def text_for(piece: Piece, words: Version | None, connector: str, link: str) -> str:
    """The text as it leaves: whole on our website, in plain words with the link elsewhere."""
    if words is None:
        return ""
    own = words.channel_id is not None
    said = words.text if own or connector in WHOLE or piece.format == Piece.Format.SHORT else announced(words)
    return with_link((said or words.title).strip(), "" if connector in WITHOUT_LINK else link)


def announced(words: Version) -> str:
    """How something longer is told on a network that has no words of its own: its title and the sentence that sums it up."""
    return "\n\n".join(part for part in (words.title, words.summary or first_words(words.text)) if part)


def first_words(text: str, most: int = 200) -> str:
    """The first paragraph of a Markdown text in plain words, cut at the end of a sentence or of a word."""
    paragraph = next((each for each in plain(text).split("\n\n") if each.strip()), "").replace("\n", " ").strip()
    if len(paragraph) <= most:
        return paragraph
    cut = paragraph[:most]
    stop = max(cut.rfind(". "), cut.rfind("? "), cut.rfind("! "))
    return cut[: stop + 1] if stop > most // 3 else cut.rsplit(" ", 1)[0] + "…"


def plain(text: str) -> str:
    """A Markdown text without its marks."""
    without = re.sub(r"^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+", "", text, flags=re.MULTILINE)
    without = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", without)
    without = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", without)
    return re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", without).strip()


def with_link(text: str, link: str) -> str:
    """The text with its link where the writer wanted it, else at its end; once."""
    if not link:
        return re.sub(r"[ \t]*" + PLACE.pattern, "", text)
    if PLACE.search(text):
        return PLACE.sub(link, text, count=1)
    return text if link in text else f"{text}\n{link}".strip()


def network(channel: Channel) -> str:
    """The key of a channel's connector."""
    return str(channel.connector)
