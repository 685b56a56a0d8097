"""A hashtag of several words has a capital at each, so that a screen reader says them apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Page
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.lexicon import listed
from plazamayor.guards.text.words import folded

_TAG: Final = re.compile(r"(?<![\w&/])#(?P<tag>\w{2,140})")
_HUMPS: Final = re.compile(r"[a-zà-öø-ÿ][A-ZÀ-ÖØ-Þ]")
LONG: Final = 14
"""Letters from which a hashtag in small letters is surely of several words."""


@dataclass(frozen=True)
class Tag:
    """A hashtag as written, and folded without its mark."""

    written: str
    folded: str
    start: int
    end: int


def tags(page: Page) -> list[Tag]:
    """The hashtags of a passage, in order."""
    found = _TAG.finditer(page.passage.text)
    return [Tag(each[0], folded(each["tag"]), each.start(), each.end()) for each in found if not each["tag"].isdigit()]


def look(desk: Desk) -> Iterator[Verdict]:
    """Those without capitals that are of several words, with the capitals they want."""
    for page in desk.pages:
        for tag in tags(page)[:MOST_TOLD]:
            bare = tag.written[1:]
            if _HUMPS.search(bare) or "_" in bare:
                continue
            proposal = cased(bare, _vocabulary(desk, page))
            if proposal or len(bare) >= LONG:
                told = gettext("“%(tag)s” is hard to read: a screen reader needs the capitals.") % {"tag": tag.written}
                given = f"#{proposal}" if proposal else ""
                yield desk.verdict(told, page=page, span=(tag.start, tag.end), why=gettext("A capital at each word."), proposal=given)


def _vocabulary(desk: Desk, page: Page) -> frozenset[str]:
    """Words that a hashtag may be made of: the common ones, those of the text, and the name of the place."""
    own = {word.folded for word in page.reading.words[:2000] if len(word.folded) > 2 and not word.tagged}  # noqa: PLR2004 shorter ones fit anywhere
    return listed("words") | own | {folded(part) for name in desk.around.names for part in name.split()}


def cased(tag: str, known: frozenset[str]) -> str:
    """The hashtag with a capital at each of its words, when it can be cut into two or more known ones; the longest words win."""
    plain = folded(tag)
    if len(plain) != len(tag):
        return ""
    # reach[n]: the fewest words that make the first n letters, and where the last of them begins.
    reach: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(plain)
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - 24), end):
            before = reach[start]
            if before and plain[start:end] in known and (reach[end] is None or before[0] + 1 < reach[end][0]):  # type: ignore[index]  # not None by the first part
                reach[end] = (before[0] + 1, start)
    parts, end = [], len(plain)
    if reach[end] is None:
        return ""
    while end:
        start = reach[end][1]  # type: ignore[index]  # every place on the way was reached
        parts.append(tag[start:end])
        end = start
    return "".join(_capital(part) for part in reversed(parts)) if len(parts) > 1 else ""


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:].lower()


GUARD = Guard(
    code="hashtags",
    name=NAMES["hashtags"],
    article="RD 1112/2018, art. 5",
    explains=_("A screen reader says #ComercioLocal as two words, and #comerciolocal as something nobody understands."),
    look=look,
)
