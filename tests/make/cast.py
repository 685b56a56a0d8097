"""The people who appear in the tests: those of one town hall, and somebody from the town hall next door."""

from dataclasses import dataclass

from plazamayor.organisation.models import Membership, Organisation, Role
from tests.make.organisations import make_member, make_organisation, make_person


@dataclass(frozen=True)
class Cast:
    """A town hall with one person for each role that acts in the stories, and an outsider, present in every access test."""

    organisation: Organisation
    administrator: Membership
    analyst: Membership
    editor: Membership
    director: Membership
    protection_officer: Membership
    outsider: Membership

    @property
    def insiders(self) -> tuple[Membership, ...]:
        return self.administrator, self.analyst, self.editor, self.director, self.protection_officer


def make_cast() -> Cast:
    town = make_organisation("Ayuntamiento de Villaclara del Mar", code="villaclara-del-mar", ine_code="03999", territory="ES-VC")
    neighbour = make_organisation("Ayuntamiento de Pinares del Llano", code="pinares-del-llano", territory="ES-VC")

    def member(name: str, role: Role, organisation: Organisation = town) -> Membership:
        email = f"{name.partition(' ')[0].lower()}@{organisation.code}.example"
        return make_member(organisation, role=role, person=make_person(name, email=email))

    return Cast(
        organisation=town,
        administrator=member("Amparo Ferrer", Role.ADMINISTRATOR),
        analyst=member("Andreu Soler", Role.ANALYST),
        editor=member("Elena Marco", Role.COMMUNITY_MANAGER),
        director=member("Damià Roig", Role.DIRECTOR),
        protection_officer=member("Pilar Sanchis", Role.PROTECTION_OFFICER),
        outsider=member("Olga Vidal", Role.ADMINISTRATOR, neighbour),
    )
