"""What counts of a log, what does not, and why."""

from collections import Counter
from datetime import timedelta

import pytest

from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.imports.operations import explain
from plazamayor.analytics.imports.rules import ending_of
from tests.analytics.imports.conftest import Importing
from tests.analytics.imports.lines import GOOGLEBOT, NOON, PHONE, line, log


@pytest.mark.parametrize("status", [200, 206, 304])
def test_a_get_that_was_answered_is_a_page_view(importing: Importing, status: int) -> None:
    totals = importing(log(line("/agenda", status=status)))

    assert str(totals) == "read=1 imported=1 filtered=0 rejected=0"
    (event,) = importing.events()
    assert (event.kind, event.origin, event.path, event.host, event.time) == (
        Kind.PAGE_VIEW,
        Origin.ACCESS_LOG,
        "/agenda",
        "www.villa.example",
        NOON,
    )
    assert (event.browser, event.browser_version, event.system, event.device) == ("Firefox", "128", "Linux", "desktop")


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("path", ["/vieja", "/logo.png", "/bases.pdf"])
def test_a_page_not_found_feeds_its_own_report(importing: Importing, status: int, path: str) -> None:
    importing(log(line(path, status=status)))

    assert [(event.kind, event.path, event.target) for event in importing.events()] == [(Kind.NOT_FOUND, path, "")]


def test_a_download_feeds_its_own_report(importing: Importing) -> None:
    importing(log(line("/docs/bases.PDF?v=2")))

    assert [(event.kind, event.path, event.target) for event in importing.events()] == [(Kind.DOWNLOAD, "", "/docs/bases.PDF")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (line(method="POST"), "method"),
        (line(method="HEAD"), "method"),
        (line(status=301), "status"),
        (line(status=500), "status"),
        (line("/estilo.CSS"), "asset"),
        (line("/img/logo.png?x=1"), "asset"),
        (line(agent=GOOGLEBOT), "bot"),
        (line(agent="-"), "bot"),
        (line("/vieja", status=404, agent=GOOGLEBOT), "bot"),
        (line().replace("GET / HTTP/1.1", "-"), "no_request"),
        (line().replace("GET / HTTP/1.1", r"\x16\x03\x01"), "no_request"),
        ("", "blank"),
        ("# restarted", "comment"),
    ],
)
def test_anything_else_is_filtered_with_its_reason(importing: Importing, text: str, why: str) -> None:
    totals = importing(log(line("/agenda"), text))

    assert (totals.read, totals.imported, totals.filtered) == (2, 1, Counter({why: 1}))
    assert all(explain(totals))


def test_a_line_that_cannot_be_understood_is_rejected_and_shown_masked(importing: Importing) -> None:
    totals = importing(log(line("/agenda"), '192.0.2.7 - - [01/Jun/2024:12:00:00 +0000] "GET /roto'))

    assert str(totals) == "read=2 imported=1 filtered=0 rejected=1"
    assert importing.heard.notes == [
        'Not understood, with letters as x and digits as 9: 999.9.9.9 - - [99/xxx/9999:99:99:99 +9999] "xxx /xxxx'
    ]


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("/", "page"),
        ("/a.php", "page"),
        ("/a.b/c", "page"),
        ("/a.css;v=1", "asset"),
        ("/x.woff2", "asset"),
        ("/x.zip", "download"),
        ("/x.", "page"),
    ],
)
def test_how_a_path_ends_says_what_it_is(path: str, ending: str) -> None:
    assert ending_of(path) == ending


def test_excluded_paths_and_addresses_are_not_counted(importing: Importing) -> None:
    importing.site.excluded_paths = ["/admin/*"]
    importing.site.excluded_networks = ["198.51.100.0/24", "2001:db8::/32"]

    totals = importing(
        log(line("/admin/x"), line(address="198.51.100.4"), line(address="2001:db8::7"), line(address="2001:db9::7"), line("/administra"))
    )

    assert (totals.imported, totals.filtered) == (2, Counter({"excluded_path": 1, "excluded_address": 2}))


def test_pages_of_other_sites_in_the_log_are_not_counted(importing: Importing) -> None:
    totals = importing(log(line(host="villa.example"), line(host="www.villa.example:443"), line(host="otro.example")))

    assert (totals.imported, totals.filtered) == (2, Counter({"other_host": 1}))
    assert [event.host for event in importing.events()] == ["villa.example", "www.villa.example"]


def test_a_log_that_never_names_the_site_is_of_the_site(importing: Importing) -> None:
    totals = importing(log(line(host="backend-1.interno"), line("/x", host="backend-2.interno")))

    assert (totals.imported, totals.filtered.total()) == (2, 0)


def test_where_a_visit_came_from_is_kept_as_host_and_channel(importing: Importing) -> None:
    importing(
        log(
            line("/a", referrer="https://www.google.com/search?q=x", at=NOON),
            line("/b", referrer="https://www.villa.example/a", at=NOON + timedelta(seconds=1)),
            line("/c?utm_source=boletin&utm_medium=email&utm_campaign=verano&pz=a1", at=NOON + timedelta(seconds=2)),
        )
    )

    found = [
        (event.path, event.referrer, event.channel, event.utm_source, event.utm_campaign, event.campaign) for event in importing.events()
    ]
    assert found == [
        ("/a", "google.com", "search", "", "", ""),
        ("/b", "", "direct", "", "", ""),
        ("/c", "", "newsletter", "boletin", "verano", "a1"),
    ]


def test_of_a_query_only_listed_parameters_are_kept_and_a_search_is_counted_besides(importing: Importing) -> None:
    importing.site.kept_parameters = ["id"]
    importing.site.search_parameters = ["q"]

    totals = importing(log(line("/buscar?q=Padr%C3%B3n+12345678Z&sesion=abc&id=7")))

    assert totals.imported == 1
    assert [(event.kind, event.path, event.target) for event in importing.events()] == [
        (Kind.PAGE_VIEW, "/buscar?id=7", ""),
        (Kind.SEARCH, "/buscar?id=7", "padrón …"),
    ]


def test_a_path_in_an_old_encoding_is_read(importing: Importing) -> None:
    importing(log(line("/año")).encode("latin-1"))

    assert [event.path for event in importing.events()] == ["/año"]


def test_the_same_visitor_is_one_and_another_agent_is_another(importing: Importing) -> None:
    importing(log(line("/a"), line("/b"), line("/a", agent=PHONE), line("/a", address="192.0.2.8")))

    assert len({event.visitor for event in importing.events()}) == 3


def test_devices_of_one_home_network_are_told_apart_by_their_agent_alone(importing: Importing) -> None:
    importing(log(line(address="2001:db8:1:1::7"), line(address="2001:db8:1:1::8"), line(address="2001:db8:1:2::7")))

    assert len({event.visitor for event in importing.events()}) == 2


def test_without_agents_nobody_is_taken_for_a_robot(importing: Importing) -> None:
    totals = importing('192.0.2.7 - - [01/Jun/2024:12:00:00 +0000] "GET / HTTP/1.1" 200 512\n')

    assert str(totals) == "read=1 imported=1 filtered=0 rejected=0"
    assert [event.browser for event in importing.events()] == [""]
