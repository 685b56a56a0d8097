"""Invitations work once, for three days, for one person, and can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from plazamayor.organisation import operations
from plazamayor.organisation.models import AuditEntry, Invitation, Membership, Organisation, Person, Role
from plazamayor.organisation.operations import AlreadyHere, ForSomebodyElse, InvitationClosed, Issued, NotYourself
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.organisations import PASSWORD, make_member, make_organisation

NOW = datetime(2026, 11, 20, 11, 45, tzinfo=UTC)
EMAIL = "nueva@villaclara.example"


def invite(cast: Cast, email: str = EMAIL, *, now: datetime = NOW) -> Issued:
    return operations.invite(email=email, role=Role.ANALYST, unit=None, by=cast.administrator, now=now)


def token(issued: Issued) -> str:
    return issued.address.rstrip("/").rpartition("/")[2]


def path(issued: Issued) -> str:
    return "/invitation/" + token(issued) + "/"


def acts(cast: Cast) -> list[str]:
    return list(AuditEntry.objects.filter(organisation=cast.organisation).order_by("number").values_list("action", flat=True))


def test_the_link_is_not_kept(cast: Cast) -> None:
    issued = invite(cast)

    assert token(issued) not in str(Invitation.objects.filter(pk=issued.invitation.pk).values().get())


def test_accepting_makes_the_person_with_the_place_offered(cast: Cast) -> None:
    invitation = operations.find_invitation(token(invite(cast)), NOW)

    member = operations.accept_as_new(invitation=invitation, name="Nuria Pons", password=PASSWORD, now=NOW)

    assert (member.organisation, member.role, member.person.email, member.person.name) == (
        cast.organisation,
        Role.ANALYST,
        EMAIL,
        "Nuria Pons",
    )
    assert member.person.check_password(PASSWORD)
    assert acts(cast) == ["invitation.created", "invitation.accepted"]


def test_an_invitation_is_accepted_once(cast: Cast) -> None:
    issued = invite(cast)
    operations.accept_as_new(invitation=issued.invitation, name="Nuria Pons", password=PASSWORD, now=NOW)

    with pytest.raises(InvitationClosed):
        operations.find_invitation(token(issued), NOW)
    with pytest.raises(InvitationClosed):
        operations.accept_invitation(invitation=issued.invitation, person=Person.objects.get(email=EMAIL), now=NOW)


@pytest.mark.parametrize(("waited", "opens"), [(timedelta(days=3) - timedelta(seconds=1), True), (timedelta(days=3), False)])
def test_an_invitation_lasts_three_days(cast: Cast, waited: timedelta, *, opens: bool) -> None:
    issued = invite(cast)

    assert issued.invitation.is_open(NOW + waited) is opens


def test_an_invitation_taken_back_does_not_open(cast: Cast) -> None:
    issued = invite(cast)
    operations.revoke_invitation(invitation=issued.invitation, by=cast.administrator, now=NOW)

    with pytest.raises(InvitationClosed):
        operations.find_invitation(token(issued), NOW)


def test_sending_again_makes_the_former_link_useless(cast: Cast) -> None:
    first = invite(cast)
    later = NOW + timedelta(days=5)
    second = operations.renew_invitation(invitation=first.invitation, by=cast.administrator, now=later)

    with pytest.raises(InvitationClosed):
        operations.find_invitation(token(first), later)
    assert operations.find_invitation(token(second), later) == first.invitation


def test_inviting_twice_leaves_only_the_second_open(cast: Cast) -> None:
    first, second = invite(cast), invite(cast)

    with pytest.raises(InvitationClosed):
        operations.find_invitation(token(first), NOW)
    assert operations.find_invitation(token(second), NOW) == second.invitation


def test_a_colleague_is_not_invited_again(cast: Cast) -> None:
    with pytest.raises(AlreadyHere):
        invite(cast, cast.analyst.person.email)


def test_somebody_else_cannot_accept(cast: Cast) -> None:
    issued = invite(cast)

    with pytest.raises(ForSomebodyElse):
        operations.accept_invitation(invitation=issued.invitation, person=cast.outsider.person, now=NOW)


def test_the_invitations_of_a_closed_administration_do_not_open(cast: Cast) -> None:
    issued = invite(cast)
    Organisation.objects.filter(pk=cast.organisation.pk).update(closed=NOW)

    with pytest.raises(InvitationClosed):
        operations.find_invitation(token(issued), NOW)


def test_the_host_does_not_give_itself_a_place(cast: Cast) -> None:
    host = make_organisation(kind=Organisation.Kind.PROVINCE)
    helper = make_member(host)
    place = Membership(organisation=cast.organisation, person=helper.person, role=helper.role)
    place.through = helper

    with pytest.raises(NotYourself):
        operations.invite(email=helper.person.email, role=Role.ADMINISTRATOR, unit=None, by=place, now=NOW)


def test_looking_at_an_invitation_does_not_use_it(cast: Cast) -> None:
    issued = invite(cast, now=timezone.now())

    seen = [Client().get(path(issued)).status_code for _ in range(3)]

    assert seen == [200, 200, 200]
    assert Invitation.objects.get(pk=issued.invitation.pk).accepted is None


def test_whoever_accepts_is_signed_in(cast: Cast) -> None:
    issued, client = invite(cast, now=timezone.now()), Client()

    response = client.post(path(issued), {"name": "Nuria Pons", "password": PASSWORD})

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.parametrize("password", ["corta", "password123", "1234567890", EMAIL])
def test_a_weak_password_is_refused_in_the_form(cast: Cast, password: str) -> None:
    issued = invite(cast, now=timezone.now())

    response = Client().post(path(issued), {"name": "Nuria Pons", "password": password})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["password"]
    assert not Person.objects.filter(email=EMAIL).exists()


def test_somebody_known_signs_in_to_accept(cast: Cast, sign_in: SignIn) -> None:
    issued = invite(cast, cast.outsider.person.email, now=timezone.now())

    stranger = Client().get(path(issued))
    client = sign_in(cast.outsider)
    accepted = client.post(path(issued))

    assert "/accounts/login/?next=/invitation/" in stranger.content.decode()
    assert accepted.status_code == 302
    assert Membership.objects.filter(person=cast.outsider.person, organisation=cast.organisation, role=Role.ANALYST).exists()


def test_somebody_known_cannot_be_made_again_with_another_password(cast: Cast) -> None:
    issued = invite(cast, cast.outsider.person.email, now=timezone.now())

    Client().post(path(issued), {"name": "Intrusa", "password": PASSWORD + "-otra"})

    assert not Person.objects.get(pk=cast.outsider.person.pk).check_password(PASSWORD + "-otra")
    assert not Membership.objects.filter(person=cast.outsider.person, organisation=cast.organisation).exists()


def test_whoever_is_signed_in_as_another_is_told_so(cast: Cast, sign_in: SignIn) -> None:
    issued = invite(cast, now=timezone.now())

    response = sign_in(cast.analyst).post(path(issued))

    assert response.status_code == 200
    assert Invitation.objects.get(pk=issued.invitation.pk).accepted is None


def test_a_used_link_says_so_with_410(cast: Cast) -> None:
    assert Client().get("/invitation/no-such-secret/").status_code == 410


def test_without_mail_the_link_is_shown_once(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    client = sign_in(cast.administrator)
    govern = f"/a/{cast.organisation.code}/govern/"

    made = client.post(govern + "people/invite/", {"email": EMAIL, "role": "analyst", "unit": ""}).content.decode()
    listed = client.get(govern + "people/").content.decode()

    assert ("/invitation/" in made, "/invitation/" in listed, EMAIL in listed) == (True, False, True)
    assert mail.outbox == []


def test_with_mail_the_link_is_sent_and_not_shown(cast: Cast, sign_in: SignIn, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    client = sign_in(cast.administrator)

    made = client.post(
        f"/a/{cast.organisation.code}/govern/people/invite/", {"email": EMAIL, "role": "analyst", "unit": ""}
    ).content.decode()

    (message,) = mail.outbox
    assert (message.to, "/invitation/" in message.body, "/invitation/" in made) == ([EMAIL], True, False)
    assert message.subject == "Invitación a la plaza de Ayuntamiento de Villaclara del Mar"


def test_what_another_party_verified_accepts_all_that_waits(cast: Cast) -> None:
    invite(cast)
    operations.invite(email=EMAIL, role=Role.DIRECTOR, unit=None, by=cast.outsider, now=NOW)

    person = operations.accept_all(email=EMAIL.upper(), name="Nuria Pons", now=NOW)

    assert person is not None
    assert set(person.memberships.values_list("organisation__code", "role")) == {
        (cast.organisation.code, "analyst"),
        (cast.outsider.organisation.code, "director"),
    }
    assert not person.has_usable_password()


def test_nobody_is_made_for_an_e_mail_that_nobody_invited(cast: Cast) -> None:
    assert operations.accept_all(email="nadie@example.org", name="Nadie", now=NOW) is None
    assert not Person.objects.filter(email="nadie@example.org").exists()


def test_an_expired_invitation_is_not_accepted_by_another_party(cast: Cast) -> None:
    invite(cast)

    assert operations.accept_all(email=EMAIL, name="Nuria", now=NOW + timedelta(days=4)) is None
