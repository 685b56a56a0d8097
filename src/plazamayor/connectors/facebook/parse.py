"""What is written to a page of Facebook and read of it. Nothing here asks anybody."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from plazamayor.channels.contract import Metrics, Outgoing

NETWORK: Final = "Facebook"
LOCALES: Final = {"es": "es_ES", "ca": "ca_ES", "gl": "gl_ES", "eu": "eu_ES", "en": "en_GB", "fr": "fr_FR", "pt": "pt_PT"}


def post(outgoing: Outgoing, pictures: Sequence[str]) -> dict[str, str]:
    """The form of a post: with its pictures, or with the card of its link."""
    form = {"message": outgoing.text}
    if pictures:
        form["attached_media"] = json.dumps([{"media_fbid": each} for each in pictures])
    elif outgoing.link:
        form["link"] = outgoing.link
    return form


def address(name: str) -> str:
    """Where people see a post, which is called by its page and its own number."""
    page, _line, number = name.partition("_")
    return f"https://www.facebook.com/{page}/posts/{number}" if number else f"https://www.facebook.com/{name}"


def metrics(told: Mapping[str, Any]) -> Metrics:
    """The counts of a post. Reactions of every kind are likes."""
    return Metrics(
        likes=_total(told, "reactions"), shares=int((told.get("shares") or {}).get("count") or 0), replies=_total(told, "comments")
    )


def locale(language: str) -> str:
    """A language as Facebook names it."""
    return LOCALES.get(language[:2], f"{language[:2]}_{language[:2].upper()}")


def subrip(webvtt: str) -> bytes:
    """Captions as SubRip, the only way in which Facebook takes them: numbered, with commas, without what WebVTT adds."""
    blocks = re.split(r"\n\s*\n", webvtt.replace("\r\n", "\n").strip())
    shown: list[str] = []
    for block in blocks:
        lines = block.split("\n")
        at = next((number for number, line in enumerate(lines) if "-->" in line), None)
        if at is not None:
            begin, end = (_hour(each.split()[0]) for each in lines[at].split("-->"))
            said = "\n".join(re.sub(r"<[^>]*>", "", line) for line in lines[at + 1 :])
            shown.append(f"{len(shown) + 1}\n{begin} --> {end}\n{said}\n")
    return "\n".join(shown).encode()


def _hour(told: str) -> str:
    whole = told if told.count(":") == 2 else f"00:{told}"  # noqa: PLR2004 hours, minutes, seconds
    return whole.replace(".", ",")


def _total(told: Mapping[str, Any], name: str) -> int | None:
    return ((told.get(name) or {}).get("summary") or {}).get("total_count")
