"""Finds places of the console by name."""

import unicodedata
from dataclasses import dataclass

from django.http import HttpRequest

from plazamayor.core.navigation import Tenant, navigation


@dataclass(frozen=True)
class Found:
    """A place whose name was asked for, and the verb it belongs to."""

    label: str
    verb: str
    address: str


def plain(text: str) -> str:
    """A text without accents or capitals, to compare what is typed with what is written."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter))


def find(request: HttpRequest, wanted: str) -> list[tuple[Tenant, list[Found]]]:
    """The places that hold every word wanted, grouped by administration; all of them when nothing is wanted."""
    words = plain(wanted).split()
    tenants, groups = navigation.tenants_of(request), []
    here = getattr(request, "member", None)
    for tenant in tenants:
        request.member = tenant.member  # type: ignore[attr-defined]  # addresses of places are made for a member
        found = [place for place in _places(request) if all(word in plain(f"{place.label} {place.verb}") for word in words)]
        groups.append((tenant, found))
    request.member = here  # type: ignore[attr-defined]  # as it was: the page itself is seen from there
    return groups


def _places(request: HttpRequest) -> list[Found]:
    """Every place this member may go to: those inside each verb, or the verb when it has none."""
    places = []
    for verb in navigation.shown_to(request):
        name = str(verb["place"].label)
        inside = [Found(str(child["place"].label), name, child["address"]) for child in verb["children"]]
        places += inside or [Found(name, "", verb["address"])]
    return places
