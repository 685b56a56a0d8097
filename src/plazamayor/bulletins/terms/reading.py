"""Terms as laws and calls write them: «veinte días hábiles a contar desde el siguiente al de la publicación», «hasta el 15 de diciembre».

What is found is a proposal: a person confirms it. A text that is not understood gives nothing rather than something else.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from plazamayor.bulletins.readers.dates import MONTHS, day_in, plain_letters
from plazamayor.core.working_days import Unit


class Origin(StrEnum):
    """From when a term counts."""

    PUBLICATION = "publication"
    ASSUMED = "assumed"
    """It does not say: calls count from their publication."""
    DAY = "day"
    """From a day that it says, which counts (a term «a partir del 1 de diciembre» has that day)."""
    OTHER = "other"
    """From something that has no date in the text: a notification, a signature."""
    UNTIL = "until"
    """It does not count: it says the last day."""


class Purpose(StrEnum):
    """What a term is for."""

    APPLY = "apply"
    ALLEGE = "allege"
    APPEAL = "appeal"
    DECIDE = "decide"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A term in a text: `quote` is its sentence, and `start` and `end` where in it the term is."""

    quote: str
    start: int
    end: int
    origin: Origin
    purpose: Purpose
    amount: int = 0
    unit: Unit | None = None
    day: date | None = None

    def plain(self) -> dict[str, Any]:
        """What is kept of it, besides its quote."""
        return {**{key: value for key, value in asdict(self).items() if key != "quote"}, "day": self.day.isoformat() if self.day else ""}

    @property
    def for_citizens(self) -> bool:
        """Whether somebody may have to do something within it: appeals and the administration's own terms are not the news."""
        return self.purpose not in {Purpose.APPEAL, Purpose.DECIDE}


NUMBERS: Final = {
    word: number
    for number, words in {
        1: "un uno una",
        2: "dos",
        3: "tres",
        4: "cuatro quatre catro",
        5: "cinco cinc",
        6: "seis sis",
        7: "siete set sete",
        8: "ocho vuit oito huit",
        9: "nueve nou nove",
        10: "diez deu dez",
        11: "once",
        12: "doce dotze",
        14: "catorce",
        15: "quince quinze",
        18: "dieciocho",
        20: "veinte vint",
        21: "veintiun",
        25: "veinticinco",
        30: "treinta trenta trinta",
        40: "cuarenta quaranta corenta",
        60: "sesenta seixanta sesenta",
        90: "noventa",
    }.items()
    for word in words.split()
} | {"cuarenta y cinco": 45}
AMOUNT: Final = r"(?:cuarenta y cinco|[a-z]+|\d{1,4})"
COUNTED: Final = re.compile(
    rf"(?<![a-z0-9])(?P<amount>{AMOUNT})\s*(?:\((?P<again>{AMOUNT})\)\s*)?"
    r"(?P<unit>dias?|dies?|mes(?:es|os)?|anos?|anys?)(?:\s*\([^)]{0,20}\))?"
    r"(?:\s*,?\s*(?P<sort>habil(?:es|s)?|habils?|naturales?|naturals|naturais))?(?![a-z])"
)
FROM: Final = re.compile(
    r"[\s,]*(?:(?:a contar|contados?|contadas?|a partir|comptadors?|a comptar|contador|contadores)\s*,?\s*)?"
    r"(?P<from>(?:desde|a partir|des|dende|de|del|d'|a)\b[^.;,]{0,160})"
)
UNTIL: Final = re.compile(
    r"\b(?:hasta|finaliza(?:ra)?(?: el plazo)?|termina(?:ra)?|concluye|concluira|vence(?:ra)?|fins a?|fins|ata)\s+"
    r"(?:las \d{1,2}(?:[:.]\d{2})?(?: horas)?,? del?\s+)?"
    r"(?:el\s+|al\s+|o\s+)?(?:proximo\s+)?(?:dia\s+)?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)?,?\s*(?:dia\s+)?"
    r"(?P<day>\d{1,2}(?:\s+(?:de\s+|d[’']\s*)?[a-z]+(?:\s+(?:de|del|d[’'])\s*(?:any\s+|ano\s+)?\d{4})?|[-/.]\d{1,2}[-/.]\d{4}))"
)
STARTS: Final = re.compile(
    r"(?:(?:a contar|contad[oa]s?)\s*,?\s*)?(?:desde|a partir|des|dende|entre)\s+"
    r"(?:del?|el|o)?\s*(?:proximo\s+)?(?:dia\s+)?(?P<day>\d{1,2}\s+de\s+[a-z]+(?:\s+(?:de|del)\s+\d{4})?)"
)
PUBLISHED: Final = re.compile(r"publica|insercion|boletin oficial|diario oficial|\bboe\b|\bbop\b|\bdogv\b|butlleti|anuncio")
NO_DATE: Final = re.compile(
    r"notifica|firma|formaliza|aceptacion|recepcion|resolucion de concesion|entrada en vigor|inicio|finalizacion|vencimiento|requerimiento"
)
ABOUT: Final = (
    (Purpose.APPEAL, re.compile(r"\brecurso|\brecurrir|contencioso|reposicion|alzada|impugna|\brecurs\b")),
    (
        Purpose.DECIDE,
        re.compile(
            r"plazo maximo (?:para|de) (?:resolver|resolucion|notificar)|resolver y notificar|para dictar"
            r"|silencio administrativo|debera? resolver"
        ),
    ),
    (
        Purpose.ALLEGE,
        re.compile(r"alegacion|informacion publica|exposicion|exponen? al publico|reclamacion|sugerencia|observaciones|audiencia|subsana"),
    ),
    (
        Purpose.APPLY,
        re.compile(
            r"solicitud|presentacion|presentar|inscripcion|inscribir|instancia|matricula|participa|candidatura|aspirante|ofertas|proposiciones"
        ),
    ),
)
TERM_WORDS: Final = re.compile(r"plazo|termino|termini|prazo|dias? habil|dias? natural|durante|periodo")
MOST, LONGEST_QUOTE = 12, 600
SENTENCE: Final = re.compile(r"[^\n]+")
ABBREVIATED: Final = re.compile(r"(?:\b(?:art|arts|num|nums|n|no|sr|sra|d|da|dna|avda|pag|apdo|ap|c|ss|st|sta|tel)|\b[a-z]|º|ª)$")


def find(text: str, published: date) -> list[Found]:
    """The terms of a text, first those of citizens, in order; at most a dozen, each once."""
    found: dict[tuple[Any, ...], Found] = {}
    for sentence in sentences(text):
        for each in _in_sentence(sentence, published):
            found.setdefault((each.origin, each.amount, each.unit, each.day, each.purpose), each)
    return sorted(found.values(), key=lambda each: (not each.for_citizens, each.purpose is Purpose.OTHER))[:MOST]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a point after an abbreviation, or within a number, ends none."""
    for line in SENTENCE.findall(text):
        start = 0
        plain = plain_letters(line)
        for point in re.finditer(r"[.;](?=\s|$)", line):
            if line[point.start()] == "." and ABBREVIATED.search(plain[: point.start()]):
                continue
            yield line[start : point.end()].strip()
            start = point.end()
        if line[start:].strip():
            yield line[start:].strip()


def _in_sentence(sentence: str, published: date) -> Iterator[Found]:
    plain = plain_letters(sentence)
    if len(plain) != len(sentence):
        return  # letters outside Unicode's composed ones: positions would not be those of the quote
    purpose = next((each for each, words in ABOUT if words.search(plain)), Purpose.OTHER)
    for match in UNTIL.finditer(plain):
        day = _day(match["day"], published)
        if day and (purpose is not Purpose.OTHER or TERM_WORDS.search(plain)):
            yield _found(sentence, match.start(), match.end(), origin=Origin.UNTIL, purpose=purpose, day=day)
    if not TERM_WORDS.search(plain):
        return
    for match in COUNTED.finditer(plain):
        yield from _counted(sentence, plain, match, purpose, published)


def _counted(sentence: str, plain: str, match: re.Match[str], purpose: Purpose, published: date) -> Iterator[Found]:
    amount = _number(match["amount"]) or _number(match["again"] or "")
    if not amount:
        return
    after = FROM.match(plain, match.end())
    origin, end, day = Origin.ASSUMED, match.end(), None
    if after:
        origin, day = _origin(after[0].strip(" ,"), published)
        end = after.end("from") if origin is not Origin.ASSUMED else end
    if origin is Origin.ASSUMED and purpose is Purpose.OTHER:
        return  # so many days of something that is not a term: a course, a stay
    yield _found(sentence, match.start(), end, origin=origin, purpose=purpose, amount=amount, unit=_unit(match), day=day)


def _origin(said: str, published: date) -> tuple[Origin, date | None]:
    """From when, by the words that follow the amount."""
    if PUBLISHED.search(said):
        return Origin.PUBLICATION, None
    if NO_DATE.search(said):
        return Origin.OTHER, None
    start = STARTS.match(said)
    if start:
        return Origin.DAY, _day(start["day"], published)
    if re.match(r"(?:a contar|contad[oa]s?|desde|a partir)", said):
        return Origin.OTHER, None
    return Origin.ASSUMED, None


def _unit(match: re.Match[str]) -> Unit:
    if match["unit"].startswith("m"):
        return Unit.MONTHS
    if match["unit"].startswith("a"):
        return Unit.YEARS
    return Unit.NATURAL if (match["sort"] or "").startswith("natura") else Unit.WORKING


def _found(sentence: str, start: int, end: int, **known: Any) -> Found:
    """The term with its sentence, cut around it when it is endless."""
    while end > start and sentence[end - 1] in " ,;.":
        end -= 1
    first = max(0, start - LONGEST_QUOTE // 2) if len(sentence) > LONGEST_QUOTE else 0
    quote = sentence[first : first + max(LONGEST_QUOTE, end - first)]
    return Found(quote=quote, start=start - first, end=end - first, **known)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else NUMBERS.get(text, 0)


def _day(text: str, published: date) -> date | None:
    """A day that may not say its year: then it is the first one after the publication."""
    if re.search(r"\d{4}", text):
        return day_in(text)
    written = re.match(r"(\d{1,2})\s+(?:de\s+|d[’']\s*)?([a-z]+)", text)
    if not written or written[2] not in MONTHS:
        return None
    day = day_in(f"{written[1]} de {written[2]} de {published.year}")
    return day if day is None or day >= published else day_in(f"{written[1]} de {written[2]} de {published.year + 1}")
