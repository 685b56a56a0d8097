"""What is of LinkedIn alone: its notation of texts, of which nothing may be cut, its permission, and its videos in pieces."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Reconnect, Session, TryLater
from plazamayor.connectors.asking import Act
from plazamayor.connectors.linkedin import parse
from plazamayor.connectors.linkedin.connector import connector as on_linkedin
from plazamayor.core.http import Answer
from tests.connectors.fakes import linkedin
from tests.connectors.fakes.network import Post

OUTGOING = Outgoing(key="delivery-1", text="Se abre el plazo (BOP 12/2026) @todos", language="es")


@pytest.fixture
def network() -> Iterator[linkedin.LinkedIn]:
    network = linkedin.LinkedIn()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: linkedin.LinkedIn, now: datetime) -> Session:
    settings = {"organization": linkedin.ORGANIZATION, "client_id": "plaza", "server": network.address}
    secrets = {"client_secret": linkedin.SECRET, "token": linkedin.TOKEN, "refresh_token": linkedin.REFRESH}
    return Session(secrets=secrets, settings=settings, now=now, handle="ayto-zafra")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plazo (BOP 12) *hoy*", "Plazo \\(BOP 12\\) \\*hoy\\*"),
        ("Fiestas #Zafra_2026, ven", "Fiestas {hashtag|\\#|Zafra\\_2026}, ven"),
        ("Fila #1 y #", "Fila \\#1 y \\#"),
        ("https://zafra.es/a_b#c", "https://zafra.es/a\\_b\\#c"),
        ("C:\\actas @alcaldía {x} [y] <z> ~a|b", "C:\\\\actas \\@alcaldía \\{x\\} \\[y\\] \\<z\\> \\~a\\|b"),
    ],
)
def test_what_linkedin_reserves_is_escaped(text: str, written: str) -> None:
    assert parse.little(text) == written


@given(st.text(alphabet="ab \n#(){}[]@*_~<>|\\ñ🎉1/."))
def test_no_text_is_cut_and_each_is_read_back_as_it_was(text: str) -> None:
    assert linkedin.read(parse.little(text)) == parse.plain(parse.little(text)) == text


def test_connecting_says_which_page_it_is_and_until_when(session: Session) -> None:
    account = on_linkedin.connect(session)
    assert (account.handle, account.name, account.expires) == (
        "ayto-zafra",
        "Ayuntamiento de Zafra",
        datetime.fromtimestamp(linkedin.END, UTC),
    )


def test_a_permission_is_made_longer_where_linkedin_gave_with_what(session: Session) -> None:
    account = on_linkedin.renew(session)
    assert account.secrets == {"token": f"{linkedin.TOKEN}+", "refresh_token": f"{linkedin.REFRESH}+"}
    assert account.expires == session.now + timedelta(days=60)
    with pytest.raises(Reconnect, match="generate another token"):
        on_linkedin.renew(replace(session, secrets={**session.secrets, "refresh_token": ""}))


def test_a_link_has_its_card(network: linkedin.LinkedIn, session: Session) -> None:
    on_linkedin.publish(session, replace(OUTGOING, link="https://zafra.es/l/a", title="Becas"))
    assert network.content == [{"article": {"source": "https://zafra.es/l/a", "title": "Becas"}}]
    assert network.posts[0].text == OUTGOING.text


def test_a_video_travels_in_the_pieces_that_linkedin_says(network: linkedin.LinkedIn, session: Session, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"0123456789")
    video = Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=10, path=film)
    on_linkedin.publish(session, replace(OUTGOING, attachments=(video,)))
    assert network.media == {"m0": b"0123456789"}
    assert network.content == [{"media": {"id": "urn:li:video:m0", "title": "film.mp4"}}]


def test_what_was_published_is_found_behind_many_others(network: linkedin.LinkedIn, session: Session) -> None:
    on_linkedin.publish(session, OUTGOING)
    network.posts += [Post(f"urn:li:share:9{number}", f"Otro {number}") for number in range(60)]
    found = on_linkedin.find(session, OUTGOING, session.now)
    assert found
    assert found.network_id == network.posts[0].name


def test_when_a_day_is_used_up_it_waits_until_the_next() -> None:
    now = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    told = b'{"status": 429, "message": "Resource level throttle APPLICATION DAY limit for calls to this resource is reached."}'
    failure = parse.Special(now)(Answer(429, {}, told, ""), Act.PUBLISH)
    assert isinstance(failure, TryLater)
    assert failure.after == timedelta(hours=1, minutes=1)
