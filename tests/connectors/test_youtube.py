"""What is of YouTube alone: videos in pieces that nobody sees until they are whole, what its texts admit, and what a day allows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Rejected, Session, TryLater, Uncertain
from plazamayor.connectors.asking import Act
from plazamayor.connectors.youtube import connector as module
from plazamayor.connectors.youtube import parse
from plazamayor.connectors.youtube.connector import connector as on_youtube
from plazamayor.core.http import Answer
from tests.connectors.fakes import youtube
from tests.connectors.fakes.network import Fault, Post
from tests.connectors.fakes.pictures import picture


@pytest.fixture
def network() -> Iterator[youtube.YouTube]:
    network = youtube.YouTube()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: youtube.YouTube, now: datetime) -> Session:
    secrets = {"client_secret": youtube.SECRET, "refresh_token": youtube.REFRESH}
    return Session(secrets=secrets, settings={"client_id": "plaza", "server": network.address}, now=now)


def outgoing(folder: Path, **more: Any) -> Outgoing:
    film, captions = folder / "film.mp4", folder / "film.vtt"
    film.write_bytes(b"0123456789" * 60_000)
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHola\n")
    video = Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=600_000, path=film, captions=captions)
    return replace(Outgoing(key="delivery-1", text="Cómo empadronarse", title="Empadronarse", language="es", attachments=(video,)), **more)


def test_connecting_says_which_channel_it_is(network: youtube.YouTube, session: Session) -> None:
    account = on_youtube.connect(session)
    assert (account.handle, account.name, account.expires) == ("@aytozafra", "Ayuntamiento de Zafra", None)
    network.lasts = 600_000
    assert on_youtube.connect(session).expires == session.now + timedelta(seconds=600_000)
    network.channels = []
    with pytest.raises(Rejected, match="no channel"):
        on_youtube.connect(session)


def test_a_video_travels_in_pieces_and_is_seen_once_it_has_its_captions(
    network: youtube.YouTube, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PIECE", 256 << 10)
    published = on_youtube.publish(session, outgoing(tmp_path))
    assert network.content == (tmp_path / "film.mp4").read_bytes()
    assert network.captions == {published.network_id: (tmp_path / "film.vtt").read_bytes().rstrip()}
    assert (network.begun["snippet"]["title"], network.begun["status"]["privacyStatus"]) == ("Empadronarse", "private")
    assert [(request.method, request.path) for request in network.asked[-3:]] == [
        ("GET", "/youtube/v3/captions"),
        ("POST", "/upload/youtube/v3/captions"),
        ("PUT", "/youtube/v3/videos"),
    ]


def test_a_video_that_was_left_unseen_is_not_uploaded_again(network: youtube.YouTube, session: Session, tmp_path: Path) -> None:
    network.fail(Fault.SILENT)
    with pytest.raises(Uncertain):
        on_youtube.publish(session, outgoing(tmp_path))
    left = network.unseen[0].name
    published = on_youtube.publish(session, outgoing(tmp_path))
    assert (published.network_id, [post.name for post in network.posts], network.unseen) == (left, [left], [])


def test_a_video_that_youtube_keeps_private_is_said_to_be_so(network: youtube.YouTube, session: Session, tmp_path: Path) -> None:
    network.audited = False
    with pytest.raises(Rejected, match="has not audited the project"):
        on_youtube.publish(session, outgoing(tmp_path))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"text": "Más <aquí>"}, "neither < nor >"),
        ({"title": "a" * 101}, "title of 100"),
        ({"text": "ñ" * 2501}, "5,000 octets"),
        ({"attachments": ()}, "only videos"),
    ],
)
def test_what_youtube_does_not_take_is_told_before_anything_is_uploaded(
    network: youtube.YouTube, session: Session, tmp_path: Path, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(Rejected, match=told):
        on_youtube.publish(session, outgoing(tmp_path, **more))
    assert network.asked == []


def test_a_picture_is_no_video(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="only videos"):
        on_youtube.publish(session, outgoing(tmp_path, attachments=(picture(tmp_path),)))


def test_what_was_published_is_found_behind_many_others(network: youtube.YouTube, session: Session, tmp_path: Path) -> None:
    on_youtube.publish(session, outgoing(tmp_path))
    network.posts += [Post(f"w{number}", f"Otro {number}") for number in range(12)]
    found = on_youtube.find(session, outgoing(tmp_path), session.now)
    assert found
    assert found.network_id == network.posts[0].name


def test_when_the_quota_of_a_day_is_used_up_it_waits_for_the_next_of_the_pacific() -> None:
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    told = b'{"error": {"code": 403, "message": "quota", "errors": [{"reason": "quotaExceeded"}]}}'
    failure = parse.Special(now)(Answer(403, {}, told, ""), Act.PUBLISH)
    assert isinstance(failure, TryLater)
    assert failure.after == timedelta(hours=1, minutes=1)
