"""Images have a text in their place, videos captions and a transcript (RD 1112/2018, arts. 5 and 6; EN 301 549)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import Desk, Guard, Option
from plazamayor.guards.contract import Gravity, Picture, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.organisation.contract import LANGUAGES

_EMPTY: Final = re.compile(
    r"(?i)(?:una? )?(?:image[ns]?|imatge|irudia?|imaxe|foto(?:graf[ií]a)?|cartel|img|dsc|picture|photo|captura|whatsapp image)?"
    r"[\s\d_.,:()\-]*(?:jpe?g|png|webp|gif)?"
)


def look(desk: Desk) -> Iterator[Verdict]:
    """What lacks a description in each language of the content, or has one that says nothing or too much."""
    for picture in desk.content.pictures:
        if picture.video:
            yield from _video(desk, picture)
        elif not picture.decorative:
            yield from _image(desk, picture)


def _image(desk: Desk, picture: Picture) -> Iterator[Verdict]:
    for language in desk.content.languages or ("es",):
        alt = picture.alt.get(language, "").strip()
        given: dict[str, Any] = {"where": picture.where, "why": gettext("Whoever does not see it is left without what it says.")}
        if not alt:
            told = gettext("“%(name)s” has no alternative text in %(language)s.")
            yield desk.verdict(told % {"name": picture.name, "language": _named(language)}, **given)
        elif _EMPTY.fullmatch(alt[:200]) or alt.lower() == picture.name.lower():
            told = gettext("The alternative text of “%(name)s” in %(language)s says nothing: “%(alt)s”.")
            yield desk.verdict(told % {"name": picture.name, "language": _named(language), "alt": alt[:60]}, **given)
        elif len(alt) > desk.option("longest"):
            told = gettext("The alternative text of “%(name)s” has %(length)d characters: put the long part in the text.")
            milder = min(desk.gravity, Gravity.WARNS)
            yield desk.verdict(told % {"name": picture.name, "length": len(alt)}, **given, gravity=milder)


def _video(desk: Desk, picture: Picture) -> Iterator[Verdict]:
    if not picture.has_captions:
        why = gettext("Whoever does not hear it, or has the sound off, is left out.")
        yield desk.verdict(gettext("“%(name)s” has no captions.") % {"name": picture.name}, where=picture.where, why=why)
    if not picture.has_transcript:
        why = gettext("A transcript can be read, searched and translated.")
        yield desk.verdict(gettext("“%(name)s” has no transcript.") % {"name": picture.name}, where=picture.where, why=why)


def _named(language: str) -> str:
    return LANGUAGES.get(language, language)


GUARD = Guard(
    code="alternatives",
    name=NAMES["alternatives"],
    article="RD 1112/2018, art. 5; EN 301 549",
    explains=_(
        "Every image that says something has a text in each language, and every video captions and a transcript. On networks it binds "
        "within what each one allows."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=(Gravity.WARNS, Gravity.BLOCKS),
    limit=_("It is an obligation of every administration: it may be a warning, not silence."),
    options=(Option(key="longest", label=_("Longest alternative text"), usual=1000, least=100, most=2000),),
)
