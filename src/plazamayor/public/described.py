"""What a page says of itself to programs: schema.org in JSON-LD, and the picture that networks show of it."""

import json
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from plazamayor.public.access import Place
from plazamayor.public.colours import shades
from plazamayor.public.news import Reading
from plazamayor.publishing.models import Piece

USUAL = "#a9442b"
LETTERS_A_LINE, MOST_LINES = 30, 4
DANGEROUS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""What could end the element that holds the data."""


def linked_data(reading: Reading) -> SafeString:
    """The piece as schema.org describes it, as text that can stand in a page."""
    text = json.dumps(_described(reading), ensure_ascii=False, separators=(",", ":"), default=str)
    return mark_safe(text.translate(DANGEROUS))  # noqa: S308 nothing in it can end the element


def _described(reading: Reading) -> dict[str, Any]:
    piece, place = reading.piece, reading.place
    publisher = {"@type": "GovernmentOrganization", "name": place.name, "url": place.base}
    common: dict[str, Any] = {
        "@context": "https://schema.org",
        "url": reading.address,
        "inLanguage": piece.language,
        "name": piece.title,
        "description": piece.summary,
    }
    if reading.questions:
        answers = [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": str(answer)}}
            for question, answer in reading.questions
        ]
        return {**common, "@type": "FAQPage", "mainEntity": answers}
    if reading.hours:
        where = piece.facts.get("place")
        online = {"@type": "VirtualLocation", "url": piece.facts.get("online")}
        return {
            **common,
            "@type": "Event",
            "startDate": reading.hours.starts.isoformat(),
            **({"endDate": reading.hours.ends.isoformat()} if reading.hours.ends else {}),
            "location": {"@type": "Place", "name": where, "address": where} if where else online,
            "organizer": publisher,
        }
    author = (
        {"@type": "Person", "name": piece.signed} if piece.signed else {"@type": "GovernmentOrganization", "name": piece.unit or place.name}
    )
    return {
        **common,
        "@type": "VideoObject" if piece.format == Piece.Format.VIDEO else "NewsArticle",
        "headline": piece.title[:110],
        "datePublished": piece.published.isoformat(),
        "uploadDate": piece.published.isoformat(),
        "dateModified": (piece.revised or piece.published).isoformat(),
        "author": author,
        "publisher": publisher,
        "thumbnailUrl": f"{place.base}{reading.more.get('preview', '')}",
        "image": f"{place.base}{reading.more.get('preview', '')}",
    }


def preview(place: Place, title: str) -> bytes:
    """The picture that networks show of a page: its title in the administration's colour, 1200 by 630, as PNG."""
    return _drawn(title, place.name, place.look.colour or USUAL)


@lru_cache(maxsize=256)
def _drawn(title: str, name: str, colour: str) -> bytes:
    import vl_convert  # noqa: PLC0415 a heavy one, for whoever draws

    lines = in_lines(title)
    size = 76 if len(lines) < MOST_LINES else 66
    given = {
        "lines": [(150 + size * 1.18 * number, line) for number, line in enumerate(lines)],
        "size": size,
        "name": name,
        "accent": shades(colour, dark=False).accent,
        "arches": [24 + 96 * number for number in range(12)],
    }
    return bytes(vl_convert.svg_to_png(render_to_string("public/preview.svg", given), scale=1))


def in_lines(title: str) -> list[str]:
    """A title in lines that fit; what does not is left out and shown to be."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > LETTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] = f"{kept[-1][: LETTERS_A_LINE - 1]}…"
    return kept
