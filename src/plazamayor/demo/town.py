"""Villaclara del Mar: an invented town of 24,000 people on the coast, and those who work in its town hall.

Nobody in it exists. Its codes have the shape of official ones and belong to no municipality; its domains are reserved for examples.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from plazamayor.organisation.models import Organisation, Role

CODE = "villaclara"
ZONE = "Europe/Madrid"
MAIN = "villaclaradelmar.example"
OFFICE = "sede.villaclaradelmar.example"
SPORTS = "deportes.villaclaradelmar.example"
HERE = ("localhost", "127.0.0.1")
"""Names by which the newcomer's own machine is visited: their visits count for the town's main site."""

ADMINISTRATION: dict[str, Any] = {
    "name": "Ayuntamiento de Villaclara del Mar",
    "code": CODE,
    "kind": Organisation.Kind.COUNCIL,
    "ine_code": "03999",
    "dir3_code": "L01039990",
    "territory": "ES-VC",
    "time_zone": ZONE,
    "languages": ["es", "ca-valencia"],
    "generated": True,
}

UNITS = (
    ("Alcaldía", "L01039991"),
    ("Comunicación y participación", "L01039992"),
    ("Comercio y consumo", "L01039993"),
    ("Policía local", "L01039994"),
    ("Secretaría", "L01039995"),
    ("Servicios urbanos", "L01039996"),
    ("Sistemas de información", "L01039997"),
    ("Urbanismo y licencias", "L01039998"),
    ("Educación y deportes", "L01039999"),
)


@dataclass(frozen=True)
class Colleague:
    """Somebody of the town hall."""

    name: str
    mailbox: str
    role: Role
    unit: str

    @property
    def email(self) -> str:
        """An address in a domain that nobody can have."""
        return f"{self.mailbox}@{MAIN}"


PEOPLE = (
    Colleague("Vicenta Llorens", "vicenta.llorens", Role.ADMINISTRATOR, "Sistemas de información"),
    Colleague("Lucía Ferrer", "lucia.ferrer", Role.COMMUNITY_MANAGER, "Comunicación y participación"),
    Colleague("Andreu Ribes", "andreu.ribes", Role.COMMUNITY_MANAGER, "Comunicación y participación"),
    Colleague("Tomás Roig", "tomas.roig", Role.APPROVER, "Comunicación y participación"),
    Colleague("Carme Segarra", "carme.segarra", Role.PROCEDURE_OWNER, "Comercio y consumo"),
    Colleague("Rafael Llopis", "rafael.llopis", Role.PROCEDURE_OWNER, "Policía local"),
    Colleague("Amparo Guillem", "amparo.guillem", Role.PROCEDURE_OWNER, "Secretaría"),
    Colleague("Josep Ivars", "josep.ivars", Role.PROCEDURE_OWNER, "Urbanismo y licencias"),
    Colleague("Elena Vidal", "elena.vidal", Role.ANALYST, "Secretaría"),
    Colleague("Inés Cabrera", "ines.cabrera", Role.PROTECTION_OFFICER, "Secretaría"),
    Colleague("Marina Soler", "marina.soler", Role.DIRECTOR, "Alcaldía"),
)
GUEST = "vicenta.llorens"
"""Whose place a newcomer takes: the administrator, who can see everything."""


@dataclass(frozen=True)
class Measured:
    """A site of the town: how it is measured and how much it is visited beside the main one."""

    domain: str
    page_types: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)


SITES = (
    Measured(
        MAIN,
        page_types=(
            ("/", "institutional"),
            ("/agenda", "informative"),
            ("/avisos", "informative"),
            ("/guias", "informative"),
            ("/noticias", "informative"),
            ("/playas", "informative"),
            ("/telefonos-de-emergencia", "informative"),
            ("/turismo", "informative"),
            ("/p/", "informative"),
            ("/tramites", "e_office"),
            ("/transparencia", "transparency"),
            ("/perfil-del-contratante", "procurement"),
        ),
        names=HERE,
        settings={"kept_parameters": ["lang"], "search_parameters": ["q"]},
    ),
    Measured(
        OFFICE,
        page_types=(
            ("/", "institutional"),
            ("/tramites", "e_office"),
            ("/tramitar", "e_office"),
            ("/ca/tramits", "e_office"),
            ("/carpeta", "e_office"),
            ("/tablon", "transparency"),
            ("/perfil-del-contratante", "procurement"),
            ("/ayuda", "informative"),
        ),
        settings={"search_parameters": ["q"]},
    ),
    Measured(
        SPORTS,
        page_types=(("/", "informative"), ("/reservas", "e_office"), ("/tramitar", "e_office")),
    ),
)
EXEMPT = frozenset({SPORTS})
"""Sites that stay in exempt mode; the others have a declared basis."""


def local_holidays(first: date, last: date) -> list[tuple[date, str]]:
    """The town's own two holidays of each year of a period."""
    named = ((4, 12, "Sant Vicent, fiesta local"), (11, 23, "Sant Climent, fiesta local"))
    years = range(first.year, last.year + 2)
    return [(date(year, month, day), name) for year in years for month, day, name in named]
