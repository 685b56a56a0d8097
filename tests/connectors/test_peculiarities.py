"""What is of one network alone: limits that a server tells, signatures, where texts go, how often one enters."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Reconnect, Rejected, Session, TryLater
from plazamayor.connectors.asking import waiting
from plazamayor.connectors.bluesky.connector import connector as on_bluesky
from plazamayor.connectors.email import parse as email_parse
from plazamayor.connectors.email.connector import connector as by_email
from plazamayor.connectors.mastodon.connector import connector as on_mastodon
from plazamayor.connectors.telegram.connector import connector as on_telegram
from plazamayor.connectors.webhook import parse as webhook_parse
from plazamayor.connectors.webhook.connector import connector as by_webhook
from tests.connectors.fakes import bluesky, mail, mastodon, telegram, web
from tests.connectors.fakes.network import Fault, Kind, Post
from tests.connectors.fakes.pictures import picture

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def outgoing(text: str = "Se abre el plazo", **more: Any) -> Outgoing:
    return replace(Outgoing(key="delivery-1", text=text, language="es"), **more)


# --- Mastodon ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def mastodon_network() -> Iterator[mastodon.Mastodon]:
    network = mastodon.Mastodon()
    with network.open():
        yield network


def mastodon_session(network: mastodon.Mastodon, now: datetime, token: str = mastodon.TOKEN) -> Session:
    return Session(secrets={"token": token}, settings={"server": f"{network.address}/"}, now=now)


def test_the_limits_of_mastodon_are_those_that_the_server_tells(mastodon_network: mastodon.Mastodon, now: datetime) -> None:
    account = on_mastodon.connect(mastodon_session(mastodon_network, now))
    assert account.limits
    assert (account.limits.length, account.limits.link, account.limits.images) == (5000, 25, 6)
    assert (account.limits.image_size, account.limits.alt, account.limits.image_types) == (1000, 700, ("image/jpeg", "image/png"))
    assert (account.name, account.address) == ("Ayuntamiento de Zafra", "https://mastodon.test/@zafra")


def test_a_token_that_is_the_name_of_a_file_is_not_read_from_it(mastodon_network: mastodon.Mastodon, now: datetime, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{mastodon.TOKEN}\n")
    with pytest.raises(Reconnect):
        on_mastodon.connect(mastodon_session(mastodon_network, now, str(tmp_path / "token")))


def test_silence_just_after_a_try_says_nothing(mastodon_network: mastodon.Mastodon, now: datetime) -> None:
    session = mastodon_session(mastodon_network, now)
    with pytest.raises(Exception, match="may still be at it"):
        on_mastodon.find(session, outgoing(), now - timedelta(seconds=5))
    assert on_mastodon.find(session, outgoing(), now - timedelta(seconds=60)) is None


def test_a_thread_that_stayed_begun_for_long_is_for_a_person(mastodon_network: mastodon.Mastodon, now: datetime) -> None:
    session = mastodon_session(mastodon_network, now)
    on_mastodon.publish(session, outgoing("Uno"))
    long_after = replace(session, now=now + timedelta(hours=2))
    with pytest.raises(Exception, match="Only 1 of the 2 parts"):
        on_mastodon.find(long_after, outgoing("Uno", more=("Dos",)), now - timedelta(minutes=1))


def test_what_was_published_is_found_behind_many_others(mastodon_network: mastodon.Mastodon, now: datetime) -> None:
    session = mastodon_session(mastodon_network, now)
    on_mastodon.publish(session, outgoing("Este"))
    for number in range(90):
        mastodon_network.posts.append(Post(f"2{number:05}", f"Otro {number}"))
    found = on_mastodon.find(session, outgoing("Este"), now)
    assert found
    assert found.network_id == mastodon_network.posts[0].name


# --- Bluesky -----------------------------------------------------------------------------------------------------------


def test_bluesky_is_entered_once_for_many_publications_and_again_when_it_asks(now: datetime) -> None:
    network = bluesky.Bluesky()
    with network.open():
        session = Session(secrets={"password": bluesky.PASSWORD}, settings={"handle": bluesky.HANDLE, "server": network.address}, now=now)
        for number in range(3):
            on_bluesky.publish(session, outgoing(key=f"delivery-{number}"))
        once = network.entered
        network.fail(Fault.EXPIRED)
        with pytest.raises(TryLater, match="enter again") as failure:
            on_bluesky.publish(session, outgoing(key="delivery-3"))
        on_bluesky.publish(session, outgoing(key="delivery-3"))
    assert (once, network.entered, failure.value.after) == (1, 2, timedelta(seconds=1))
    assert len(network.posts) == 4


# --- Telegram ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def telegram_network() -> Iterator[telegram.Telegram]:
    network = telegram.Telegram()
    with network.open():
        yield network


def telegram_session(network: telegram.Telegram, now: datetime, token: str = telegram.TOKEN) -> Session:
    return Session(secrets={"token": token}, settings={"chat": "@zafra", "server": network.address}, now=now)


def test_a_text_that_does_not_fit_under_a_picture_goes_after_it(telegram_network: telegram.Telegram, now: datetime, tmp_path: Path) -> None:
    text = "a" * 1025
    attached = outgoing(text, attachments=(picture(tmp_path),))
    published = on_telegram.publish(telegram_session(telegram_network, now), attached)
    assert [post.text for post in telegram_network.posts] == ["", text]
    assert len(published.parts) == 1


def test_pictures_of_one_publication_are_an_album_that_is_withdrawn_whole(
    telegram_network: telegram.Telegram, now: datetime, tmp_path: Path
) -> None:
    session = telegram_session(telegram_network, now)
    published = on_telegram.publish(session, outgoing(attachments=tuple(picture(tmp_path, each) for each in range(3))))
    album = [post.text for post in telegram_network.posts]
    on_telegram.withdraw(session, published)
    assert (album, telegram_network.posts) == (["Se abre el plazo", "", ""], [])


def test_a_video_is_sent_as_such(telegram_network: telegram.Telegram, now: datetime, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0" * 100)
    video = Attachment(kind=MediaKind.VIDEO, mime="video/mp4", digest="", size=100, path=film)
    on_telegram.publish(telegram_session(telegram_network, now), outgoing(attachments=(video,)))
    assert [request.path.rpartition("/")[2] for request in telegram_network.asked] == ["sendVideo"]
    assert telegram_network.wrong == []


def test_a_message_of_telegram_says_where_it_is_seen(telegram_network: telegram.Telegram, now: datetime) -> None:
    published = on_telegram.publish(telegram_session(telegram_network, now), outgoing())
    name = telegram_network.posts[0].name
    assert (published.network_id, published.address) == (f"-1001234567890/{name}", f"https://t.me/zafra/{name}")


def test_the_second_message_that_is_told_to_wait_leaves_it_uncertain(telegram_network: telegram.Telegram, now: datetime) -> None:
    session = telegram_session(telegram_network, now)
    usual = telegram_network.fault
    spared: list[Any] = []
    telegram_network.fail(Fault.WAIT)

    def second(request: Any) -> Fault | None:
        if telegram_network.kind(request) is Kind.PUBLISH and not spared:
            spared.append(request)
            return None
        return usual(request)

    telegram_network.fault = second  # type: ignore[method-assign]  # the fake lets its first message pass
    with pytest.raises(Exception, match="1 messages are published and the next is not"):
        on_telegram.publish(session, outgoing(more=("Dos",)))
    assert len(telegram_network.posts) == 1


# --- Webhook -----------------------------------------------------------------------------------------------------------


def test_a_call_is_signed_as_standard_webhooks_says() -> None:
    event = webhook_parse.publication(outgoing(), NOW)
    headers = webhook_parse.signed(event, web.SECRET, NOW)
    signed = b"delivery-1." + str(int(NOW.timestamp())).encode() + b"." + event.body
    expected = base64.b64encode(hmac.new(web.SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert (headers["webhook-signature"], headers["webhook-id"], headers["Idempotency-Key"]) == (
        f"v1,{expected}",
        "delivery-1",
        "delivery-1",
    )


def test_a_secret_that_is_short_is_refused(now: datetime) -> None:
    session = Session(secrets={"secret": "short"}, settings={"address": "https://ejemplo.es"}, now=now)
    with pytest.raises(Rejected, match="fewer than 24"):
        by_webhook.connect(session)


# --- E-mail ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def post_office(settings: Settings) -> Iterator[mail.Mail]:
    network = mail.Mail()
    with network.open():
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", network.port, 2
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "Plaza <plaza@zafra.example>"
        yield network


def email_session(recipients: str = "prensa@ejemplo.es; radio@ejemplo.es") -> Session:
    return Session(secrets={}, settings={"recipients": recipients}, now=NOW)


def test_a_notice_keeps_its_identifier_and_shows_nobody_the_others(post_office: mail.Mail, tmp_path: Path) -> None:
    notice = outgoing(title="Se abre\nel plazo", link="https://ejemplo.es/l/a", attachments=(picture(tmp_path, alt="La plaza"),))
    published = by_email.publish(email_session(), notice)
    message = post_office.messages[0]
    assert published.network_id == message["Message-ID"] == "<delivery-1@zafra.example>"
    assert (message["Subject"], message["Auto-Submitted"], message["Bcc"]) == ("Se abre el plazo", "auto-generated", None)
    assert sorted(post_office.envelopes[0].rcpt_tos) == ["plaza@zafra.example", "prensa@ejemplo.es", "radio@ejemplo.es"]
    assert post_office.posts[0].text == "Se abre el plazo\n\nhttps://ejemplo.es/l/a\n\nWhat the attached files show:\n1. La plaza"
    assert [part.get_content_type() for part in message.iter_attachments()] == ["image/png"]


def test_what_a_mail_server_refuses_is_told(post_office: mail.Mail) -> None:
    post_office.fail(Fault.REFUSED)
    with pytest.raises(Rejected, match="Message refused"):
        by_email.publish(email_session(), outgoing())


def test_a_message_that_left_cannot_be_taken_back(post_office: mail.Mail) -> None:
    published = by_email.publish(email_session(), outgoing())
    with pytest.raises(Rejected, match="cannot be taken back"):
        by_email.withdraw(email_session(), published)


@pytest.mark.parametrize("written", ["", "prensa", "prensa@ejemplo.es, radio"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(Rejected, match="is not one"):
        by_email.connect(email_session(written))


def test_an_installation_that_sends_no_mail_says_so(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(Rejected, match="sends no mail"):
        by_email.connect(email_session())


def test_addresses_may_be_separated_in_several_ways() -> None:
    assert email_parse.recipients("a@b.es, c@d.es;a@b.es\ne@f.es") == ["a@b.es", "c@d.es", "e@f.es"]


# --- Waiting -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "120"}, timedelta(minutes=2)),
        ({"retry-after": "Sun, 22 Nov 2026 10:05:00 GMT"}, timedelta(minutes=5)),
        ({"x-ratelimit-reset": "2026-11-22T10:10:00.000000Z"}, timedelta(minutes=10)),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 60)}, timedelta(minutes=1)),
        ({"retry-after": "0"}, timedelta(seconds=1)),
        ({"retry-after": "999999"}, timedelta(days=1)),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sun, 22 Foo 2026"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait_is_read_in_any_of_its_forms(headers: dict[str, str], expected: timedelta | None) -> None:
    assert waiting(headers, NOW) == expected
