"""The registry of guards: what each says of itself."""

from django.urls import reverse

from plazamayor.guards.contract import Gravity
from plazamayor.guards.names import NAMES
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.showing import GROUPS


def test_every_guard_has_a_name_an_explanation_a_place_in_the_list_and_an_address() -> None:
    listed = [code for _key, codes in GROUPS for code in codes]
    assert sorted(GUARDS) == sorted(NAMES) == sorted(listed)
    assert [guard.code for guard in GUARDS.values() if not guard.explains or not reverse("guard", args=["x", guard.code])] == []


def test_what_a_guard_usually_does_may_be_chosen_and_what_may_not_is_said_why() -> None:
    assert [guard.code for guard in GUARDS.values() if guard.usual not in guard.offered] == []
    assert [guard.code for guard in GUARDS.values() if Gravity.FINE not in guard.offered and not guard.limit] == []


def test_only_inaugurations_have_no_exception() -> None:
    assert [guard.code for guard in GUARDS.values() if not guard.may_be_overridden] == ["inaugurations"]
