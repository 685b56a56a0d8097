"""The columns of the catalogue's two tables, as files name them in any language of the screens, and the words their cells may hold."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from plazamayor.core.search import plain
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.procedures.models import Channel, Procedure, Step

Labels = Mapping[str, str | Promise]
PROCEDURES: Final = "procedures"
STEPS: Final = "steps"
COLUMNS: Final[dict[str, Labels]] = {
    PROCEDURES: {
        "code": _("Code"),
        "name": _("Name"),
        "sia_code": _("SIA code"),
        "kind": _("Type"),
        "site_id": _("Site where it is done"),
        "unit_id": _("Unit that answers for it"),
        "owner_id": _("Person that answers for it"),
        "life_event": _("Life event"),
        "languages": _("Languages"),
        "channels": _("Channels"),
        "legal_term": _("Legal term"),
        "opens": _("Opens"),
        "closes": _("Closes"),
        "addresses": _("Pages that explain it"),
        "limit_minutes": _("Time limit, in minutes"),
        "across_visits": _("Several visits count as one"),
        "active": _("In use"),
    },
    STEPS: {
        "procedure": _("Procedure"),
        "role": _("What it is"),
        "name": _("Name"),
        "key": _("Key"),
        "addresses": _("Addresses"),
        "events": _("Events"),
        "expressions": _("Regular expressions"),
    },
}
NEEDED: Final = {PROCEDURES: {"code", "name"}, STEPS: {"procedure", "name"}}
TITLES: Final[Labels] = {PROCEDURES: _("Procedures"), STEPS: _("Steps")}
YES: Final = _("yes")
NO: Final = _("no")
HELP: Final[Labels] = {
    "code": _("It names the procedure. With one that is there already, it is changed; with a new one, it is added."),
    "name": _("As citizens call it."),
    "sia_code": _("That of the inventory of procedures: five to nine digits."),
    "kind": _("One of:"),
    "site_id": _("The domain of one of the sites that are measured."),
    "unit_id": _("The name of one of the units."),
    "owner_id": _("The e-mail of somebody of the administration."),
    "life_event": _("One of:"),
    "languages": _("One or several, with ; between them:"),
    "channels": _("One or several, with ; between them:"),
    "legal_term": _("In words: three months."),
    "opens": _("A day: 2026-11-20 or 20/11/2026."),
    "closes": _("A day: 2026-11-20 or 20/11/2026."),
    "addresses": _("One a line inside the cell."),
    "limit_minutes": _("A whole number; 120 if left empty."),
    "across_visits": _("yes or no. Only in sites with a declared basis."),
    "active": _("yes or no."),
    "procedure": _("The code of the procedure. Its rows, in their order, take the place of the steps it has."),
    "role": _("One of:"),
    "key": _("Left empty, it is made from the name."),
    "events": _("One a line inside the cell."),
    "expressions": _("One a line inside the cell, of RE2."),
}


def words_of(column: str) -> dict[str, str]:
    """The words that a cell of a column may hold in the language of the page, by what each means; empty when anything goes."""
    return _words(column, get_language() or "")


@cache
def _words(column: str, _language: str) -> dict[str, str]:
    known: dict[str, Iterable[tuple[str, str | Promise]]] = {
        "kind": Procedure.Kind.choices,
        "life_event": [each for each in Procedure.LifeEvent.choices if each[0]],
        "languages": LANGUAGES.items(),
        "channels": Channel.choices,
        "role": Step.Role.choices,
    }
    return {key: str(label) for key, label in known.get(column, ())}


@cache
def meanings_of(column: str) -> dict[str, str]:
    """What each word means, in every language of the screens, and as programs write it."""
    found = {key.casefold(): key for key in words_of(column)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(label): key for key, label in words_of(column).items()}
    return found


@cache
def names_of(table: str) -> dict[str, str]:
    """Which column each name of a table means, in every language of the screens, and as programs write it."""
    found = {key: key for key in COLUMNS[table]} | {key.removesuffix("_id"): key for key in COLUMNS[table]}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(str(label)): key for key, label in COLUMNS[table].items()}
    return found


@cache
def truths() -> dict[str, bool]:
    """What is said for yes and for no."""
    found = {"yes": True, "true": True, "1": True, "x": True, "no": False, "false": False, "0": False, "": False}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(str(YES)): True, plain(str(NO)): False}
    return found


def label_of(table: str, column: str) -> str:
    """The name of a column in the language of the page."""
    return str(COLUMNS[table][column])
