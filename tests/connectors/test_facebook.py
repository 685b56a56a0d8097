"""What is of Facebook pages alone: whose token it is, until when, and videos that nobody sees without their captions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Reconnect, Session, TryLater
from plazamayor.connectors.facebook import parse
from plazamayor.connectors.facebook.connector import connector as on_facebook
from tests.connectors.fakes import graph
from tests.connectors.fakes.network import Fault, Kind, Post

OUTGOING = Outgoing(key="delivery-1", text="Se abre el plazo", language="es")
CAPTIONS = (
    "WEBVTT\n\nNOTE nothing\n\n1\n00:01.500 --> 00:03.000 align:start\n<v Ana>Hola</v>\n\n01:00:00.000 --> 01:00:02.000\nAdiós\na todos\n"
)


@pytest.fixture
def network() -> Iterator[graph.Facebook]:
    network = graph.Facebook()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: graph.Facebook, now: datetime) -> Session:
    settings = {"page": graph.PAGE, "app_id": graph.APP, "server": network.address}
    return Session(secrets={"app_secret": graph.SECRET, "token": graph.TOKEN}, settings=settings, now=now)


def test_connecting_says_which_page_it_is_and_until_when(session: Session) -> None:
    account = on_facebook.connect(session)
    assert (account.handle, account.name, account.secrets) == ("aytozafra", "Ayuntamiento de Zafra", {"page_token": graph.PAGE_TOKEN})
    assert account.expires == datetime.fromtimestamp(graph.END, UTC)


def test_the_permission_of_a_system_user_does_not_end(network: graph.Facebook, session: Session) -> None:
    network.ends = 0
    assert on_facebook.connect(session).expires is None


def test_a_token_that_meta_no_longer_knows_needs_a_person(session: Session) -> None:
    with pytest.raises(Reconnect, match="connect the account again"):
        on_facebook.connect(replace(session, secrets={**session.secrets, "token": "another"}))


def test_a_permission_that_lacks_is_named_in_the_words_of_meta(network: graph.Facebook, session: Session) -> None:
    network.fail(Fault.LACKING)
    with pytest.raises(Reconnect) as failure:
        on_facebook.publish(session, OUTGOING)
    assert failure.value.missing == ("pages_manage_posts",)


def test_the_token_of_the_page_that_is_kept_is_not_asked_again(network: graph.Facebook, session: Session) -> None:
    on_facebook.publish(
        replace(session, secrets={**session.secrets, "page_token": graph.PAGE_TOKEN}), replace(OUTGOING, link="https://a.es")
    )
    assert [(request.method, request.path.rpartition("/")[2], request.fields.get("link")) for request in network.asked] == [
        ("POST", "feed", "https://a.es")
    ]


def film(folder: Path, captions: Path | None = None) -> Attachment:
    path = folder / "film.mp4"
    path.write_bytes(b"film" * (5 << 18))
    return Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=5 << 20, path=path, captions=captions)


def test_a_video_travels_in_pieces(network: graph.Facebook, session: Session, tmp_path: Path) -> None:
    published = on_facebook.publish(session, replace(OUTGOING, attachments=(film(tmp_path),)))
    assert (network.film, [post.text for post in network.posts]) == ((tmp_path / "film.mp4").read_bytes(), ["Se abre el plazo"])
    assert (published.network_id, published.address) == ("900", "https://www.facebook.com/900")


def test_a_video_is_seen_once_it_has_its_captions(network: graph.Facebook, session: Session, tmp_path: Path) -> None:
    captions = tmp_path / "film.vtt"
    captions.write_text(CAPTIONS)
    on_facebook.publish(session, replace(OUTGOING, attachments=(film(tmp_path, captions),)))
    assert network.captions == parse.subrip(CAPTIONS)
    assert [network.kind(request) for request in network.asked[-3:]] == [Kind.OTHER, Kind.OTHER, Kind.PUBLISH]
    assert [post.name for post in network.posts] == ["900"]


def test_captions_are_written_as_subrip() -> None:
    assert parse.subrip(CAPTIONS).decode() == (
        "1\n00:00:01,500 --> 00:00:03,000\nHola\n\n2\n01:00:00,000 --> 01:00:02,000\nAdiós\na todos\n"
    )


def test_how_long_to_wait_is_read_of_what_meta_says_of_the_use(network: graph.Facebook, session: Session) -> None:
    use = '{"104":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":12}]}'
    type(network).waiting = replace(graph.Graph.waiting, headers={"X-Business-Use-Case-Usage": use})
    network.fail(Fault.WAIT)
    with pytest.raises(TryLater) as failure:
        on_facebook.publish(session, OUTGOING)
    del type(network).waiting
    assert failure.value.after == timedelta(minutes=12)


def test_what_was_published_is_found_behind_many_others(network: graph.Facebook, session: Session) -> None:
    on_facebook.publish(session, OUTGOING)
    network.posts += [Post(f"{graph.PAGE}_9{number}", f"Otro {number}") for number in range(12)]
    found = on_facebook.find(session, OUTGOING, session.now)
    assert found
    assert found.network_id == network.posts[0].name
