"""The connector of Bluesky against the real server of the network: what it takes, what it refuses, and that a key publishes once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from plazamayor.channels.contract import Attachment, Gone, MediaKind, Outgoing, Reconnect, Rejected, Session, Uncertain
from plazamayor.connectors.bluesky import parse
from plazamayor.connectors.bluesky.connector import Bluesky
from plazamayor.core import counting
from tests.connectors.bluesky.servers import BlueskyAccount
from tests.connectors.fakes.network import Fault, Kind
from tests.connectors.fakes.pictures import picture
from tests.connectors.fakes.relay import Relay

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

pytestmark = pytest.mark.bluesky


@pytest.fixture
def session(bluesky_account: BlueskyAccount, now: datetime) -> Session:
    return Session(
        secrets={"password": bluesky_account.password},
        settings={"handle": bluesky_account.handle, "server": bluesky_account.server},
        now=now,
    )


@pytest.fixture
def key(request: pytest.FixtureRequest, now: datetime) -> str:
    return f"{request.node.nodeid}-{now.isoformat()}"


def stored(account: BlueskyAccount, name: str) -> dict[str, Any]:
    """A record as anybody reads it from the server."""
    told = httpx.get(
        f"{account.server}/xrpc/com.atproto.repo.getRecord",
        params={"repo": account.did, "collection": parse.POST, "rkey": parse.key_of(name)},
    )
    found: dict[str, Any] = told.raise_for_status().json()
    return found


def how_many(account: BlueskyAccount) -> int:
    told = httpx.get(
        f"{account.server}/xrpc/com.atproto.repo.listRecords", params={"repo": account.did, "collection": parse.POST, "limit": 100}
    )
    return len(told.raise_for_status().json()["records"])


def reference(record: dict[str, Any]) -> tuple[str, str]:
    return record["uri"], record["cid"]


def answered(record: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a record answers to."""
    return {role: reference(record["value"]["reply"][role]) for role in ("root", "parent")}


def test_an_account_says_who_it_is(session: Session, bluesky_account: BlueskyAccount) -> None:
    account = Bluesky().connect(session)
    assert (account.handle, account.name, account.address) == ("zafra.test", "zafra.test", "https://bsky.app/profile/zafra.test")


def test_a_wrong_password_asks_to_connect_again(session: Session) -> None:
    wrong = Session(secrets={"password": "another"}, settings=session.settings, now=session.now)
    with pytest.raises(Reconnect, match="connect the account again"):
        Bluesky().connect(wrong)


def test_a_text_is_published_with_its_links_tags_and_mentions(session: Session, key: str, bluesky_account: BlueskyAccount) -> None:
    text = "¡Señoras! 🎉 @zafra.test abre el plazo: https://ejemplo.es/año #Año2027 @nadie.test"
    published = Bluesky().publish(session, Outgoing(key=key, text=text, language="es"))

    value = stored(bluesky_account, published.network_id)["value"]
    octets = text.encode()
    facets = [(octets[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(), facet["features"][0]) for facet in value["facets"]]
    assert (value["text"], value["langs"]) == (text, ["es"])
    assert facets == [
        ("@zafra.test", {"$type": "app.bsky.richtext.facet#mention", "did": bluesky_account.did}),
        ("https://ejemplo.es/año", {"$type": "app.bsky.richtext.facet#link", "uri": "https://ejemplo.es/año"}),
        ("#Año2027", {"$type": "app.bsky.richtext.facet#tag", "tag": "Año2027"}),
    ]
    assert published.address == f"https://bsky.app/profile/{bluesky_account.did}/post/{parse.record_key(key)}"


def test_pictures_are_published_with_what_they_show(session: Session, key: str, bluesky_account: BlueskyAccount, tmp_path: Path) -> None:
    attachments = tuple(picture(tmp_path, number, alt=f"Plaza {number} con niños") for number in range(4))
    published = Bluesky().publish(session, Outgoing(key=key, text="Fiestas", language="es", attachments=attachments))

    images = stored(bluesky_account, published.network_id)["value"]["embed"]["images"]
    assert [image["alt"] for image in images] == [each.alt for each in attachments]
    assert [(image["aspectRatio"]["width"], image["aspectRatio"]["height"]) for image in images] == [(40, 30)] * 4
    blob = httpx.get(
        f"{bluesky_account.server}/xrpc/com.atproto.sync.getBlob",
        params={"did": bluesky_account.did, "cid": images[0]["image"]["ref"]["$link"]},
    )
    assert blob.content == attachments[0].path.read_bytes()


def test_a_video_is_published_with_its_captions(session: Session, key: str, bluesky_account: BlueskyAccount, tmp_path: Path) -> None:
    film, captions = tmp_path / "film.mp4", tmp_path / "film.vtt"
    film.write_bytes(b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 4000)
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHola\n")
    video = Attachment(
        kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=4032, path=film, alt="Cómo empadronarse", captions=captions, seconds=2
    )
    published = Bluesky().publish(session, Outgoing(key=key, text="Tutorial", language="es", attachments=(video,)))

    embed = stored(bluesky_account, published.network_id)["value"]["embed"]
    assert (embed["$type"], embed["alt"], embed["video"]["mimeType"]) == ("app.bsky.embed.video", "Cómo empadronarse", "video/mp4")
    assert [(each["lang"], each["file"]["mimeType"]) for each in embed["captions"]] == [("es", "text/vtt")]


def test_a_thread_is_whole_and_each_part_answers_to_the_one_before(
    session: Session, key: str, bluesky_account: BlueskyAccount, tmp_path: Path
) -> None:
    outgoing = Outgoing(
        key=key,
        text="Uno https://ejemplo.es #uno",
        language="es",
        more=("Dos 🎉", "Tres"),
        attachments=(picture(tmp_path, 1, alt="Plaza"),),
    )
    published = Bluesky().publish(session, outgoing)

    first, second, third = (stored(bluesky_account, name) for name in (published.network_id, *(part for part, _ in published.parts)))
    assert [each["value"]["text"] for each in (first, second, third)] == [outgoing.text, *outgoing.more]
    assert answered(second) == {"root": reference(first), "parent": reference(first)}
    assert answered(third) == {"root": reference(first), "parent": reference(second)}


def test_a_thread_with_a_part_that_does_not_fit_publishes_nothing(session: Session, key: str, bluesky_account: BlueskyAccount) -> None:
    before = how_many(bluesky_account)
    with pytest.raises(Rejected):
        Bluesky().publish(session, Outgoing(key=key, text="Uno", language="es", more=("a" * 301,)))
    assert how_many(bluesky_account) == before


def test_what_was_published_is_found_and_what_was_not_is_surely_not_there(session: Session, key: str) -> None:
    outgoing = Outgoing(key=key, text="Pleno", language="es", more=("Orden del día",))
    since = session.now - timedelta(minutes=1)
    before = Bluesky().find(session, outgoing, since)
    published = Bluesky().publish(session, outgoing)
    found = Bluesky().find(session, outgoing, since)

    assert before is None
    assert found
    assert (found.network_id, found.parts, found.address) == (published.network_id, published.parts, published.address)


def test_the_same_key_publishes_once(session: Session, key: str, bluesky_account: BlueskyAccount) -> None:
    outgoing = Outgoing(key=key, text="Bando", language="es", more=("Segunda parte",))
    published = Bluesky().publish(session, outgoing)
    before = how_many(bluesky_account)
    again = Bluesky().publish(session, outgoing)

    assert how_many(bluesky_account) == before
    assert again.network_id == published.network_id


def test_what_is_withdrawn_goes_away_whole_and_only_once(session: Session, key: str) -> None:
    outgoing = Outgoing(key=key, text="Error", language="es", more=("Más error",))
    published = Bluesky().publish(session, outgoing)
    Bluesky().withdraw(session, published)

    assert Bluesky().find(session, outgoing, session.now) is None
    assert Bluesky().find(session, Outgoing(key=key, text="", language="es"), session.now) is None
    with pytest.raises(Gone):
        Bluesky().withdraw(session, published)


@pytest.fixture
def relay(bluesky_account: BlueskyAccount) -> Iterator[Relay]:
    """A line to the real server that may lose its answers."""
    with Relay(bluesky_account.server).open() as found:
        assert isinstance(found, Relay)
        yield found


def through(relay: Relay, session: Session) -> Session:
    return replace(session, settings={**session.settings, "server": relay.address})


@pytest.mark.parametrize("fault", [Fault.DONE_AND_SILENT, Fault.DONE_AND_GARBAGE, Fault.SILENT, Fault.BAD_GATEWAY])
@pytest.mark.parametrize("deaf", [False, True], ids=["the line comes back", "the line stays away"])
def test_a_lost_answer_never_publishes_twice(
    session: Session, relay: Relay, key: str, bluesky_account: BlueskyAccount, fault: Fault, *, deaf: bool
) -> None:
    outgoing = Outgoing(key=key, text="Bando", language="es", more=("Segunda parte",))
    before = how_many(bluesky_account)
    relay.fail(fault)
    if deaf:
        # What is asked next, to know what happened, is lost as well.
        relay.fail(Fault.SILENT, Kind.OTHER)
    connector, away = Bluesky(), through(relay, session)
    entered(connector, away, relay)
    failure = None
    try:
        connector.publish(away, outgoing)
    except Uncertain as uncertain:
        failure = uncertain
    found = connector.find(away, outgoing, session.now)
    if found is None:
        connector.publish(away, outgoing)

    done = fault in {Fault.DONE_AND_SILENT, Fault.DONE_AND_GARBAGE}
    assert (found is not None, how_many(bluesky_account) - before) == (done, 2)
    assert (failure is None) == (done and not deaf)


def entered(connector: Bluesky, session: Session, relay: Relay) -> None:
    """Enters beforehand, so that the faults are for what is published."""
    faults, relay.faults = relay.faults, []
    connector.connect(session)
    relay.faults = faults


def test_many_tries_at_once_publish_once(session: Session, key: str, bluesky_account: BlueskyAccount) -> None:
    outgoing = Outgoing(key=key, text="Aviso", language="es")
    before = how_many(bluesky_account)
    Bluesky().connect(session)

    def attempt(_number: int) -> str:
        try:
            return Bluesky().publish(session, outgoing).network_id
        except Uncertain:
            return ""

    with ThreadPoolExecutor(6) as tries:
        names = {name for name in tries.map(attempt, range(12)) if name}
    assert (how_many(bluesky_account) - before, len(names)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        pytest.param(FAMILY * 100, True, id="100 families"),
        pytest.param(FAMILY * 120, True, id="120 families, 3000 octets"),
        pytest.param(FAMILY * 121, False, id="121 families"),
        pytest.param(FAMILY * 130, False, id="130 families"),
        pytest.param("n\u0303" * 300, True, id="300 letters of two code points"),
        pytest.param("n\u0303" * 301, False, id="301 letters of two code points"),
        pytest.param("ñ" * 300, True, id="300 composed letters"),
        pytest.param("ñ" * 301, False, id="301 composed letters"),
        pytest.param("🇪🇸" * 300, True, id="300 flags"),
        pytest.param("🇪🇸" * 301, False, id="301 flags"),
        pytest.param("شكر " * 75, True, id="300 letters from right to left"),
        pytest.param("\u202bشكر\u202c" * 60, True, id="300 with marks of direction"),
        pytest.param("\u202bشكر\u202c" * 61, False, id="305 with marks of direction"),
        pytest.param("1\ufe0f\u20e3" * 300, True, id="300 keycaps"),
        pytest.param("日本" * 150, True, id="300 ideographs"),
        pytest.param("a\r\n" * 150, True, id="300 with ends of line of two"),
        pytest.param("क्ष" * 300, True, id="300 conjuncts"),
        pytest.param("ก็" * 301, False, id="301 with marks above"),
    ],
)
def test_our_count_is_that_of_the_real_server(session: Session, text: str, key: str, *, taken: bool) -> None:
    ours = counting.count(text, Bluesky.limits).fits
    try:
        Bluesky().publish(session, Outgoing(key=key, text=text, language="es"))
        theirs = True
    except Rejected:
        theirs = False
    assert (ours, theirs) == (taken, taken)


def test_the_server_is_never_told_a_publication_that_is_too_heavy(session: Session, key: str, tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.jpg"
    heavy.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 2_000_001)
    attached = Attachment(kind=MediaKind.IMAGE, mime="image/jpeg", digest="", size=2_000_005, path=heavy, alt="x")
    with pytest.raises(Rejected):
        Bluesky().publish(session, Outgoing(key=key, text="Cartel", language="es", attachments=(attached,)))


def test_names_of_records_are_of_the_form_that_the_network_asks() -> None:
    names = {parse.record_key(f"delivery-{number}", part) for number in range(500) for part in range(2)}
    assert len(names) == 1000
    assert {len(name) for name in names} == {13}
    assert {name[0] for name in names} <= set("234567abcdefghij")
