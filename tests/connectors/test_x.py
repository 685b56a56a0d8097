"""What is of X alone: what it charges, tokens that serve once, videos with their captions, saying again what was said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plazamayor.channels.contract import Attachment, Charges, MediaKind, Outgoing, Reconnect, Rejected, Renews, Session, TryLater
from plazamayor.connectors.x.connector import connector as on_x
from tests.connectors.fakes import x
from tests.connectors.fakes.network import Post


@pytest.fixture
def network() -> Iterator[x.X]:
    network = x.X()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: x.X, now: datetime) -> Session:
    secrets = {"client_secret": x.CLIENT_SECRET, "token": x.TOKEN, "refresh_token": x.REFRESH}
    return Session(secrets=secrets, settings={"client_id": "plaza", "server": network.address}, now=now)


def outgoing(text: str = "Se abre el plazo", *more: str) -> Outgoing:
    return Outgoing(key="delivery-1", text=text, language="es", more=more)


@pytest.mark.parametrize(
    ("texts", "thousandths"),
    [
        (["Se abre el plazo"], 15),
        (["Se abre el plazo: https://zafra.es/l/a"], 200),
        (["Más en zafra.es"], 200),
        (["Uno", "Dos https://zafra.es", "Tres"], 230),
    ],
)
def test_the_price_is_that_of_each_post_and_more_with_an_address(texts: list[str], thousandths: int) -> None:
    price = on_x.price(outgoing(*texts))
    assert (price.thousandths, price.currency, isinstance(on_x, Charges)) == (thousandths, "USD", True)


def test_connecting_renews_and_keeps_the_tokens_that_follow(network: x.X, session: Session) -> None:
    account = on_x.connect(session)
    kept = {name: account.secrets[name] for name in ("token", "refresh_token", "user")}
    assert (account.handle, account.name, account.address) == ("@zafra", "Ayuntamiento de Zafra", "https://x.com/zafra")
    assert kept == {"token": f"{x.TOKEN}+", "refresh_token": f"{x.REFRESH}+", "user": "77"}
    assert datetime.fromisoformat(account.secrets["until"]) == session.now + timedelta(hours=2)


def test_a_token_that_ran_out_waits_to_be_renewed_and_then_publishes(network: x.X, session: Session) -> None:
    lapsed = replace(session, handle="@zafra", secrets={**session.secrets, "until": session.now.isoformat()})
    with pytest.raises(TryLater, match="being renewed"):
        on_x.publish(lapsed, outgoing())
    renewed = on_x.renew(lapsed)
    on_x.publish(replace(lapsed, secrets={**lapsed.secrets, **renewed.secrets}), outgoing())
    assert isinstance(on_x, Renews)
    assert (renewed.handle, [post.text for post in network.posts]) == ("@zafra", ["Se abre el plazo"])


def test_a_refresh_token_that_was_used_needs_a_person(network: x.X, session: Session) -> None:
    on_x.renew(session)
    with pytest.raises(Reconnect, match="connect the account again"):
        on_x.renew(session)


def test_saying_again_what_was_just_said_is_refused_with_a_sentence(network: x.X, session: Session) -> None:
    network.remembers = True
    on_x.publish(session, outgoing())
    with pytest.raises(Rejected, match="change the text"):
        on_x.publish(session, outgoing())
    assert len(network.posts) == 1


def test_a_video_travels_in_pieces_with_its_captions(network: x.X, session: Session, tmp_path: Path) -> None:
    film, captions = tmp_path / "film.mp4", tmp_path / "film.vtt"
    film.write_bytes(b"film" * (5 << 18))
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHola\n")
    video = Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=5 << 20, path=film, captions=captions)
    on_x.publish(session, replace(outgoing(), attachments=(video,)))
    pieces = [request for request in network.asked if request.path.endswith("/append")]
    assert (len(pieces), network.uploads["9000"], network.asked_status) == (2, film.read_bytes(), 1)
    assert network.uploads["9001"] == captions.read_bytes()
    assert network.subtitles == [
        {"id": "9000", "media_category": "TweetVideo", "subtitles": {"id": "9001", "language_code": "ES", "display_name": "es"}}
    ]


def test_what_was_published_is_found_behind_many_others(network: x.X, session: Session) -> None:
    on_x.publish(session, outgoing("Pleno & actas: https://zafra.es/l/a"))
    network.posts += [Post(f"19{number:06}", f"Otro {number}") for number in range(12)]
    found = on_x.find(session, outgoing("Pleno & actas: https://zafra.es/l/a"), session.now)
    assert found
    assert found.network_id == network.posts[0].name
