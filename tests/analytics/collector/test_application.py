"""The collector's paths: what is counted, what is dropped and why, what is refused; never a failure of its own."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plazamayor.analytics.collector.application import LARGEST
from plazamayor.analytics.collector.book import EMPTY, Book
from plazamayor.analytics.collector.reading import MOST_A_MINUTE, TimeNotAccepted, accepted_time
from plazamayor.analytics.collector.tokens import VisitToken, read_visit_token, visit_token
from plazamayor.analytics.events import Kind
from tests.analytics.collector.conftest import AGENT, MADRID, PAGE, Town


def test_a_page_view_is_kept_with_what_was_derived_and_nothing_else(town: Town) -> None:
    status = town.send(
        u=f"{PAGE}?page=2&nif=12345678Z&utm_source=boletin&utm_medium=email&pz=ibi-2026#top", r="https://www.google.es/search?q=x"
    )

    (event,) = town.events()
    assert status == 202
    assert (event.site, event.kind, event.host, event.path) == (7, Kind.PAGE_VIEW, "www.villaclara.example", "/agenda?page=2")
    assert (event.referrer, event.channel, event.utm_source, event.campaign) == ("google.es", "newsletter", "boletin", "ibi-2026")
    assert (event.browser, event.browser_version, event.system, event.device, event.language) == (
        "Chrome",
        "126",
        "Android",
        "mobile",
        "es",
    )
    assert town.outcomes.totals() == {"accepted": 1}


def test_neither_address_nor_agent_is_anywhere_on_disk(town: Town, tmp_path: Path) -> None:
    town.send()

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"/agenda" in written
    assert b"192.0.2.7" not in written
    assert b"AppleWebKit" not in written
    assert b"SM-S911B" not in written


@pytest.mark.parametrize(
    ("fields", "kind", "target"),
    [
        ({"k": "o", "t": "https://www.gva.es/es/?nif=12345678Z"}, Kind.OUTBOUND, "www.gva.es/es/"),
        ({"k": "d", "t": "https://www.villaclara.example/docs/bases.pdf?v=2"}, Kind.DOWNLOAD, "/docs/bases.pdf"),
        ({"k": "d", "t": "https://otra.example/bases.PDF"}, Kind.DOWNLOAD, "otra.example/bases.PDF"),
        ({"k": "d", "t": "https://otra.example/nota.v2"}, Kind.OUTBOUND, "otra.example/nota.v2"),
        ({"k": "f", "t": "solicitud"}, Kind.FORM, "solicitud"),
        ({"k": "c", "t": "video-visto"}, Kind.CUSTOM, "video-visto"),
        ({"k": "w", "t": "LCP", "v": 1234}, Kind.VITAL, "LCP"),
        ({"n": True}, Kind.NOT_FOUND, ""),
    ],
)
def test_each_kind_of_event_is_kept_with_its_target(town: Town, fields: dict[str, Any], kind: Kind, target: str) -> None:
    assert town.send(**fields) == 202

    (event,) = town.events()
    assert (event.kind, event.target) == (kind, target)


def test_engagement_carries_seconds_and_depth(town: Town) -> None:
    town.send(k="e", s=42.4, d=80)

    (event,) = town.events()
    assert (event.kind, event.seconds, event.scroll) == (Kind.ENGAGEMENT, 42, 80)


def test_a_search_is_an_event_beside_its_page_view(town: Town) -> None:
    town.send(u=f"{PAGE}?buscar=Empadronamiento+de+12345678Z")
    town.send(u=f"{PAGE}?q=Otra", q="q,s")

    assert [(event.kind, event.target) for event in town.events()] == [
        (Kind.PAGE_VIEW, ""),
        (Kind.SEARCH, "empadronamiento de …"),
        (Kind.PAGE_VIEW, ""),
        (Kind.SEARCH, "otra"),
    ]


def test_properties_are_few_short_and_masked(town: Town) -> None:
    town.send(k="c", t="x", p={f"name{number}": number for number in range(40)} | {"": "y"})
    town.send(k="c", t="x", p={"mail": "juan@correo.es", "ok": True, "long": "z" * 500})

    first, second = town.events()
    assert len(first.properties) <= 12
    assert second.properties == {"mail": "…", "ok": "true", "long": "z" * 99 + "…"}


@pytest.mark.parametrize(
    ("reason", "fields", "asked"),
    [
        ("bot", {}, {"agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}),
        ("bot", {}, {"agent": ""}),
        ("spam_referrer", {"r": "https://buttons.spam.example/"}, {}),
        ("excluded_address", {}, {"peer": "10.9.1.1"}),
        ("excluded_path", {"u": "https://www.villaclara.example/intranet/nominas"}, {}),
        ("prefetch", {}, {"headers": [(b"sec-purpose", b"prefetch;prerender")]}),
        ("privacy_signal", {}, {"headers": [(b"sec-gpc", b"1")]}),
        ("internal_link", {"k": "o", "t": "https://sede.villaclara.example/"}, {}),
    ],
)
def test_what_is_not_to_be_counted_is_answered_and_its_reason_counted(
    town: Town, reason: str, fields: dict[str, Any], asked: dict[str, Any]
) -> None:
    status, _, body = town.ask(json.dumps({"u": PAGE} | fields).encode(), **asked)

    assert (status, body) == (202, b"")
    assert town.events() == []
    assert town.outcomes.totals() == {reason: 1}


@pytest.mark.parametrize(
    ("status", "reason", "body"),
    [
        (404, "unknown_site", b'{"u": "https://other.example/"}'),
        (400, "bad_address", b'{"u": "nothing"}'),
        (400, "bad_json", b"{"),
        (400, "bad_json", b""),
        (400, "bad_json", b"\xff\xfe"),
        (400, "bad_payload", b"[]"),
        (400, "bad_payload", b'{"u": 7}'),
        (400, "bad_payload", b'{"u": "https://www.villaclara.example/", "k": "zz"}'),
        (400, "bad_payload", b'{"u": "https://www.villaclara.example/", "k": "w", "t": "FID"}'),
        (400, "bad_payload", b'{"u": "https://www.villaclara.example/", "k": "c"}'),
        (413, "too_large", b" " * (LARGEST + 1)),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence_and_counted(town: Town, status: int, reason: str, body: bytes) -> None:
    answered, headers, sentence = town.ask(body)

    assert answered == status
    assert sentence.endswith(b".")
    assert headers[b"content-type"] == b"text/plain; charset=utf-8"
    assert town.outcomes.totals() == {reason: 1}


def test_an_exempt_site_says_that_it_keeps_no_event_of_the_page_s_own(town: Town) -> None:
    rules = next(iter(town.reader.book.by_host.values()))
    town.reader.book = Book(dict.fromkeys(rules.hosts, dataclasses.replace(rules, exempt=True)))

    assert town.send(k="w", t="CLS", v=0.1) == town.send(k="c", t="video") == town.send() == 202
    assert {event.kind for event in town.events()} <= {Kind.PAGE_VIEW, Kind.CUSTOM, Kind.VITAL}
    assert sum(town.outcomes.totals().values()) == 3


def test_a_page_may_not_send_for_another_site(town: Town) -> None:
    body = json.dumps({"u": PAGE}).encode()

    assert town.ask(body, headers=[(b"origin", b"https://evil.example")])[0] == 403
    assert town.ask(body, headers=[(b"origin", b"https://villaclara.example")])[0] == 202
    assert town.ask(body, headers=[(b"origin", b"null")])[0] == 202


def test_one_browser_that_sends_without_end_is_told_to_wait(town: Town) -> None:
    statuses = {town.send() for _ in range(MOST_A_MINUTE)}

    assert statuses == {202}
    assert 429 in {town.send() for _ in range(MOST_A_MINUTE + 1)}  # the minute may turn between


def test_a_full_spool_is_said_and_counted(tmp_path: Path) -> None:
    full = Town(tmp_path, limit=0)

    assert full.send() == 503
    assert full.outcomes.totals() == {"spool_full": 1}


def visitor(town: Town, peer: str, forwarded: bytes = b"") -> int:
    headers = [(b"x-forwarded-for", forwarded)] if forwarded else []
    town.ask(json.dumps({"u": PAGE}).encode(), peer=peer, headers=headers)
    return town.events()[-1].visitor


def test_forwarded_addresses_count_only_from_trusted_proxies(town: Town, tmp_path: Path) -> None:
    behind = Town(tmp_path / "behind", proxies=("10.0.0.0/8",))

    assert visitor(town, "192.0.2.7", b"198.51.100.1") == visitor(town, "192.0.2.7")
    assert visitor(behind, "192.0.2.7", b"198.51.100.1") == visitor(behind, "192.0.2.7")
    assert visitor(behind, "10.0.0.1", b"198.51.100.1") == visitor(behind, "198.51.100.1")
    assert visitor(behind, "10.0.0.1", b"203.0.113.5, 198.51.100.1, 10.0.0.9") == visitor(behind, "198.51.100.1")
    assert visitor(behind, "10.0.0.1", b"203.0.113.5, forged, 10.0.0.9") == visitor(behind, "10.0.0.9")
    assert visitor(behind, "10.0.0.1", b"198.51.100.1:4711") == visitor(behind, "198.51.100.1")
    assert visitor(behind, "10.0.0.1", b"198.51.100.2") != visitor(behind, "198.51.100.1")


def test_devices_of_one_ipv6_network_share_their_address_as_those_behind_ipv4_do(town: Town) -> None:
    assert visitor(town, "2001:db8:1:2::1") == visitor(town, "2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    assert visitor(town, "2001:db8:1:2::1") != visitor(town, "2001:db8:1:3::1")
    assert visitor(town, "::ffff:192.0.2.7") == visitor(town, "192.0.2.7")


def test_no_field_of_the_payload_replaces_address_agent_or_clock(town: Town) -> None:
    town.send()
    town.send(ip="198.51.100.1", userAgent="other", timestamp=0, time="2020-01-01", visitor=5, site=9)

    first, second = town.events()
    assert first.visitor == second.visitor
    assert abs(second.time - datetime.now(UTC)) < timedelta(seconds=5)
    assert second.site == 7


def test_shortly_after_midnight_an_event_carries_both_ids(town: Town) -> None:
    from plazamayor.analytics.collector.reading import Facts, Payload

    midnight = datetime(2026, 3, 1, 23, tzinfo=UTC)
    facts = Facts(peer="192.0.2.7", agent=AGENT)

    (before,) = town.reader.read(Payload(u=PAGE), facts, midnight - timedelta(seconds=1))
    (after,) = town.reader.read(Payload(u=PAGE), facts, midnight + timedelta(minutes=119))
    (later,) = town.reader.read(Payload(u=PAGE), facts, midnight + timedelta(hours=2))

    assert before.before == later.before == 0
    assert after.before == before.event.visitor
    assert (after.event.visitor, after.event.day) == (later.event.visitor, before.event.day + timedelta(days=1))
    assert after.event.visitor != before.event.visitor


def test_the_pixel_counts_the_page_that_asks_for_it(town: Town) -> None:
    status, headers, body = town.ask(method="GET", path="/e.gif", headers=[(b"referer", PAGE.encode())])

    assert (status, headers[b"content-type"], body[:6]) == (200, b"image/gif", b"GIF89a")
    assert town.ask(method="GET", path="/e.gif")[0] == 400
    assert town.ask(method="GET", path="/e.gif", query=b"u=https%3A%2F%2Fwww.villaclara.example%2Fdos&r=https://t.co/x")[0] == 200
    assert [(event.path, event.channel) for event in town.events()] == [("/agenda", "direct"), ("/dos", "social")]


def test_a_page_may_ask_for_a_visit_token_that_says_nothing_to_others(town: Town) -> None:
    status, headers, token = town.ask(json.dumps({"u": PAGE, "k": "t"}).encode())
    town.send()

    (event,) = town.events()
    assert (status, headers[b"access-control-allow-origin"]) == (200, b"*")
    assert read_visit_token(token.decode(), datetime.now(UTC)) == VisitToken(7, event.day, event.visitor, 0)
    assert town.ask(json.dumps({"u": PAGE, "k": "t"}).encode(), headers=[(b"sec-gpc", b"1")])[2] == b""


def test_a_visit_token_that_is_old_or_changed_is_worth_nothing() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    token = visit_token(VisitToken(7, now.date(), 5, 0), now)

    assert read_visit_token(token, now + timedelta(hours=2)) == VisitToken(7, now.date(), 5, 0)
    assert read_visit_token(token, now + timedelta(hours=2, seconds=1)) is None
    assert read_visit_token(token, now - timedelta(seconds=1)) is None
    assert read_visit_token(("B" if token[0] != "B" else "C") + token[1:], now) is None
    assert read_visit_token("", now) is None
    assert read_visit_token("ñ", now) is None


def test_a_token_holder_may_give_a_time_within_limits() -> None:
    now = datetime(2026, 3, 10, 12, tzinfo=UTC)

    assert accepted_time(now - timedelta(hours=72), now) == now - timedelta(hours=72)
    assert accepted_time(datetime(2026, 3, 10, 13, 4, 59, 7, tzinfo=MADRID), now) == datetime(2026, 3, 10, 12, 4, 59, tzinfo=UTC)
    for wrong in (now - timedelta(hours=72, seconds=1), now + timedelta(minutes=5, seconds=1), datetime(2026, 3, 10, 12)):  # noqa: DTZ001 refused
        with pytest.raises(TimeNotAccepted):
            accepted_time(wrong, now)


def test_the_tracker_is_served_small_and_kept_by_browsers(town: Town) -> None:
    status, headers, body = town.ask(method="GET", path="/p.js", headers=[(b"accept-encoding", b"br, gzip")])

    assert (status, headers[b"content-encoding"]) == (200, b"gzip")
    assert len(body) <= 1500
    assert town.ask(method="GET", path="/p.js", headers=[(b"if-none-match", headers[b"etag"])])[0] == 304
    assert town.ask(method="GET", path="/v.js")[0] == 200


def test_other_paths_are_the_pages(town: Town) -> None:
    assert town.ask(method="GET", path="/")[0] == 299
    assert town.ask(method="GET", path="/e/")[0] == 299


def test_other_methods_are_refused_and_browsers_may_ask_first(town: Town) -> None:
    assert town.ask(method="GET")[0] == 405
    assert town.ask(method="DELETE", path="/e.gif")[0] == 405
    assert town.ask(method="OPTIONS")[0] == 204


def test_a_site_just_added_counts_at_once(town: Town) -> None:
    town.reader.book = EMPTY

    assert town.send() == 202

    assert len(town.events()) == 1
    assert town.outcomes.totals() == {"accepted": 1}


def test_a_flood_of_strange_hosts_reads_the_sites_once_a_second_at_most(town: Town) -> None:
    answers = [town.ask(b'{"u": "https://strange%d.example/"}' % number)[0] for number in range(20)]

    assert answers == [404] * 20
    assert town.read_anew == 1
