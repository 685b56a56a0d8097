"""The ways of recognising a step, as somebody writes them: read, made canonical, or refused with a sentence that says what to write."""

import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from plazamayor.analytics.contract import clean_path, mask
from plazamayor.analytics.journeys.contract import Mark, Marks, Way
from plazamayor.analytics.journeys.seeing import refusal_of
from plazamayor.analytics.models import Site
from plazamayor.core.errors import Mistake
from plazamayor.procedures.catalogue.expressions import never_matches

LONGEST_ADDRESS: Final = 500
LONGEST_EVENT: Final = 60
MOST_MARKS: Final = 20
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


Reader = Callable[[str, "Ground"], Mark]


class Unmatchable(Mistake):
    """Nothing could ever be recognised by what was written."""


@dataclass(frozen=True)
class Ground:
    """Where steps are recognised: a site's host names, the parameters it keeps and the pages it does not count. No hosts: no site yet."""

    hosts: frozenset[str] = frozenset()
    kept: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @classmethod
    def of(cls, site: Site | None) -> "Ground":
        """The ground that a site is."""
        if site is None:
            return cls()
        names = {site.domain, *site.hostnames.values_list("name", flat=True)}
        return cls(frozenset(name.lower() for name in names), tuple(site.kept_parameters), tuple(site.excluded_paths))


def read_mark(way: Way, text: str, ground: Ground) -> Mark:
    """A way of recognising a step; raises Unmatchable, and StoreUnavailable for an expression that the engine cannot be asked about."""
    readers: dict[Way, Reader] = {Way.ADDRESS: read_address, Way.EVENT: read_event, Way.REGEX: read_expression}
    return readers[way](text, ground)


def read_address(text: str, ground: Ground) -> Mark:
    """An address as it is kept of a visit, with `*` for anything; a whole one of the site loses its host. Raises Unmatchable."""
    text = text.strip()
    said = {"text": text[:80]}
    if re.search(r"\s", text):
        raise Unmatchable(_("“%(text)s” has a space inside, and an address never has. Write one a line.") % said)
    if len(text) > LONGEST_ADDRESS:
        raise Unmatchable(_("“%(text)s…” is longer than any address that is kept. Put * in the place of its end.") % said)
    path = _without_host(text, ground)
    if not path.startswith(("/", "*")):
        raise Unmatchable(_("“%(text)s” does not begin with a slash. Write it as it follows the domain: /sede/ayudas.") % said)
    path, _mark, route = path.partition("#")
    if _mark and not route.startswith(("/", "!/", "*")):
        why = _("“%(text)s”: what follows # is not kept, so it never matches. Leave it out; an event tells apart the parts of a page.")
        raise Unmatchable(why % said)
    _require_kept(path, said, ground)
    _require_counted(path, said, ground)
    return Mark(Way.ADDRESS, _canonical(path, ground) + (f"#{route}" if route else ""))


def read_page(text: str, ground: Ground) -> str:
    """A page that explains something: an address of the site as visits keep it, or a whole one of another site. Raises Unmatchable."""
    host = _host_of(_SCHEME.sub("", text, count=1)) if text.lower().startswith(("https://", "http://")) else ""
    elsewhere = bool(host) and host not in ground.hosts and not re.search(r"\s", text)
    return text if elsewhere else read_address(text, ground).text


def _host_of(bare: str) -> str:
    """The host of an address without its scheme; empty when it cannot be read."""
    try:
        return (urlsplit(f"//{bare}").hostname or "").lower()
    except ValueError:
        return ""


def _without_host(text: str, ground: Ground) -> str:
    """What follows the host of an address, when it is one of the site's."""
    if text.startswith("/"):
        return text
    bare = _SCHEME.sub("", text, count=1)
    host = _host_of(bare)
    rest = re.sub(r"^[^/?#]*", "", bare) or "/"
    if host in ground.hosts:
        return rest if rest.startswith("/") else f"/{rest}"
    if not _SCHEME.match(text):
        return text
    if not ground.hosts:
        why = _("“%(text)s”: leave the domain out, or say first in which site this procedure is done.")
        raise Unmatchable(why % {"text": text[:80]})
    why = _("“%(text)s” is of another site: here only pages of %(hosts)s are seen. Add that name to the site, or leave the domain out.")
    raise Unmatchable(why % {"text": text[:80], "hosts": ", ".join(sorted(ground.hosts))})


def _require_kept(path: str, said: dict[str, str], ground: Ground) -> None:
    if not ground.hosts or "?" not in path:
        return
    query = path.partition("?")[2]
    names = [pair.partition("=")[0] for pair in query.split("&")]
    lost = [name for name in names if name not in ground.kept and not (name == "*" and ground.kept and names == ["*"])]
    if lost:
        why = _("“%(text)s”: “%(name)s” is not kept of what follows the ?, so it never matches. Leave it out or keep it.")
        raise Unmatchable(why % {**said, "name": lost[0]})


def _require_counted(path: str, said: dict[str, str], ground: Ground) -> None:
    if "*" not in path and any(fnmatch.fnmatch(path.partition("?")[0], each) for each in ground.excluded):
        raise Unmatchable(_("“%(text)s” is among the pages that the site does not count. Take it out of there first.") % said)


def _canonical(path: str, ground: Ground) -> str:
    """The address as visits keep it: decoded, with the parameters in the site's order, and what looks personal masked."""
    path, mark, query = path.partition("?")
    anything = query == "*"
    kept = ground.kept or tuple(pair.partition("=")[0] for pair in query.split("&"))
    whole = path + (mark + query if mark and not anything else "")
    found = clean_path(whole if whole.startswith("/") else f"/{whole}", kept)
    return (found if whole.startswith("/") else found.removeprefix("/")) + ("?*" if anything else "")


def read_event(text: str, _ground: Ground = Ground()) -> Mark:
    """The name of an event of the pages' own. Raises Unmatchable."""
    name = mask("".join(letter for letter in text.strip() if letter.isprintable()))
    if not name:
        raise Unmatchable(_("An event needs a name."))
    if len(name) > LONGEST_EVENT:
        why = _("“%(text)s…”: no event has a name longer than %(longest)d characters.")
        raise Unmatchable(why % {"text": name[:40], "longest": LONGEST_EVENT})
    return Mark(Way.EVENT, name)


def read_expression(text: str, _ground: Ground = Ground()) -> Mark:
    """A regular expression that the engine reads and some address may match. Raises Unmatchable and StoreUnavailable."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS:
        raise Unmatchable(_("“%(text)s…” is too long an expression. Use several shorter ones.") % {"text": text[:40]})
    refusal = refusal_of(text)
    if refusal:
        raise Unmatchable(_("“%(text)s” cannot be read: %(why)s.") % {"text": text[:80], "why": _in_words(refusal)})
    if never_matches(text):
        why = _("“%(text)s” can never match: an address begins with a slash, has no spaces, and nothing comes before ^ or after $.")
        raise Unmatchable(why % {"text": text[:80]})
    return Mark(Way.REGEX, text)


def _in_words(refusal: str) -> str:
    """What the engine says (RE2), in the language of the page."""
    known = {
        "missing ]": _("a [ is not closed"),
        "missing )": _("a parenthesis is not closed"),
        "unexpected )": _("a parenthesis is closed that was not opened"),
        "invalid perl operator": _("what follows (? is not understood; there is no looking ahead or behind"),
        "invalid named capture group": _("what follows (? is not understood; there is no looking ahead or behind"),
        "bad repetition operator": _("a repetition follows another"),
        "no argument for repetition operator": _("a repetition has nothing before it"),
        "invalid repetition size": _("a repetition is too large"),
        "trailing \\": _("it ends in a backslash"),
        "invalid escape sequence": _("what follows a backslash is not understood"),
        "invalid character class range": _("the range between brackets goes backwards"),
        "pattern too large": _("it is too large"),
    }
    return next((words for begins, words in known.items() if refusal.startswith(begins)), refusal)


def marks_of(kept: Iterable[Sequence[str]]) -> Marks:
    """The marks that a row keeps."""
    return tuple(Mark(Way(way), text) for way, text in kept)


def kept_of(marks: Iterable[Mark]) -> list[list[str]]:
    """Marks as a row keeps them."""
    return [[each.way.value, each.text] for each in marks]


def texts_of(marks: Iterable[Mark], way: Way) -> list[str]:
    """What some marks say in one of the ways."""
    return [each.text for each in marks if each.way is way]
