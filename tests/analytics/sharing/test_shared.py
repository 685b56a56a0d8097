"""A shared link shows what it was made for, to whoever has it, while it lasts; and never counts few people."""

import csv
import io
import json
import re
import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.models import ShareLink, Site
from plazamayor.analytics.reports.answers import Figures
from plazamayor.analytics.sharing import few
from plazamayor.analytics.sharing.operations import TRIES, address_of, share, stop_sharing
from plazamayor.analytics.sharing.view import look_of
from plazamayor.core.formatting import NOTHING
from plazamayor.organisation.models import AuditEntry
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.events import make_event
from tests.make.sites import make_site

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

FEW = "menos de 10"


@pytest.fixture
def site(cast: Cast) -> Site:
    """Yesterday: forty people saw the front page, three of them a rare page; twelve used a phone."""
    site = make_site(cast.organisation, domain="www.villaclara.example", exempt=False)
    day = datetime.now(ZoneInfo(site.time_zone)).date() - timedelta(days=1)
    events = [
        make_event("9:00", site=site.pk, day=day, visitor=number, path="/", device="mobile" if number < 12 else "desktop")
        for number in range(40)
    ]
    events += [make_event("9:05", site=site.pk, day=day, visitor=number, path="/rara", device="mobile") for number in range(3)]
    event_store.append(events, token=str(uuid.uuid4()))
    return site


def shared(site: Site, by: Any, **changed: Any) -> tuple[ShareLink, str]:
    given_: dict[str, Any] = {"name": "Pleno", "filters": [], "period": "7d", "password": "", "days": 30, "now": timezone.now(), **changed}
    link = share(site=site, by=by, **given_)
    return link, address_of(link).partition("//")[2].partition("/")[2].join(["/", ""])


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the tables of a page: what each is called, and its cells."""
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {re.sub(r"<.*?>", "", head).strip(): re.findall(r"<td[^>]*>(.*?)</td>", cells) for head, cells in found}


def test_whoever_has_the_link_sees_the_figures_and_nobody_counts_few_people(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst)

    response = Client().get(f"{address}?compare=none")
    page = response.content.decode()

    assert response.status_code == 200
    assert rows(page)["/rara"][0] == FEW
    assert rows(page)["/rara"][1] == NOTHING
    assert ">40<" in page
    assert "Hallazgo" not in page or "3" not in rows(page)["/rara"]


def test_it_is_not_to_be_found_nor_framed_nor_kept(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst)

    headers = Client().get(address).headers

    assert (headers["X-Robots-Tag"], headers["X-Frame-Options"]) == ("noindex, nofollow, noarchive", "DENY")
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("same-origin", "no-store")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_files_do_not_count_few_people_either(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst)

    text = Client().get(f"{address}/figures.csv?compare=none").content.decode("utf-8-sig")
    table = {(row["table"], row["value"]): row for row in csv.DictReader(io.StringIO(text))}
    document = json.loads(Client().get(f"{address}/figures.json").content)

    rare = table["page", "/rara"]
    assert (rare["visits"], rare["visitors"], rare["page_views"]) == (FEW, FEW, FEW)
    assert table["total", ""]["visits"] == "40"
    assert table["device", "mobile"]["visits"] == "12"
    assert {row["value"]: row["visits"] for row in document["tables"]["page"]} == {"/": 40, "/rara": FEW}
    assert "search" not in document["tables"]


def test_filters_are_those_of_the_link_whatever_the_address_says(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst, filters=["device:mobile"])

    pages = [Client().get(f"{address}?compare=none{more}").content.decode() for more in ("", "&f=device:desktop", "&f=page:/rara")]

    assert [rows(page)["/ (portada)"][0] for page in pages] == ["12", "12", "12"]


@pytest.mark.parametrize("query", ["period=today", "period=yesterday", "period=month", "period=custom&from=2026-11-20&to=2026-11-20"])
def test_no_day_can_be_looked_at_alone(query: str, cast: Cast, site: Site) -> None:
    from django.http import QueryDict

    link, _address = shared(site, cast.analyst)

    assert look_of(link, QueryDict(query), timezone.now().date()).period == "7d"


def test_a_link_narrowed_by_filters_closes_while_the_site_is_exempt(cast: Cast, site: Site) -> None:
    _link, narrowed = shared(site, cast.analyst, filters=["device:mobile"])
    _link, whole = shared(site, cast.analyst)
    site.exempt = True
    site.save()

    statuses = [Client().get(address).status_code for address in (narrowed, f"{narrowed}/figures.csv", whole)]
    page = Client().get(f"{whole}?sources=channel").content.decode()

    assert statuses == [410, 410, 200]
    assert "Canales" not in page


def test_a_link_opens_until_it_expires_or_is_taken_back(cast: Cast, site: Site) -> None:
    link, address = shared(site, cast.analyst)
    other, other_address = shared(site, cast.analyst)

    stop_sharing(link=link, by=cast.analyst, now=timezone.now())
    ShareLink.objects.filter(pk=other.pk).update(expires=timezone.now() - timedelta(seconds=1))

    assert [Client().get(each).status_code for each in (address, other_address, "/s/no-such-secret")] == [410, 410, 404]
    assert Client().get(f"{other_address}/password").status_code == 410


def test_a_closed_administration_shares_nothing(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst)
    cast.organisation.closed = timezone.now()
    cast.organisation.save()

    assert Client().get(address).status_code == 404


def test_the_database_alone_does_not_open_a_link(cast: Cast, site: Site, settings: Any) -> None:
    link, address = shared(site, cast.analyst)
    kept = {str(getattr(link, field.attname)) for field in ShareLink._meta.concrete_fields}
    secret = address.rpartition("/")[2]

    settings.SECRET_KEY = "another"
    unknown = address_of(link)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]

    assert len(secret) == 32
    assert secret not in kept
    assert unknown == ""
    assert Client().get(address).status_code == 200


def test_a_link_may_ask_for_a_password_once_a_browser(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst, password="pleno de noviembre")
    client = Client()

    closed = [client.get(each) for each in (address, f"{address}/figures.csv")]
    wrong = client.post(f"{address}/password", {"password": "otra"})
    right = client.post(f"{address}/password", {"password": "pleno de noviembre"})

    assert [response.headers["Location"] for response in closed] == [f"{address}/password"] * 2
    assert (wrong.status_code, right.headers["Location"]) == (200, address)
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 302


def test_passwords_cannot_be_tried_for_long(cast: Cast, site: Site) -> None:
    _link, address = shared(site, cast.analyst, password="pleno de noviembre")
    client = Client()
    for _ in range(2 * TRIES):  # more than a minute's, should it turn meanwhile
        client.post(f"{address}/password", {"password": "otra"})

    refused = client.post(f"{address}/password", {"password": "pleno de noviembre"})

    assert (refused.status_code, client.get(address).status_code) == (200, 302)


def test_links_are_made_and_taken_back_on_their_page_and_the_trail_says_so(cast: Cast, site: Site, sign_in: SignIn) -> None:
    page, client = reverse("shares", args=[cast.organisation.code, site.domain]), sign_in(cast.director)

    client.post(f"{page}?f=device:mobile", {"name": "Prensa", "period": "28d", "days": "30", "password": ""})
    link = ShareLink.objects.get()
    listed = client.get(page).content.decode()
    client.post(reverse("share_stop", args=[cast.organisation.code, site.domain, link.pk]))

    assert (link.filters, link.name, link.password) == (["device:mobile"], "Prensa", "")
    assert address_of(link) in listed
    assert address_of(link) not in client.get(page).content.decode()
    assert sorted(AuditEntry.objects.filter(action__startswith="share").values_list("action", flat=True)) == [
        "share.created",
        "share.revoked",
    ]


def test_a_link_of_another_administration_cannot_be_taken_back(cast: Cast, site: Site, sign_in: SignIn) -> None:
    link, _address = shared(site, cast.analyst)
    own = make_site(cast.outsider.organisation)

    stop = reverse("share_stop", args=[cast.outsider.organisation.code, own.domain, link.pk])

    assert sign_in(cast.outsider).post(stop).status_code == 404


COUNTS = st.integers(0, 60)


@given(COUNTS, COUNTS, COUNTS)
def test_no_cell_tells_a_number_of_fewer_than_ten_people(visits: int, visitors: int, views: int) -> None:
    some = Figures(visits=visits, visitors=visitors, page_views=views)
    whole = Figures(visits=100, visitors=100, page_views=100)

    written = [few.count(visits, some), few.count(views, some), few.share(some, whole)]

    if visitors < 10 or visits < 10:
        assert written[2] == NOTHING
    if visitors < 10:
        assert set(written) <= {FEW, NOTHING, "fewer than 10"}
    assert (few.drawn(visits) or 0) >= 9
