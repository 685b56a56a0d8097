"""What an act is, and whether it names people, by where a gazette puts it and by the words of its title.

Naming people is decided with more caution than the rest: what is taken for an edict without being one is only missed, and its gazette still
shows it; what is an edict and is not seen would put somebody's name where others look for it.
"""

import re
from typing import Final

from plazamayor.bulletins.models import Item
from plazamayor.bulletins.readers.contract import ReadItem
from plazamayor.bulletins.readers.dates import plain_letters

Kind = Item.Kind
JUSTICE: Final = re.compile(r"^iv\b.*justicia|^administracion de justicia|^juzgados?\b|^audiencias? provincial|^requisitorias|^edictos?\b")
APPOINTMENTS: Final = re.compile(
    r"nombramientos, situaciones e incidencias|^nombramientos|^ceses\b|^destinos$|^situaciones$|^adscripciones$|^bajas$"
)
EXAMINATIONS: Final = re.compile(r"oposiciones y concursos|^oposiciones\b|empleo publico")
CONTRACTS: Final = re.compile(r"contratacion del sector publico|^contratacion\b|^licitaciones")
PLACES: Final = ((Kind.CONTRACT, CONTRACTS), (Kind.EXAMINATION, EXAMINATIONS))
EDICT_TITLE: Final = re.compile(
    r"\bedictos?\b|\bnotificaci(?:on|ones) (?:a|de|por|del|al|colectiva|edictal|mediante)\b|\bnotifica(?:n)? (?:a|al|la|las|el|los)\b"
    r"|por comparecencia|\bemplaza(?:miento|mientos|r)?\b|\bcitacion(?:es)?\b|\brequisitoria"
    r"|\bextravio (?:de|del) titulo|\btitulo extraviado"
    r"|levantamiento de actas previas|declaracion de (?:herederos|fallecimiento|ausencia)|\bnotari[ao] de\b|\bsubasta (?:notarial|judicial)"
    r"|\bbaja(?:s)? de oficio\b|\bindeterminacion de domicilio|\bdesconocido domicilio|en ignorado paradero|\brelacion de deudores"
    r"|\bsancionador(?:es)?\b|\bpadron de habitantes\b.*\bcaducidad"
)
TREATMENT: Final = re.compile(
    r"\b(?:[Dd]on|[Dd]oña|DON|DOÑA|D\.ª|D[ªº]\.?|D\.(?:/D\.?ª)?|[Dd]ña\.?|DÑA\.?|Sr\.|Sra\.|[Jj]uez|[Mm]agistrad[oa])\s+"
    r"(?:D\.\s*)?[A-ZÁÉÍÓÚÑ][\wáéíóúñ·'-]+"
)
TOWNS: Final = re.compile(
    r"\b(?:[Aa]yuntamiento|[Mm]unicipio|[Tt]érmino municipal) de (?:Don|Doña)\s|\bDon Benito\b|\bDoña Mencía\b|\bDon Álvaro\b"
)
"""Towns that are called as if they were people."""
REGISTER: Final = re.compile(r"^BORME-[AB]-")
TITLES: Final = (
    (
        Kind.CONTRACT,
        re.compile(r"\blicitacion|(?:formaliza\w*|adjudica\w*|desistimiento)\b.{0,40}\bcontrat|\bpliego de (?:clausulas|condiciones)"),
    ),
    (
        Kind.EXAMINATION,
        re.compile(
            r"\boposicion(?:es)?\b|proceso(?:s)? selectivo|proveer (?:una|varias|\w+) plaza|libre designacion|bolsa de (?:trabajo|empleo)"
        ),
    ),
    (
        Kind.EXPOSURE,
        re.compile(
            r"informacion publica|exposicion (?:al )?publico|exposicion publica|\balegaciones\b|\bdeslinde\b"
            r"|aprobacion inicial|audiencia publica"
        ),
    ),
    (
        Kind.GRANT,
        re.compile(
            r"\bsubvencion|\bayudas?\b|\bbecas?\b|\bbonos?[ -](?:al?\b|para|comercio|consumo|cultural|social|joven|alquiler"
            r"|energetico)|\bpremios?\b|\bajuts?\b|\bbeques?\b|\baxudas?\b|\bdiru-?laguntz"
        ),
    ),
    (
        Kind.CALL,
        re.compile(
            r"\bconvoca(?:toria|torias|n|r)?\b|\bplazo de (?:presentacion|inscripcion|matricula|solicitud)|\bcalendario\b.*\bplazos?\b"
        ),
    ),
    (
        Kind.RULE,
        re.compile(
            r"^(?:ley|real decreto|decreto|orden|reglamento)\b|\bordenanzas?\b|\breglamento (?:de|regulador|municipal)\b"
            r"|\bbases reguladoras\b"
        ),
    ),
)


def names_people(item: ReadItem) -> bool:
    """Whether an act is of those that name people: edicts, notifications, courts, appointments, the register of companies."""
    if REGISTER.match(item.identifier):
        return True
    where = [plain_letters(each) for each in (item.section, item.department, item.heading)]
    if any(JUSTICE.search(each) or APPOINTMENTS.search(each) for each in where):
        return True
    if EDICT_TITLE.search(plain_letters(item.title)):
        return True
    return bool(TREATMENT.search(TOWNS.sub(" ", item.title)))


def kind_of(item: ReadItem) -> Kind:
    """What an act is, for those who follow kinds."""
    where = [plain_letters(each) for each in (item.section, item.heading)]
    if any(APPOINTMENTS.search(each) for each in where):
        return Kind.APPOINTMENT
    if names_people(item):
        return Kind.EDICT
    by_place = next((kind for kind, words in PLACES if any(map(words.search, where))), None)
    return by_place or _by_title(plain_letters(item.title), of_the_state=where[0].startswith("i. "))


def _by_title(title: str, *, of_the_state: bool) -> Kind:
    """What a title says. General provisions of the state are rules, and an agreement about aid is no aid, unless they call somebody."""
    calls = re.search(r"\bconvoca", title)
    if of_the_state and not calls:
        return Kind.RULE
    if re.search(r"\bconvenio", title) and not calls:
        return Kind.OTHER
    return next((kind for kind, words in TITLES if words.search(title)), Kind.OTHER)
