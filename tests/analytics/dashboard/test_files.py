"""Whole tables and the files taken away."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.dashboard.exports import BOM, DANGEROUS, safe
from plazamayor.analytics.models import Site
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.make.visits import day_before, make_visits

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def site(cast: Cast) -> Site:
    cast.organisation.require_second_factor = False
    cast.organisation.save()
    return make_site(cast.organisation, domain="villaclara.example", exempt=False)


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.editor)


def get(client: Client, site: Site, name: str, *more: str, query: str = "") -> str:
    response = client.get(reverse(name, args=[site.organisation.code, site.domain, *more]) + query)
    assert response.status_code == 200
    return response.content.decode()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM))))


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not safe(text).startswith(DANGEROUS)


def test_a_file_has_every_row_and_no_formula(client: Client, site: Site) -> None:
    for number in range(12):
        make_visits(site, day_before(1), 1, path=f"/p{number:02}", referrer="=cmd.example")

    pages = rows(get(client, site, "export_one", "page", "csv"))
    referrers = rows(get(client, site, "export_one", "referrer", "csv"))

    assert pages[0][:4] == ["table", "value", "visits", "visitors"]
    assert [row[:3] for row in pages[1:]] == [["pages", f"/p{number:02}", "1"] for number in range(12)]
    assert referrers[1][1] == "'=cmd.example"


def test_json_keeps_all_the_precision_and_says_what_it_is_of(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 1, visitor=7)
    make_visits(site, day_before(1), 1, visitor=7, path="/avisos")
    make_visits(site, day_before(1), 2)

    document = json.loads(get(client, site, "export_all", "json", query="?f=!page:/gone&period=7d"))

    assert document["site"] == "villaclara.example"
    assert document["filters"] == ["!page:/gone"]
    assert document["origins"] == ["tracker"]
    assert document["panels"]["devices"][0]["views_per_visit"] == 4 / 3
    assert sum(day["visits"] for day in document["series"] if day["day"] >= document["from"]) == 3


def test_a_file_of_an_exempt_site_has_only_what_is_allowed(client: Client, site: Site) -> None:
    site.exempt = True
    site.save()
    make_visits(site, day_before(1), 1, channel="search")

    document = json.loads(get(client, site, "export_all", "json"))
    refused = client.get(reverse("export_one", args=[site.organisation.code, site.domain, "channel", "csv"]))

    assert "pages" in document["panels"]
    assert document["panels"].keys().isdisjoint({"channels", "entry_pages", "utm_sources", "site_search", "languages"})
    assert refused.status_code == 403
    assert "El modo exento no muestra esto" in refused.content.decode()


@pytest.mark.parametrize(("dimension", "form"), [("visitor", "csv"), ("page", "exe")])
def test_there_is_no_file_of_what_does_not_exist(dimension: str, form: str, client: Client, site: Site) -> None:
    assert client.get(reverse("export_one", args=[site.organisation.code, site.domain, dimension, form])).status_code == 404


def test_a_whole_table_is_searched_sorted_and_paged(client: Client, site: Site) -> None:
    for number in range(60):
        make_visits(site, day_before(1), 1, path=f"/noticias/{number:02}")
    make_visits(site, day_before(1), 3, path="/padrón")

    first, second = get(client, site, "table", "page"), get(client, site, "table", "page", query="?page=2")
    found = get(client, site, "table", "page", query="?q=PADRON")

    assert "61 de 61 páginas" in first
    assert "/noticias/59" not in first
    assert "/noticias/59" in second
    assert "1 de 61 páginas" in found
    assert "/noticias" not in found
