"""People, roles and who may be removed."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plazamayor.organisation import access, operations
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import AuditEntry, Membership, Person, Role
from plazamayor.organisation.operations import LastAdministrator
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.organisations import make_member, make_organisation, make_person

NOW = datetime(2026, 11, 20, 11, 45, tzinfo=UTC)


@pytest.mark.parametrize(("name", "initials"), [("Lucía Ferrer", "LF"), ("Ana", "A"), ("María José de la Fuente", "MF"), ("", "L")])
def test_a_person_is_drawn_with_one_or_two_letters(name: str, initials: str) -> None:
    assert Person(name=name, email="lucia@example.org").initials == initials


def test_the_last_administrator_keeps_the_role(cast: Cast) -> None:
    with pytest.raises(LastAdministrator):
        operations.change_member(member=cast.administrator, role=Role.ANALYST, unit=None, by=cast.administrator, now=NOW)
    with pytest.raises(LastAdministrator):
        operations.remove_member(member=cast.administrator, by=cast.administrator, now=NOW)


def test_an_administrator_may_go_when_there_is_another(cast: Cast) -> None:
    make_member(cast.organisation)

    operations.remove_member(member=cast.administrator, by=cast.administrator, now=NOW)

    assert not Membership.objects.filter(person=cast.administrator.person).exists()


def test_an_inactive_administrator_does_not_count(cast: Cast) -> None:
    make_member(cast.organisation, person=make_person(is_active=False))

    with pytest.raises(LastAdministrator):
        operations.remove_member(member=cast.administrator, by=cast.administrator, now=NOW)


def test_a_change_of_role_tells_what_it_was(cast: Cast) -> None:
    operations.change_member(member=cast.analyst, role=Role.DIRECTOR, unit=None, by=cast.administrator, now=NOW)

    entry = AuditEntry.objects.get(organisation=cast.organisation)
    assert (entry.action, entry.detail.content["role"], entry.detail.subject_name) == (
        "membership.changed",
        ["analyst", "director"],
        "Andreu Soler",
    )


def test_somebody_removed_comes_back_with_the_same_place(cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code
    client.post(f"/a/{code}/govern/people/{cast.analyst.pk}/remove/")
    undo = client.get(f"/a/{code}/govern/people/").context["undo"]

    client.post(undo["address"], {"token": undo["token"]})

    assert Membership.objects.get(person=cast.analyst.person).role == Role.ANALYST


def test_undo_is_offered_once(cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code
    client.post(f"/a/{code}/govern/people/{cast.analyst.pk}/remove/")

    offered = [client.get(f"/a/{code}/govern/people/").context["undo"] is not None for _ in range(2)]

    assert offered == [True, False]


def test_undo_of_another_administration_gives_nothing_back(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.administrator)
    client.post(f"/a/{cast.organisation.code}/govern/people/{cast.analyst.pk}/remove/")
    undo = client.get(f"/a/{cast.organisation.code}/govern/people/").context["undo"]

    sign_in(cast.outsider).post(f"/a/{cast.outsider.organisation.code}/govern/people/restore/", {"token": undo["token"]})

    assert not Membership.objects.filter(person=cast.analyst.person).exists()


def test_somebody_removed_enters_no_more(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.protection_officer)
    address = f"/a/{cast.organisation.code}/govern/audit/"
    before = client.get(address).status_code
    operations.remove_member(member=cast.protection_officer, by=cast.administrator, now=NOW)

    assert (before, client.get(address).status_code) == (200, 404)


def asked_of_the_database(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_the_list_of_people_asks_the_same_of_the_database_however_long(cast: Cast, sign_in: SignIn) -> None:
    town = make_organisation()
    client, address = sign_in(make_member(town)), f"/a/{town.code}/govern/people/"
    client.get(address)
    with_one = asked_of_the_database(client, address)
    for _ in range(2):
        make_member(town, role=Role.ANALYST)

    assert asked_of_the_database(client, address) == with_one


def test_a_person_of_two_administrations_chooses_the_first_time_and_is_remembered(cast: Cast, sign_in: SignIn) -> None:
    person = cast.administrator.person
    make_member(cast.outsider.organisation, person=person)
    client = sign_in(person)

    first = client.get("/").headers["Location"]
    client.get(f"/a/{cast.outsider.organisation.code}/govern/people/")
    second = client.get("/").headers["Location"]

    assert first == "/administrations/"
    assert second.startswith(f"/a/{cast.outsider.organisation.code}/")


def test_a_person_of_one_administration_goes_straight_in(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.administrator).get("/").headers["Location"].startswith(f"/a/{cast.organisation.code}/")


def test_a_person_of_none_is_told_so_kindly(db: None, sign_in: SignIn) -> None:
    response = sign_in(make_person()).get("/", follow=True)

    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/administrations/")


@pytest.mark.parametrize("role", Role)
def test_every_role_may_see_what_is_measured(role: Role) -> None:
    assert role in access.ALLOWED[Permission.SEE_MEASURES]


def test_every_permission_has_words_and_somebody() -> None:
    assert set(access.LABELS) == set(access.ALLOWED) == set(Permission)
    assert all(access.ALLOWED.values())


def test_people_are_found_by_e_mail_whatever_its_case(cast: Cast) -> None:
    assert Person.objects.get_by_natural_key("AMPARO@villaclara-del-mar.example") == cast.administrator.person
