"""What a network shows of ours, read back: whether a publication is there, and how much of its thread.

A network that keeps no keys is believed by its words: a post is ours when it says the same since that moment.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Failure, Outgoing, Published, Session, Uncertain

REMEMBERED: Final = timedelta(minutes=50)
"""Until when a thread that stopped goes on where it was; later, a person finishes it."""
SETTLING: Final = timedelta(seconds=60)
"""How long a network may still be at what it received: before, its silence says nothing."""
SLACK: Final = timedelta(minutes=2)
"""By how much two clocks may differ."""
PAGES: Final = 10


@dataclass(frozen=True)
class Seen:
    """A post of ours as the network shows it. `above` is what it answers to, or nothing."""

    name: str
    text: str
    at: datetime
    address: str = ""
    above: str = ""


def gather(pages: Iterable[Sequence[Seen]], since: datetime) -> list[Seen]:
    """Our posts since a moment, the newest pages first; raises Uncertain when they do not end."""
    seen: list[Seen] = []
    for number, page in enumerate(pages):
        if number >= PAGES:
            raise Uncertain(_("There are too many publications since then to be sure that this one is not among them."))
        seen += [each for each in page if each.at >= since - SLACK]
        if not page or page[-1].at < since - SLACK:
            break
    return seen


def parts(seen: Iterable[Seen], outgoing: Outgoing) -> list[Seen]:
    """The parts of a publication that are among our posts, from the first on; when one says it twice, the newest counts."""
    seen = list(seen)
    found: list[Seen] = []
    for text in (outgoing.text, *outgoing.more):
        above = found[-1].name if found else outgoing.answers
        said = [each for each in seen if letters(each.text) == letters(text) and each.above == above]
        if not said:
            break
        found.append(max(said, key=lambda each: each.at))
    return found


def judged(network: str, found: Sequence[Seen], outgoing: Outgoing, session: Session, since: datetime) -> Published | None:
    """What `find` answers; raises Uncertain while the network may be at it, and when a thread stays begun."""
    whole = 1 + len(outgoing.more)
    if len(found) == whole:
        return published(found)
    if session.now - since < SETTLING:
        raise Uncertain(_("%(network)s may still be at it: its timeline is looked at again in a while.") % {"network": network})
    if found and session.now - found[0].at > REMEMBERED:
        told = _("Only %(out)d of the %(all)d parts of the thread are published: finish it or delete it by hand.")
        raise Uncertain(told % {"out": len(found), "all": whole})
    return None


def go_on(outgoing: Outgoing, already: Sequence[Seen], post: Callable[[int, str, str], Seen]) -> Published:
    """Publishes the parts that are not out, each in answer to the one before. `post` takes its number, its text and what it answers to.

    Once one is out, nothing may be said to be surely unpublished.
    """
    out = list(already)
    for number, text in enumerate((outgoing.text, *outgoing.more)):
        if number < len(already):
            continue
        try:
            out.append(post(number, text, out[-1].name if out else outgoing.answers))
        except Failure as failure:
            if not out or isinstance(failure, Uncertain):
                raise
            told = _("%(out)d parts of the thread are published and the next is not: %(why)s")
            raise Uncertain(told % {"out": len(out), "why": failure.told}) from failure
    return published(out)


def published(seen: Sequence[Seen]) -> Published:
    """What the parts of a publication are called."""
    first, *more = seen
    return Published(network_id=first.name, address=first.address, at=first.at, parts=tuple((each.name, each.address) for each in more))


def letters(text: str) -> str:
    """What a text says, whatever its spaces and its composition."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).casefold()
