"""Questions that upper rooms may ask about pieces."""

from plazamayor.publishing.content import digest, digest_of, freeze
from plazamayor.publishing.pieces.vetting import stops, verdicts, vetted
from plazamayor.publishing.pieces.wording import text_for, words_for
from plazamayor.publishing.published import (
    Correction,
    Picture,
    PublicMedia,
    PublicPiece,
    Shelf,
    address_of,
    html_of,
    picture_of,
    public_piece,
    published,
    questions_of,
    svg_of,
)

__all__ = [
    "Correction",
    "Picture",
    "PublicMedia",
    "PublicPiece",
    "Shelf",
    "address_of",
    "digest",
    "digest_of",
    "freeze",
    "html_of",
    "picture_of",
    "public_piece",
    "published",
    "questions_of",
    "stops",
    "svg_of",
    "text_for",
    "verdicts",
    "vetted",
    "words_for",
]
