"""The audience page over a real store: figures, filters, comparison, what exempt mode keeps off, and how little it asks."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plazamayor.analytics.dashboard.audience import question
from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import freshen
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import asking
from tests.analytics.conftest import empty
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.make.visits import day_before, make_visits, make_weeks

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def site(cast: Cast) -> Site:
    cast.organisation.require_second_factor = False
    cast.organisation.save()
    return make_site(cast.organisation, domain="villaclara.example", exempt=False, page_types=[{"prefix": "/tramites", "type": "e_office"}])


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.analyst)


def page(client: Client, site: Site, query: str = "") -> str:
    response = client.get(address(site) + query)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def address(site: Site, name: str = "audience", *more: str) -> str:
    return reverse(name, args=[site.organisation.code, site.domain, *more])


def figures(text: str) -> list[str]:
    strip = text.split('class="figures"')[1].split("</nav>", maxsplit=1)[0]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", each)).strip() for each in re.findall(r'figure__value">(.*?)</span>', strip)]


def table(text: str, panel: str) -> list[list[str]]:
    body = text.split(f'<h2 id="{panel}">')[1].split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    rows = body.split("<tr")[1:]
    return [[re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def test_a_site_without_figures_teaches_how_to_have_them(client: Client, site: Site) -> None:
    text = page(client, site)

    assert "Aquí verás quién viene y qué busca" in text
    assert address(site, "snippet") in text


def test_figures_are_those_of_the_period_against_the_one_before(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6)
    make_visits(site, day_before(29), 4, path="/tramites/padron")
    make_visits(site, day_before(60), 1)

    text = page(client, site)

    assert figures(text) == ["6", "6", "6", "1,00", "0 s", "100,0 %"]
    assert "50,0 % <small>antes 4</small>" in text
    assert table(text, "pages") == [["/ (portada)", "", "6", "nueva"]]


def test_a_row_filters_everything_and_the_chip_takes_it_away(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6)
    make_visits(site, day_before(2), 3, path="/tramites/padron", device="mobile")

    text = page(client, site, "?f=page:/tramites/padron")

    assert figures(text)[0] == "3"
    assert table(text, "devices") == [["Móvil", "3", "100,0", "100,0 %"]]
    assert table(text, "pages") == [["/tramites/padron", "Sede", "3"]]
    assert f'href="{address(site)}?" aria-label="Quitar el filtro Página"' in text


def test_a_filter_turned_round_leaves_out(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6)
    make_visits(site, day_before(2), 3, path="/tramites/padron")

    assert figures(page(client, site, "?f=!page:/tramites/padron"))[0] == "6"


def test_the_form_of_filters_leads_to_the_address_that_has_it(client: Client, site: Site) -> None:
    response = client.get(address(site) + "?period=7d&dimension=device&is=no&value=mobile")

    assert response.headers["Location"] == f"{address(site)}?period=7d&f=!device:mobile".replace("!", "%21")


def test_nothing_is_compared_with_days_before_measurement_began(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6)

    text = page(client, site)

    assert "entonces no se medía" in text
    assert "Hubo menos de 10 visitas." in text


def test_what_staff_noted_is_on_the_chart(client: Client, site: Site) -> None:
    make_weeks(site, 9)
    site.annotations.create(first=day_before(3), last=day_before(3), text="Temporal de levante")

    assert "Temporal de levante" in page(client, site)


def test_one_day_is_drawn_by_hours(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6)

    assert '<tr><th scope="row">12:00</th><td class="number">6</td>' in page(client, site, "?period=yesterday")


def test_the_origin_of_the_days_is_named(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 2)
    make_visits(site, day_before(2), 2, origin=Origin.ACCESS_LOG)

    text = page(client, site)

    assert "medición propia, sin cookies (1 día)" in text
    assert "el registro de acceso del servidor (1 día)" in text


def test_exempt_mode_refuses_panels_and_filters_and_says_who_may_change_it(client: Client, site: Site) -> None:
    site.exempt = True
    site.save()
    make_visits(site, day_before(1), 6, channel="search")

    text = page(client, site, "?f=channel:direct")

    assert figures(text)[0] == "6"
    assert "El modo exento no permite filtros" in text
    assert "El modo exento no muestra esto: Canales de procedencia." in text
    assert "Quien sea delegado o delegada de protección de datos puede declarar otra base jurídica" in text
    assert "Buscadores" not in text


def test_days_of_access_logs_alone_are_not_narrowed_by_exempt_mode(client: Client, site: Site) -> None:
    site.exempt = True
    site.save()
    make_visits(site, day_before(1), 6, channel="search", origin=Origin.ACCESS_LOG)
    page(client, site)

    assert table(page(client, site), "sources") == [["Buscadores", "6", "100,0"]]


def test_the_page_asks_the_store_four_times_and_twice_while_its_days_stay(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_visits(site, day_before(1), 6)
    page(client, site)
    make_visits(site, day_before(2), 1)
    freshen(question(site, Period(day_before(3), day_before(1)), None, ()))
    asked: list[str] = []
    run = asking.run

    def counted(text: str, params: dict[str, Any]) -> Any:
        asked.append(text.splitlines()[0])
        return run(text, params)

    monkeypatch.setattr(asking, "run", counted)
    monkeypatch.setattr("plazamayor.analytics.store.days.run", counted)
    page(client, site)

    assert len(asked) == 4, "what is stale, the origins, the panels, the days"
    page(client, site)
    assert len(asked) == 6, "what is stale, the origins"


def test_the_page_asks_the_database_as_much_for_one_note_as_for_three(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 1)
    asked = []
    for number in range(3):
        site.annotations.create(first=day_before(number + 1), last=day_before(number + 1), text=f"Nota {number}")
        site.segments.create(name=f"Segmento {number}", filters=["device:mobile"])
        site.goals.create(name=f"Meta {number}", kind="page", value="/")
        page(client, site)
        with CaptureQueriesContext(connection) as queries:
            page(client, site)
        asked.append(len(queries))

    assert len(set(asked)) == 1


def test_goals_count_the_visits_that_reached_them_once(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 4, path="/tramites/padron")
    make_visits(site, day_before(1), 2, path="/avisos")
    make_visits(site, day_before(2), 1, visitor=7)
    make_visits(site, day_before(2), 2, visitor=7, kind=Kind.DOWNLOAD, target="/bases.pdf")
    make_visits(site, day_before(2), 3, path="/tramites/tasas")
    for name, kind, value in (
        ("Trámite", "page_under", "/tramites"),
        ("Padrón", "page", "/tramites/padron"),
        ("Bases", "download", "/bases.pdf"),
    ):
        site.goals.create(name=name, kind=kind, value=value)

    text = client.get(address(site, "goals_part")).content.decode()

    assert table(text, "goals") == [["Bases", "1", "10,0"], ["Padrón", "4", "40,0"], ["Trámite", "7", "70,0"]]


PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(["period", "compare", "figure", "f", "from", "to", "pages", "sources", "page", "sort", "q", "dimension", "value"]),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(["custom", "12m", "none", "bounce", "0001-01-01", "9999-12-31", "page:/", "!device:", "utm_term"]),
        ),
    ),
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(PARAMETERS)
def test_no_address_breaks_the_page(client: Client, site: Site, parameters: list[tuple[str, str]]) -> None:
    query: dict[str, list[str]] = {}
    for name, value in parameters:
        query.setdefault(name, []).append(value)

    found = {name: client.get(address(site, name), query).status_code for name in ("audience", "goals")}
    found["table"] = client.get(address(site, "table", "page"), query).status_code

    assert set(found.values()) <= {200, 302}


def test_the_store_being_closed_is_said_in_the_page(client: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    empty()
    monkeypatch.setattr("plazamayor.analytics.store.connection._door.dsn", "")

    response = client.get(address(site))

    assert response.status_code == 503
    assert "Ahora no se pueden leer las cifras" in response.content.decode()


def test_an_access_log_does_not_tell_how_long_pages_were_in_sight(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 6, origin=Origin.ACCESS_LOG)

    assert "un registro de acceso no lo dice" in page(client, site)


def test_an_empty_view_leads_to_the_days_that_have_figures(client: Client, site: Site) -> None:
    make_visits(site, day_before(300), 6)

    empty = page(client, site)
    address = re.search(r'<a class="button button--primary" href="([^"]+)">Ver esos días', empty)

    assert address is not None
    assert table(client.get(address[1].replace("&amp;", "&")).content.decode(), "sources") == [["Directo o sin dato", "6", "100,0"]]
