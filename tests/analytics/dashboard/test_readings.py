"""The panels and tables of what no day keeps, and the files they are taken away in."""

import csv
import io
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plazamayor.analytics import store as event_store
from plazamayor.analytics.dashboard import long
from plazamayor.analytics.dashboard.exports import BOM
from plazamayor.analytics.events import Kind
from plazamayor.analytics.models import Site
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.events import make_event
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
    return sign_in(cast.analyst)


def tell(site: Site, kind: Kind, *, back: int = 1, times: int = 1, **fields: Any) -> None:
    """Some events of a day, each of a visitor of its own."""
    day = day_before(back)
    events = [make_event("12:00", day=day, site=site.pk, kind=kind, **{"visitor": number, **fields}) for number in range(1, times + 1)]
    event_store.append(events, token=str(uuid.uuid4()))


def get(client: Client, site: Site, name: str, *more: str, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=[site.organisation.code, site.domain, *more]) + query, headers={"accept-language": "es"})
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def table(text: str, panel: str = "") -> list[list[str]]:
    """The rows of a panel, or of the only table, as words."""
    body = (text.split(f'<h2 id="{panel}">')[1] if panel else text).split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    rows = body.split("<tr")[1:]
    return [
        [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def test_load_times_say_what_they_are_in_words_and_by_page(client: Client, site: Site) -> None:
    tell(site, Kind.VITAL, target="LCP", value=2400, path="/agenda", times=3)
    tell(site, Kind.VITAL, target="LCP", value=5000)
    tell(site, Kind.VITAL, target="INP", value=90)

    text = get(client, site, "told_part")
    answers = get(client, site, "told_part", query="?speed=inp")

    assert "En 3 de cada 4 cargas lo principal estuvo a la vista en 2,40 s o menos: bien." in text
    assert table(text, "speed") == [
        ["/agenda", "2,40 s, bien", "bien: 100 %; mejorable: 0 %; deficiente: 0 %", "3"],
        ["/ (portada)", "5,00 s, deficiente", "bien: 0 %; mejorable: 0 %; deficiente: 100 %", "1"],
    ]
    assert table(answers, "speed")[0][:2] == ["/ (portada)", "90 ms, bien"]


def test_a_page_filters_the_whole_view(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 1, visitor=1, path="/agenda")
    tell(site, Kind.VITAL, target="CLS", value=0.3, path="/agenda")
    tell(site, Kind.VITAL, target="CLS", value=0.01, visitor=2)
    base = reverse("audience", args=[site.organisation.code, site.domain])

    narrowed = get(client, site, "told_part", query="?speed=cls&f=page:/agenda")

    assert f'href="{base}?f=page:/agenda&amp;speed=cls"' in get(client, site, "told_part", query="?speed=cls")
    assert table(narrowed, "speed") == [["/agenda", "0,300, deficiente", "bien: 0 %; mejorable: 0 %; deficiente: 100 %", "1"]]


def test_how_far_pages_are_read_is_told_by_quarters(client: Client, site: Site) -> None:
    tell(site, Kind.ENGAGEMENT, path="/guia", scroll=100, times=3)
    tell(site, Kind.ENGAGEMENT, path="/guia", scroll=20, visitor=9)

    panel = get(client, site, "told_part")
    whole = get(client, site, "table", "scroll", query="?compare=none")

    assert "La mitad de quienes leen llega al 100 % de la página o más allá." in panel
    assert table(panel, "depth") == [["/guia", "100 %", "0–25 %: 25 %; 26–50 %: 0 %; 51–75 %: 0 %; 76–100 %: 75 %", "4"]]
    assert table(whole) == [["/guia", "100 %", "25,0", "0,0", "0,0", "75,0", "4"]]


def test_an_own_event_opens_its_details_and_these_their_values(client: Client, site: Site) -> None:
    tell(site, Kind.CUSTOM, target="cita", properties={"oficina": "Puerto"}, times=2)
    tell(site, Kind.CUSTOM, target="cita", properties={"oficina": "Centro", "paso": "1"})

    events = get(client, site, "told_part", query="?compare=none")
    details = get(client, site, "told_part", query="?compare=none&event=cita")
    values = get(client, site, "table", "property", query="?compare=none&event=cita&property=oficina")

    assert table(events, "details") == [["cita", "3", "2"]]
    assert "?compare=none&amp;event=cita#details" in events
    assert table(details, "details") == [["oficina", "3", "2"], ["paso", "1", "1"]]
    assert "?compare=none&amp;event=cita&amp;property=oficina#details" in details
    assert table(values) == [["Puerto", "2", "2"], ["Centro", "1", "1"]]
    assert '<b aria-current="page">oficina</b>' in values


def test_a_whole_table_is_searched_and_sorted_by_the_slowest(client: Client, site: Site) -> None:
    for number, value in enumerate((900, 4000, 1500)):
        tell(site, Kind.VITAL, target="LCP", value=value, path=f"/p{number}", times=3 - number)

    slowest = table(get(client, site, "table", "lcp", query="?sort=typical"))
    searched = table(get(client, site, "table", "lcp", query="?q=P2"))

    assert [row[0] for row in slowest] == ["/p1", "/p2", "/p0"]
    assert [row[0] for row in searched] == ["/p2"]


def test_files_have_what_is_told_with_its_own_columns(client: Client, site: Site) -> None:
    tell(site, Kind.VITAL, target="LCP", value=3000, path="/agenda")
    tell(site, Kind.CUSTOM, target="=cita", properties={"oficina": "Puerto"})

    load = csv_rows(get(client, site, "export_one", "lcp", "csv", query="?compare=none"))
    said = csv_rows(get(client, site, "export_one", "property", "csv", query="?compare=none"))
    every = json.loads(get(client, site, "export_all", "json"))
    flat = csv_rows(get(client, site, "export_all", "csv"))

    assert load == [
        ["table", "value", "measures", "p75", "good", "needs_improvement", "poor"],
        ["load_times_lcp", "/agenda", "1", "3000.0", "0", "1", "0"],
    ]
    assert said == [
        ["table", "event", "property", "value", "times", "visitors"],
        ["event_properties", "'=cita", "oficina", "Puerto", "1", "1"],
    ]
    assert every["readings"]["load_times_lcp"]["whole"]["p75"] == 3000
    assert every["readings"]["event_properties"]["rows"][0]["before"] == {"times": 0, "visitors": 0}
    assert {row[0] for row in flat[1:]} >= {"custom_events", "load_times_lcp", "event_properties"}


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM))))


def test_exempt_mode_shows_them_but_does_not_cross_them(client: Client, site: Site) -> None:
    site.exempt = True
    site.save()
    tell(site, Kind.VITAL, target="LCP", value=900, path="/agenda")
    tell(site, Kind.CUSTOM, target="cita", properties={"oficina": "Puerto"})

    text = get(client, site, "told_part", query="?f=page:/other")

    assert table(text, "speed")[0][0] == "/agenda"
    assert "f=page:/agenda" not in text
    assert table(text, "details")[0][0] == "cita"


def test_what_takes_long_has_its_page_which_waits(client: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    make_visits(site, day_before(1), 2)
    monkeypatch.setattr(long, "TOLD_PATIENCE", {False: 1, True: 1})

    panel = get(client, site, "told_part")

    assert "Hay muchas visitas en esta vista" in panel
    assert reverse("table", args=[site.organisation.code, site.domain, "scroll"]) in panel
    get(client, site, "table", "scroll", status=202)


def test_nothing_told_teaches_how_to_have_it(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 1)

    text = get(client, site, "told_part")

    assert "Lo dicen las páginas que llevan la segunda línea, v.js" in text
    assert "data-plaza-event" in text


def test_the_page_of_the_audience_asks_for_them_apart_and_leads_to_them_without_scripts(client: Client, site: Site) -> None:
    make_visits(site, day_before(1), 1)

    text = get(client, site, "audience", query="?period=7d&event=cita")
    base = reverse("audience", args=[site.organisation.code, site.domain])

    assert f'hx-get="{base}told/?period=7d&amp;event=cita"' in text
    assert f'<a href="{base}table/lcp/?period=7d&amp;event=cita">' in text


def test_every_value_is_only_taken_away(client: Client, site: Site) -> None:
    get(client, site, "table", "property_value", status=404)
