"""The shared cast is what access tests count on."""

from plazamayor.organisation.access import organisations_of
from tests.make.cast import Cast


def test_the_outsider_belongs_to_another_administration_only(cast: Cast) -> None:
    assert cast.organisation not in organisations_of(cast.outsider.person)


def test_insiders_hold_different_roles_in_the_same_administration(cast: Cast) -> None:
    assert len({member.role for member in cast.insiders}) == len(cast.insiders)
    assert {member.organisation for member in cast.insiders} == {cast.organisation}
