"""The search over places, as a page that needs no script."""

import re

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.make.cast import Cast


def found(page: str) -> list[str]:
    """The places the page lists."""
    return re.findall(r'<li class="row row--apart"><a href="([^"]+)">[^<]+</a> <span class="quiet small">', page)


@pytest.mark.django_db
def test_nobody_searches_without_signing_in(client: Client) -> None:
    assert client.get("/search").headers["Location"] == "/accounts/login/?next=/search"


def test_places_are_found_without_accents_and_by_part_of_their_name(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.administrator).get("/search", {"q": "LOCALES"}).content.decode()

    assert found(page) == ["/a/villaclara-del-mar/govern/holidays/"]


def test_nothing_typed_lists_every_place_of_ones_own_administrations(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.administrator).get("/search").content.decode()

    assert "/a/villaclara-del-mar/govern/people/" in found(page)
    assert not [address for address in found(page) if "pinares" in address]


def test_a_name_no_place_has_says_so(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.administrator).get("/search", {"q": "<b>nowhere"}).content.decode()

    assert found(page) == []
    assert "Ningún lugar se llama así." in page
    assert 'value="&lt;b&gt;nowhere"' in page
