"""Questions that upper rooms may ask about pieces."""

from plazamayor.publishing.content import digest, digest_of, freeze
from plazamayor.publishing.pieces.vetting import stops, verdicts, vetted
from plazamayor.publishing.pieces.wording import text_for, words_for
from plazamayor.publishing.published import Correction, PublicMedia, PublicPiece, Shelf, address_of, public_piece, published

__all__ = [
    "Correction",
    "PublicMedia",
    "PublicPiece",
    "Shelf",
    "address_of",
    "digest",
    "digest_of",
    "freeze",
    "public_piece",
    "published",
    "stops",
    "text_for",
    "verdicts",
    "vetted",
    "words_for",
]
