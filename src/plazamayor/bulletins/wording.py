"""The skeletons of a guide and of a short post, in the languages of administrations. The act's own title stays as it was published."""

from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren "
    "abenduaren",
    "oc": "gèr hereuèr març abriu mai junh junhsèga agost seteme octobre noveme deseme",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True)
class Wording:
    """The fixed words in a language; `{day}`, `{gazette}` and `{title}` are put in their place."""

    day: str
    what: str
    who: str
    when: str
    how: str
    official: str
    until: str
    no_term: str
    fill: str
    short: str
    short_until: str


WORDS: Final = {
    "es": Wording(
        "{d} de {m} de {y}", "Qué es", "Para quién", "Hasta cuándo", "Cómo se hace", "Texto oficial", "Hasta el **{day}**.",
        "El texto oficial no dice un plazo.", "[por escribir]", "{title}", "Hasta el {day}.",
    ),
    "ca": Wording(
        "{d} {m} de {y}", "Què és", "Per a qui", "Fins quan", "Com es fa", "Text oficial", "Fins al **{day}**.",
        "El text oficial no diu cap termini.", "[per escriure]", "{title}", "Fins al {day}.",
    ),
    "gl": Wording(
        "{d} de {m} de {y}", "Que é", "Para quen", "Ata cando", "Como se fai", "Texto oficial", "Ata o **{day}**.",
        "O texto oficial non di un prazo.", "[por escribir]", "{title}", "Ata o {day}.",
    ),
    "eu": Wording(
        "{y}ko {m} {d}", "Zer den", "Norentzat", "Noiz arte", "Nola egin", "Testu ofiziala", "Azken eguna: **{day}**.",
        "Testu ofizialak ez du eperik esaten.", "[idazteko]", "{title}", "Azken eguna: {day}.",
    ),
    "oc": Wording(
        "{d} de {m} de {y}", "Qué ei", "Entà qui", "Enquia quan", "Com se hè", "Tèxte oficiau", "Enquia eth **{day}**.",
        "Eth tèxte oficiau non ditz cap de tèrme.", "[per escríuer]", "{title}", "Enquia eth {day}.",
    ),
    "en": Wording(
        "{d} {m} {y}", "What it is", "Who it is for", "Until when", "How to do it", "Official text", "Until **{day}**.",
        "The official text gives no deadline.", "[to be written]", "{title}", "Until {day}.",
    ),
}  # fmt: skip


def spoken(language: str) -> str:
    """The language whose words are used for another: Valencian has those of Catalan; one that is not known, those of Spanish."""
    base = language.partition("-")[0]
    return base if base in WORDS else "es"


def day_in(language: str, day: date) -> str:
    """A day in full."""
    which = spoken(language)
    month = MONTHS[which].split()[day.month - 1]
    if which == "ca":
        month = f"d’{month}" if month[0] in "ao" else f"de {month}"
    return WORDS[which].day.format(d=day.day, m=month, y=day.year)


def guide(language: str, last: date | None, official: str, gazette: str) -> str:
    """The guide, in Markdown: its questions, the last day if there is one, and the official text."""
    words = WORDS[spoken(language)]
    until = words.until.format(day=day_in(language, last)) if last else words.no_term
    link = f"[{gazette}]({official})" if official else gazette
    parts = ((words.what, words.fill), (words.who, words.fill), (words.when, until), (words.how, words.fill), (words.official, link))
    return "\n\n".join(f"## {head}\n\n{text}" for head, text in parts) + "\n"


def short(language: str, title: str, last: date | None, official: str) -> str:
    """The short post."""
    words = WORDS[spoken(language)]
    until = words.short_until.format(day=day_in(language, last)) if last else ""
    return " ".join(filter(None, (words.short.format(title=title.rstrip(".") + "."), until, official)))
