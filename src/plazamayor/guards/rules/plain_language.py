"""Plain language: the INFLESZ scale and the length of sentences (Ley 40/2015, art. 3; UNE-ISO 24495-1)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import number
from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Option, Page
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.readability import BANDS, measure


def look(desk: Desk) -> Iterator[Verdict]:
    """The score of each Spanish passage that is long enough, and its long sentences."""
    for page in desk.pages:
        yield from _score(desk, page)
        yield from _long(desk, page)


def _score(desk: Desk, page: Page) -> Iterator[Verdict]:
    found = measure(page.reading.sentences) if page.language == "es" and not page.passage.is_title else None
    if found is None:
        return
    said_so = {"score": number(round(found.score)), "band": BANDS[found.band]}
    if found.score >= desk.option("least"):
        yield desk.verdict(gettext("Plain language: %(score)s, %(band)s") % said_so, page=page, gravity=Gravity.FINE)
        return
    why = gettext("%(words)s words in %(sentences)s sentences, %(syllables)s syllables a word. Cut sentences and choose shorter words.") % {
        "words": number(found.words),
        "sentences": number(found.sentences),
        "syllables": number(found.syllables / found.words, 1),
    }
    yield desk.verdict(gettext("It is hard to read: %(score)s in the INFLESZ scale, %(band)s.") % said_so, page=page, why=why)


def _long(desk: Desk, page: Page) -> Iterator[Verdict]:
    longest = [each for each in page.reading.sentences if len(each) > desk.option("longest")]
    for sentence in longest[:MOST_TOLD]:
        told = gettext("A sentence of %(words)s words: two are read better.") % {"words": number(len(sentence))}
        why = gettext("Past %(most)s words whoever reads forgets how it began.") % {"most": number(desk.option("longest"))}
        yield desk.verdict(told, page=page, span=(sentence[0].start, sentence[-1].end), why=why)


GUARD = Guard(
    code="plain_language",
    name=NAMES["plain_language"],
    article="Ley 40/2015, art. 3; UNE-ISO 24495-1",
    explains=_(
        "INFLESZ says how hard a Spanish text is, from its syllables, words and sentences: under 40 very hard, to 55 somewhat hard, to 65 "
        "normal, to 80 fairly easy, then very easy. It was tried on texts for patients: a sign, not a proof. Texts of fewer than 20 words "
        "and other languages have no score."
    ),
    look=look,
    options=(
        Option(key="least", label=_("Lowest score"), usual=55, least=0, most=100, help=_("55 is where “normal” begins.")),
        Option(key="longest", label=_("Longest sentence, in words"), usual=30, least=10, most=80),
    ),
)
