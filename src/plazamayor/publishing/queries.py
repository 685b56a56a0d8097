"""Questions that upper rooms may ask about pieces."""

from plazamayor.publishing.content import digest, digest_of, freeze
from plazamayor.publishing.pieces.vetting import stops, verdicts, vetted
from plazamayor.publishing.pieces.wording import text_for, words_for

__all__ = ["digest", "digest_of", "freeze", "stops", "text_for", "verdicts", "vetted", "words_for"]
