"""How gazettes are asked over a real connection: politely, in turns, and without harm from hostile ones."""

import threading
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from pytest_django import Settings

from plazamayor.bulletins import asking
from plazamayor.bulletins.asking import Known, Resting, ask, rest_after
from plazamayor.bulletins.checking import check, followed
from plazamayor.bulletins.models import Issue, Item, Source, Turn
from plazamayor.core.http import NotAsked, Unreachable
from tests.make.gazettes import NOW, Gazette, Reply, items_of, make_issue, make_source, make_subscription, zipped
from tests.make.organisations import make_organisation

pytestmark = pytest.mark.django_db
TODAY = "/datosabiertos/api/boe/sumario/20261120"
NONE = b"<response><status><code>404</code></status></response>"


def summary(*numbers: int, day: str = "20261120", number: str = "282") -> bytes:
    items = "".join(
        f"<item><identificador>BOE-A-2026-{each}</identificador><titulo>Ayudas al comercio {each}</titulo></item>" for each in numbers
    )
    about = f"<metadatos><fecha_publicacion>{day}</fecha_publicacion></metadatos>"
    diary = f'<diario numero="{number}"><seccion nombre="III. Otras"><departamento nombre="D">{items}</departamento></seccion></diario>'
    return f"<response><status><code>200</code></status><data><sumario>{about}{diary}</sumario></data></response>".encode()


@pytest.fixture
def source(gazette: Gazette) -> Source:
    return make_source(options={"base": gazette.address})


def after(source: Source) -> Source:
    source.refresh_from_db()
    return source


def test_the_gazette_of_the_day_is_kept_with_its_original(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = zipped(summary(1, 2))

    check(source, NOW)

    issue = source.issues.get()
    assert (issue.state, issue.announced, issue.items.count(), issue.day.isoformat()) == ("complete", 2, 2, "2026-11-20")
    assert len(issue.digest) == 64
    assert zlib.decompress(bytes(issue.original)) == summary(1, 2)
    assert after(source).problem == ""


def test_what_did_not_change_is_not_sent_again(gazette: Gazette, source: Source) -> None:
    def reply(headers: dict[str, str]) -> Reply:
        same = headers.get("if-none-match") == '"uno"' and headers.get("if-modified-since") == "Fri, 20 Nov 2026 06:30:00 GMT"
        return Reply(status=304) if same else Reply(summary(1), headers={"ETag": '"uno"', "Last-Modified": "Fri, 20 Nov 2026 06:30:00 GMT"})

    gazette.replies[TODAY] = reply
    check(source, NOW)

    check(after(source), NOW + timedelta(hours=2))

    assert [headers.get("if-none-match") for _path, headers in gazette.asked] == [None, '"uno"']
    assert source.issues.get().items.count() == 1


def test_a_second_gazette_of_the_day_is_added(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = Reply(summary(1, 2))
    check(source, NOW)
    second = summary(3, number="283")
    diary = second[second.index(b"<diario") : second.index(b"</sumario>")]
    gazette.replies[TODAY] = Reply(summary(1, 2).replace(b"</sumario>", diary + b"</sumario>"))

    check(after(source), NOW + timedelta(hours=3))

    assert sorted(source.issues.values_list("number", flat=True)) == ["282", "283"]
    assert [item.identifier for item in items_of(source)] == ["BOE-A-2026-1", "BOE-A-2026-2", "BOE-A-2026-3"]


def test_until_it_is_out_it_is_asked_again_soon(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = Reply(NONE, status=404)

    check(source, NOW)

    wait = after(source).next_check - NOW
    assert timedelta(minutes=10) < wait < timedelta(minutes=20)
    assert not source.issues.exists()


def test_a_day_gone_by_without_gazette_is_noted_and_not_asked_again(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = Reply(summary(1))
    check(source, NOW)
    gazette.replies["/datosabiertos/api/boe/sumario/20261121"] = Reply(NONE)
    gazette.replies["/datosabiertos/api/boe/sumario/20261123"] = Reply(summary(2, day="20261123", number="283"))

    for hours in (72, 75):
        check(after(source), NOW + timedelta(hours=hours))

    states = {f"{issue.day:%d}": issue.state for issue in source.issues.all()}
    assert (states["20"], states["21"], states["22"], states["23"]) == ("complete", "empty", "empty", "complete")
    assert gazette.paths.count("/datosabiertos/api/boe/sumario/20261121") == 1


def test_what_is_not_whole_is_told_and_mended(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = Reply(summary(1, 2).replace(b"Ayudas al comercio 2", b""))
    check(source, NOW)
    before = source.issues.get()
    gazette.replies[TODAY] = Reply(summary(1, 2))

    check(after(source), NOW + timedelta(hours=2))

    assert (before.state, before.announced) == ("partial", 2)
    assert source.issues.get().state == Issue.State.COMPLETE


HARM = {
    "entities": Reply(b'<!DOCTYPE l [<!ENTITY a "ja"><!ENTITY b "&a;&a;">]><response>&b;</response>'),
    "100 MB": Reply(b"<response>", size=100 << 20),
    "100 MB of nothing, compressed": zipped(bytes(100 << 20)),
    "wrong encoding": Reply("<?xml version='1.0' encoding='utf-8'?><response>ñ</response>".encode("latin-1")),
    "cut": Reply(b"<response><data>"),
    "to the own network": Reply(status=302, headers={"Location": "http://10.0.0.1/"}),
    "to a file": Reply(status=302, headers={"Location": "file:///etc/passwd"}),
    "to itself": Reply(status=302, headers={"Location": TODAY}),
    "error": Reply(status=500),
    "script": Reply(b"<script>alert(1)</script>"),
}


@pytest.mark.parametrize("name", HARM)
def test_a_hostile_gazette_is_explained_and_harms_nothing(name: str, gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = HARM[name]

    check(source, NOW)

    found = after(source)
    assert found.problem.endswith(".")
    assert found.failures == 1
    assert found.next_check > NOW + timedelta(minutes=1)
    assert not Item.objects.filter(issue__source=source).exists()


def test_markup_in_a_title_stays_text(gazette: Gazette, source: Source) -> None:
    gazette.replies[TODAY] = Reply(summary(1).replace(b"Ayudas al comercio 1", b"&lt;script&gt;alert(1)&lt;/script&gt;"))

    check(source, NOW)

    assert [item.title for item in items_of(source)] == ["<script>alert(1)</script>"]


def test_one_that_fails_is_left_alone_and_longer_each_time(gazette: Gazette) -> None:
    gazette.replies["/x"] = Reply(status=503)
    with pytest.raises(Unreachable):
        ask(f"{gazette.address}/x")

    with pytest.raises(Resting):
        ask(f"{gazette.address}/y")

    assert gazette.paths == ["/x"]
    assert rest_after(6) > rest_after(2) * 2
    assert max(rest_after(each) for each in range(1, 40)) < timedelta(hours=8)


@pytest.mark.parametrize("as_date", [False, True])
def test_one_that_asks_to_be_left_alone_is(as_date: bool, gazette: Gazette) -> None:
    said = f"{datetime.now(UTC) + timedelta(hours=1):%a, %d %b %Y %H:%M:%S GMT}" if as_date else "3600"
    gazette.replies["/x"] = Reply(status=429, headers={"Retry-After": said})

    with pytest.raises(Unreachable):
        ask(f"{gazette.address}/x")

    left = Turn.objects.get().free - datetime.now(UTC)
    assert timedelta(minutes=58) < left < timedelta(minutes=61)


def test_the_own_network_is_never_asked(settings: Settings, gazette: Gazette) -> None:
    settings.PRIVATE_HOSTS = ()

    with pytest.raises(NotAsked):
        ask(f"{gazette.address}/x")

    assert gazette.paths == []


@pytest.mark.django_db(transaction=True)
def test_a_host_is_asked_once_at_a_time_with_a_pause(gazette: Gazette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PAUSE", timedelta(seconds=0.3))
    gazette.replies["/x"] = Reply(b"<x/>", slow=0.1)

    def one() -> None:
        ask(f"{gazette.address}/x", Known())
        connections.close_all()

    began = datetime.now(UTC)
    threads = [threading.Thread(target=one) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(gazette.paths), gazette.most_together) == (3, 1)
    assert datetime.now(UTC) - began > timedelta(seconds=0.6)


def test_a_feed_that_is_gone_is_explained(gazette: Gazette) -> None:
    source = make_source(make_organisation(), reader="feed", options={"address": f"{gazette.address}/rss"})

    check(source, NOW)

    assert f"{gazette.address}/rss" in after(source).problem


def test_an_act_that_a_feed_shows_two_days_is_kept_once(gazette: Gazette) -> None:
    source = make_source(make_organisation(), reader="feed", options={"address": f"{gazette.address}/rss"})
    gazette.replies["/rss"] = Reply(b"<rss version='2.0'><channel><item><title>Bando</title><guid>urn:1</guid></item></channel></rss>")

    check(source, NOW)
    check(after(source), NOW + timedelta(days=1))

    assert [item.identifier for item in items_of(source)] == ["urn:1"]


def test_only_what_is_followed_is_asked() -> None:
    Source.objects.all().delete()
    one, other = make_organisation(), make_organisation()
    state, own, neighbours = make_source(), make_source(one, short_name="BOP"), make_source(other, short_name="DOGV")
    unfollowed = [each.pk for each in followed()]
    subscription = make_subscription(one)
    everything = {each.pk for each in followed()}
    subscription.sources.set([own])

    assert unfollowed == []
    assert everything == {state.pk, own.pk}
    assert [each.pk for each in followed()] == [own.pk]
    assert neighbours.pk not in everything


def test_a_process_cut_halfway_leaves_the_issue_to_be_read_again(gazette: Gazette, source: Source) -> None:
    make_issue(source)
    Issue.objects.filter(source=source).update(state=Issue.State.PARTIAL, digest="")
    gazette.replies[TODAY] = Reply(summary(1, 2))

    check(source, NOW)

    assert source.issues.get().items.count() == 2
