"""Tokens are given and taken back by those who may, told once, and written in the trail."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from plazamayor.analytics.models import ApiToken, Site
from plazamayor.organisation.models import AuditEntry
from plazamayor.organisation.operations.tokens import hashed
from tests.analytics.api.conftest import Caller
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("api_tokens", args=[cast.organisation.code])


def give(client: Client, address: str, **changed: object) -> str:
    """Gives a token on the page, and reads its secret there."""
    given = {"name": "Portal", "scopes": ["read_stats"], "every_site": "on", "days": "90", **changed}
    page = client.post(address, {name: value for name, value in given.items() if value}).content.decode()
    found = re.search(r'id="secret"[^>]*>([^<]+)<', page)
    return found[1] if found else ""


def test_a_token_is_told_once_and_only_its_hash_is_kept(cast: Cast, sign_in: SignIn, address: str) -> None:
    client = sign_in(cast.analyst)

    secret = give(client, address)
    token = ApiToken.objects.get()

    assert (token.token_hash, token.ending, token.every_site) == (hashed(secret), secret[-4:], True)
    assert secret not in client.get(address).content.decode()
    assert Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/sites").status_code == 200
    assert AuditEntry.objects.get(action="api_token.issued").detail.content == {"scopes": ["read_stats"], "sites": "all", "days": 90}


def test_a_token_taken_back_opens_nothing_and_the_trail_says_who_did(cast: Cast, sign_in: SignIn, address: str) -> None:
    client = sign_in(cast.administrator)
    secret = give(client, address)

    revoke = reverse("api_token_revoke", args=[cast.organisation.code, ApiToken.objects.get().pk])
    statuses = [client.post(revoke).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/sites").status_code == 401
    assert AuditEntry.objects.filter(action="api_token.revoked").count() == 1


def test_a_token_of_chosen_sites_cannot_choose_those_of_others(cast: Cast, sign_in: SignIn, address: str) -> None:
    own, foreign = make_site(cast.organisation), make_site(cast.outsider.organisation)
    client = sign_in(cast.analyst)

    refused = give(client, address, every_site="", sites=[str(foreign.pk)])
    give(client, address, every_site="", sites=[str(own.pk)])

    assert refused == ""
    assert [list(token.sites.all()) for token in ApiToken.objects.all()] == [[own]]


def test_a_token_for_nothing_is_not_made(cast: Cast, sign_in: SignIn, address: str) -> None:
    page = sign_in(cast.analyst).post(address, {"name": "Portal", "scopes": ["read_stats"], "days": "0"}).content.decode()

    assert "Elige qué podrá hacer y en qué sitios." in page
    assert ApiToken.objects.count() == 0


def test_a_token_of_another_administration_cannot_be_taken_back(cast: Cast, sign_in: SignIn, caller: Caller) -> None:
    caller()
    revoke = reverse("api_token_revoke", args=[cast.outsider.organisation.code, ApiToken.objects.get().pk])

    assert sign_in(cast.outsider).post(revoke).status_code == 404


def test_the_list_asks_the_same_however_many_tokens(cast: Cast, sign_in: SignIn, caller: Caller, address: str, site: Site) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(cast.analyst)
    asked = []
    for some in (1, 2):
        for _ in range(some):
            caller(sites=[site])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))

    assert asked[0] == asked[1]
