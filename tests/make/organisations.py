"""Plain factories of administrations and their people. Each call makes a new one; what is not told is invented and unique."""

from itertools import count
from typing import Any

from plazamayor.organisation.models import Membership, Organisation, Person, Role

PASSWORD = "arcos-de-mediodia-1892"
_numbers = count(1)


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    number = next(_numbers)
    given = {
        "name": name or f"Ayuntamiento {number}",
        "code": f"ayuntamiento-{number}",
        "languages": ["es"],
        "require_second_factor": False,
        **fields,
    }
    return Organisation.objects.create(**given)


def make_person(name: str = "", **fields: Any) -> Person:
    number = next(_numbers)
    given = {"name": name or f"Persona {number}", "email": f"persona{number}@example.org", "password": PASSWORD, **fields}
    return Person.objects.create_user(**given)


def make_member(
    organisation: Organisation | None = None, *, role: Role = Role.ADMINISTRATOR, person: Person | None = None, **fields: Any
) -> Membership:
    return Membership.objects.create(organisation=organisation or make_organisation(), person=person or make_person(), role=role, **fields)
