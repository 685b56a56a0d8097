"""The citizens' page: what is measured, and the way out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from plazamayor.analytics import store as event_store
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.public.queries import seen
from tests.make.cast import Cast
from tests.make.organisations import make_organisation
from tests.make.sites import make_site

ADDRESS = "/p/villaclara/measured/"


@pytest.fixture
def site(db: None) -> Site:
    return make_site(make_organisation("Ayuntamiento de Villaclara", code="villaclara", generated=True), domain="localhost")


@pytest.mark.usefixtures("store")
def test_the_page_says_what_is_measured_and_carries_the_tracker(client: Client, site: Site) -> None:
    page = client.get(ADDRESS, headers={"host": "localhost:8000"})
    text = page.content.decode()

    assert page.status_code == 200
    assert '<script src="/p.js" defer></script>' in text
    assert "Qué medimos de esta web, y qué no" in text
    assert "25 meses" in text
    assert page.cookies == {}


@pytest.mark.usefixtures("store")
def test_it_says_that_the_town_is_generated(client: Client, site: Site) -> None:
    assert "no existe y sus cifras son generadas" in client.get(ADDRESS, headers={"host": "localhost"}).content.decode()


@pytest.mark.usefixtures("store")
def test_the_language_is_asked_in_the_address(client: Client, site: Site) -> None:
    page = client.get(f"{ADDRESS}?language=en", headers={"host": "localhost"})

    assert (page.headers["Content-Language"], page.cookies) == ("en", {})
    assert "What we measure of this website, and what we do not" in page.content.decode()
    assert 'href="/p/villaclara/accessibility/?language=en"' in page.content.decode()


def test_there_is_no_page_where_the_visit_would_count_for_nobody(client: Client, site: Site) -> None:
    assert client.get(ADDRESS, headers={"host": "127.0.0.1"}).status_code == 404


def test_there_is_no_page_of_an_administration_under_another_s_name(client: Client, site: Site, cast: Cast) -> None:
    assert client.get(f"/p/{cast.organisation.code}/measured/", headers={"host": "localhost"}).status_code == 404


def test_a_closed_administration_has_no_page(client: Client, site: Site) -> None:
    site.organisation.closed = timezone.now()
    site.organisation.save()

    assert client.get(ADDRESS, headers={"host": "localhost"}).status_code == 404


def test_a_real_administration_publishes_no_figure(client: Client, site: Site) -> None:
    site.organisation.generated = False
    site.organisation.save()
    text = client.get(ADDRESS, headers={"host": "localhost"}).content.decode()

    assert "Qué hemos visto" not in text
    assert "no existe" not in text


def test_the_accessibility_statement_is_there(client: Client, site: Site) -> None:
    assert client.get("/p/villaclara/accessibility/", headers={"host": "localhost"}).status_code == 200


@pytest.mark.usefixtures("store")
def test_figures_of_fewer_than_ten_people_are_not_told(site: Site) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    yesterday = now - timedelta(days=1)
    views = [(visitor, "/") for visitor in range(12)] + [(visitor, "/raro") for visitor in range(3)]
    event_store.append(
        [
            Event(
                site=site.pk,
                day=yesterday.date(),
                visitor=visitor + 1,
                time=yesterday,
                kind=Kind.PAGE_VIEW,
                origin=Origin.GENERATED,
                path=path,
            )
            for visitor, path in views
        ],
        token=f"square-{site.pk}",
    )
    found = seen(site, now.date())

    assert found is not None
    assert [(row.name, row.cells, row.bar) for row in found.pages.rows] == [("/", ["12"], "100.0%"), ("/raro", ["menos de 10"], "")]
