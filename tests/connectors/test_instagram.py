"""What is of Instagram alone: two steps, what it fetches, what a day allows, and that nobody deletes by it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Rejected, Session, TryLater
from plazamayor.connectors.instagram.connector import connector as on_instagram
from tests.connectors.fakes import graph, instagram
from tests.connectors.fakes.pictures import picture


@pytest.fixture
def network() -> Iterator[instagram.Instagram]:
    network = instagram.Instagram()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: instagram.Instagram, now: datetime) -> Session:
    settings = {"page": graph.PAGE, "app_id": graph.APP, "server": network.address}
    return Session(secrets={"app_secret": graph.SECRET, "token": graph.TOKEN}, settings=settings, now=now)


def outgoing(folder: Path, **more: Any) -> Outgoing:
    attached = (picture(folder, 1, "La plaza"),)
    return replace(Outgoing(key="delivery-1", text="Fiestas", language="es", attachments=attached), **more)


def test_connecting_says_which_account_hangs_from_the_page(session: Session) -> None:
    account = on_instagram.connect(session)
    assert (account.handle, account.address) == ("@ayto.zafra", "https://www.instagram.com/ayto.zafra/")
    assert account.secrets == {"page_token": graph.PAGE_TOKEN, "account": graph.INSTAGRAM}


def test_a_video_is_fetched_as_a_reel(network: instagram.Instagram, session: Session, tmp_path: Path) -> None:
    film = Attachment(
        kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=1, path=tmp_path / "film.mp4", address="https://zafra.es/film.mp4"
    )
    published = on_instagram.publish(session, outgoing(tmp_path, attachments=(film,)))
    made = next(request.fields for request in network.asked if request.path.endswith("/media"))
    assert (made["media_type"], made["video_url"], "alt_text" in made) == ("REELS", "https://zafra.es/film.mp4", False)
    assert published.address == f"https://www.instagram.com/p/{published.network_id}/"


def test_a_text_alone_is_not_published(network: instagram.Instagram, session: Session, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="no text without a picture"):
        on_instagram.publish(session, outgoing(tmp_path, attachments=()))
    assert network.posts == []


def test_when_the_publications_of_a_day_are_used_up_it_waits(network: instagram.Instagram, session: Session, tmp_path: Path) -> None:
    network.used = 100
    with pytest.raises(TryLater, match="no more than 100 publications"):
        on_instagram.publish(session, outgoing(tmp_path))
    assert network.containers == {}


def test_what_it_could_not_fetch_is_told(network: instagram.Instagram, session: Session, tmp_path: Path) -> None:
    network.broken = True
    with pytest.raises(Rejected, match="Media download has failed"):
        on_instagram.publish(session, outgoing(tmp_path))


def test_what_is_published_cannot_be_deleted_by_us(session: Session, tmp_path: Path) -> None:
    published = on_instagram.publish(session, outgoing(tmp_path))
    with pytest.raises(Rejected, match="delete it by hand") as failure:
        on_instagram.withdraw(session, published)
    assert published.address in failure.value.told
