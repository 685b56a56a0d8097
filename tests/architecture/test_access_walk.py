"""Walks every address of the program as everybody: anonymous, each role, the host, and somebody from another administration."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from plazamayor.analytics.api.operations import issue_token
from plazamayor.bulletins.models import Match, Source
from plazamayor.campaigns.models import Campaign
from plazamayor.organisation import operations
from plazamayor.organisation.access import HOSTED_ALLOWED, Permission
from plazamayor.organisation.models import LocalHoliday, Membership, Organisation, Role, Unit
from plazamayor.procedures.models import Procedure, Survey
from plazamayor.publishing.models import RemovalOrder, Stage
from tests.architecture.access_table import CLOSED, CONSOLE, OWN, PUBLIC
from tests.make.deliveries import make_delivery
from tests.make.organisations import make_member, make_organisation, make_person
from tests.make.pieces import make_comment, make_idea, make_piece, make_template, make_used
from tests.make.publications import make_published
from tests.make.sites import make_site
from tests.make.surveys import make_reply
from tools.permissions import page

PERMISSIONS = Path(__file__).parents[2] / "docs" / "permissions.md"
REFUSED = {403, 404}


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every address the program answers: its route, its name and its view."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, route)
        else:
            yield route, each.name or "", each.callback


ROUTES = {name: (route, view) for route, name, view in routes()}
with override("en"):
    NAMES = {role: str(role.label) for role in Role}


def documented() -> dict[str, dict[str, bool]]:
    """What `docs/permissions.md` says: by permission, who may."""
    lines = [line.strip("| ").split(" | ") for line in PERMISSIONS.read_text().splitlines() if line.startswith("| ")]
    head, rows = lines[0], lines[2:]
    return {row[0].strip("`"): {who: mark == "●" for who, mark in zip(head[2:], row[2:], strict=True)} for row in rows}


@dataclass(frozen=True)
class World:
    """An administration that may host, with one person for each role, one it hosts, and the neighbour's administrator."""

    organisation: Organisation
    members: dict[Role, Membership]
    hosted: Organisation
    outsider: Membership

    def arguments(self, name: str, organisation: Organisation) -> dict[str, Any]:
        """The arguments that an address needs, of rows of that administration."""
        site = make_site(organisation)
        day = timezone.now().date()
        procedure = Procedure.objects.create(organisation=organisation, site=site, code="ayudas", name="Ayudas")
        begins = {"begins": day, "name": "Ayudas", "objective": "Que nadie se quede sin ella"}
        Campaign.objects.create(organisation=organisation, code=procedure.code, **begins)
        known = {
            "domain": site.domain,
            "dimension": "page",
            "segment_id": site.segments.create(name="Móvil", filters=[]).pk,
            "note_id": site.annotations.create(first=day, last=day, text="Temporal").pk,
            "goal_id": site.goals.create(name="Solicitud", kind="page", value="/solicitud").pk,
            "organisation": organisation.code,
            "member_id": make_member(organisation, role=Role.DIRECTOR).pk,
            "unit_id": Unit.objects.create(organisation=organisation, name="Comercio").pk,
            "holiday_id": LocalHoliday.objects.create(organisation=organisation, day="2026-11-23", name="Feria").pk,
            "invitation_id": _invitation(organisation),
            "secret": "no-such-secret",
            "link_id": site.share_links.create(name="Pleno", token_hash=f"none-{organisation.pk}", seed="none").pk,
            "subscription_id": site.subscriptions.create(person=make_person(), rhythm="weekly", language="es").pk,
            "token_id": _api_token(organisation),
            "upload_id": site.uploads.create(name="access.log", key=f"upload-{site.pk}", began=timezone.now()).pk,
            "code": procedure.code,
            "change_id": procedure.changes.create(day=day, text="Se pide menos").pk,
            "reply_id": make_reply(Survey.objects.create(procedure=procedure)).pk,
            "stage_id": Stage.objects.create(organisation=organisation, name="Prensa").pk,
            "order_id": (order := make_order(organisation)).pk,
            "publication_id": order.publications.get().pk,
            "day": "2026-11-20",
            "guard": "self_praise",
            "call_id": organisation.electoral_calls.create(scope="local", called=day, voting=day + timedelta(days=54)).pk,
            "silence_id": organisation.silences.create(kind="emergency", begins=timezone.now(), text="Riada").pk,
            "override_id": organisation.guard_overrides.create(guard="self_praise", subject="piece:1", asked_at=timezone.now()).pk,
            "channel_id": (channel := organisation.channels.create(connector="webhook", name="Aviso")).pk,
            "delivery_id": make_delivery(channel).pk,
            "piece_id": (piece := make_piece(organisation)).pk,
            "used_id": (used := make_used(piece)).pk,
            "media_id": used.media_id,
            "comment_id": make_comment(piece).pk,
            "idea_id": make_idea(organisation).pk,
            "template_id": make_template(piece).pk,
            "revision": piece.revision,
            "picture": "svg",
            "digest": used.media.digest,
            "network": "webhook",
            "doing": "pause",
            "deed": "cancel",
            "name": "pages",
            "what": "pages",
            "month": "2026-10",
            "burden": "request-online",
            "number": 0,
            "metric": "lcp",
            "kind": "not-found",
            "path": "no/such/address",
            "slug": "no-such-page",
            "form": "csv",
            "token": "no-such-secret",
            "address": "no-such-survey",
            "ticket": "no-such-ticket",
            "question": "satisfaction",
            "provider_id": "no-such-provider",
            "uidb36": "1",
            "key": "no-such-key",
            "pk": 0,
            "session": 0,
        }
        known |= _gazette_rows(organisation, day)
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", ROUTES[name][0])
        return {each: known[each] for each in wanted}


def make_order(organisation: Organisation) -> RemovalOrder:
    """An order of removal that reaches a publication."""
    now = timezone.now()
    order = RemovalOrder.objects.create(organisation=organisation, authority="Junta Electoral", received=now, due=now, text="Retire")
    reached = make_published(organisation.channels.create(connector="website", name="Web"))
    order.publications.create(delivery=reached)
    return order


def _gazette_rows(organisation: Organisation, day: Any) -> dict[str, int]:
    source = Source.objects.create(organisation=organisation, reader="feed", name="Boletín", short_name="BOP")
    issue = source.issues.create(day=day, state="complete", read=timezone.now())
    item = issue.items.create(identifier="BOP-1", title="Ayudas")
    match = Match.objects.create(organisation=organisation, item=item)
    filled = {"first": day, "last": day, "began": timezone.now(), "beat": timezone.now()}
    return {
        "source_id": source.pk,
        "item_id": item.pk,
        "match_id": match.pk,
        "term_id": match.terms.create(quote="", day=day).pk,
        "follow_id": organisation.gazette_subscriptions.create(name="Ayudas", words=["ayudas"]).pk,
        "fill_id": source.back_fills.create(organisation=organisation, **filled).pk,
    }


def _api_token(organisation: Organisation) -> int:
    by = make_member(organisation)
    given: dict[str, Any] = {"every_site": True, "sites": [], "days": None, "by": by, "now": timezone.now()}
    return issue_token(name="Datos abiertos", scopes=["read_stats"], **given).token.pk


def _invitation(organisation: Organisation) -> int:
    by = make_member(organisation)
    return operations.invite(email="nueva@example.org", role=Role.ANALYST, unit=None, by=by, now=timezone.now()).invitation.pk


@pytest.fixture
def world(db: None) -> World:
    organisation = make_organisation("Diputación de Ejemplo", code="diputacion", kind=Organisation.Kind.PROVINCE)
    return World(
        organisation=organisation,
        members={role: make_member(organisation, role=role) for role in Role},
        hosted=make_organisation("Ayuntamiento de Hospedado", code="hospedado", host=organisation),
        outsider=make_member(),
    )


@contextmanager
def undone() -> Iterator[None]:
    """Forgets what an address changed, so that the next one to ask finds the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(name: str, world: World, who: Membership | None, *, method: str = "get", organisation: Organisation | None = None) -> HttpResponse:
    client = Client()
    if who is not None:
        client.force_login(who.person)
    with undone():
        address = reverse(name, kwargs=world.arguments(name, organisation or world.organisation))
        response: HttpResponse = getattr(client, method)(address)
    return response


def test_every_address_has_a_name_and_one_expectation() -> None:
    named = [name for _route, name, _view in routes()]
    tables = [*PUBLIC, *OWN, *CLOSED, *CONSOLE]

    assert sorted(tables) == sorted(named)


def test_console_addresses_ask_for_the_permission_of_the_table() -> None:
    asked = {name: getattr(view, "permission", None) for name, (_route, view) in ROUTES.items()}

    assert {name: asked[name] for name in CONSOLE} == {name: each.permission for name, each in CONSOLE.items()}
    assert {name for name, permission in asked.items() if permission} == set(CONSOLE)


def test_the_page_of_permissions_says_what_the_code_says() -> None:
    assert PERMISSIONS.read_text() == page()


@pytest.mark.parametrize("name", CONSOLE)
def test_a_console_address_opens_to_the_roles_that_the_page_of_permissions_says(name: str, world: World) -> None:
    wanted = CONSOLE[name]
    expected = documented()[wanted.permission]

    found = {NAMES[role]: ask(name, world, member, method=wanted.method).status_code for role, member in world.members.items()}

    assert {who: status not in REFUSED for who, status in found.items()} == {who: may for who, may in expected.items() if who != "Host"}
    assert {status for who, status in found.items() if not expected[who]} <= {403}


@pytest.mark.parametrize("name", CONSOLE)
def test_a_console_address_does_not_exist_for_somebody_of_another_administration(name: str, world: World) -> None:
    assert ask(name, world, world.outsider, method=CONSOLE[name].method).status_code == 404


@pytest.mark.parametrize("name", CONSOLE)
def test_a_console_address_asks_strangers_to_sign_in(name: str, world: World) -> None:
    response = ask(name, world, None, method=CONSOLE[name].method)

    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", CONSOLE)
def test_a_console_address_of_a_hosted_administration_opens_to_the_host_as_the_page_says(name: str, world: World) -> None:
    wanted = CONSOLE[name]
    host = world.members[Role.ADMINISTRATOR]

    status = ask(name, world, host, method=wanted.method, organisation=world.hosted).status_code

    assert (status not in REFUSED) == documented()[wanted.permission]["Host"] == (wanted.permission in HOSTED_ALLOWED)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_those_who_manage_the_host_enter_a_hosted_administration(role: Role, world: World) -> None:
    assert ask("people", world, world.members[role], organisation=world.hosted).status_code == 404


def test_people_of_a_hosted_administration_do_not_enter_the_host(world: World) -> None:
    assert ask("people", world, make_member(world.hosted)).status_code == 404


def test_rows_of_another_administration_are_not_found_by_their_number(world: World) -> None:
    insider, outsider = world.members[Role.ADMINISTRATOR], world.outsider
    client = Client()
    client.force_login(insider.person)
    others = {
        "member": make_member(outsider.organisation).pk,
        "unit": Unit.objects.create(organisation=outsider.organisation, name="Hacienda").pk,
    }

    found = {name: client.get(reverse(name, args=[world.organisation.code, pk])).status_code for name, pk in others.items()}

    assert found == {"member": 404, "unit": 404}


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_administration_exists_only_for_those_who_administered_it(name: str, world: World) -> None:
    world.organisation.closed = timezone.now() - timedelta(days=1)
    world.organisation.save()
    expected = documented()[Permission.CLOSE_ORGANISATION]

    found = {NAMES[role]: ask(name, world, member, method=CLOSED[name]).status_code for role, member in world.members.items()}

    assert {who: status != 404 for who, status in found.items()} == {who: may for who, may in expected.items() if who != "Host"}
    assert ask(name, world, world.outsider, method=CLOSED[name]).status_code == 404


@pytest.mark.parametrize("name", CONSOLE)
def test_a_closed_administration_has_no_console(name: str, world: World) -> None:
    world.organisation.closed = timezone.now()
    world.organisation.save()

    assert ask(name, world, world.members[Role.ADMINISTRATOR], method=CONSOLE[name].method).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_an_address_of_ones_own_asks_strangers_to_sign_in(name: str, world: World) -> None:
    found = {method: ask(name, world, None, method=method) for method in ("get", "post")}

    assert {response.status_code for response in found.values()} <= {302, 405}
    assert {response.headers["Location"].partition("?")[0] for response in found.values() if response.status_code == 302} == {
        reverse("account_login")
    }


@pytest.mark.parametrize("name", OWN)
def test_an_address_of_ones_own_breaks_for_nobody(name: str, world: World) -> None:
    person = make_member(person=make_person()).person
    client = Client()
    client.force_login(person)

    response = client.get(reverse(name, kwargs=world.arguments(name, world.organisation)))

    assert response.status_code in {200, 302, 404, 405}


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_address_answers_strangers(name: str, world: World) -> None:
    status = ask(name, world, None).status_code

    assert status in {200, 302, 401, 404, 405, 410, 503}  # 503: the health of an installation whose store is not open
