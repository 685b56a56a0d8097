"""A site with weeks of visits, and a real mail server that says what it is told to say."""

import socket
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from plazamayor.analytics import store as event_store
from plazamayor.analytics.models import Site
from tests.make.cast import Cast
from tests.make.events import make_event
from tests.make.sites import make_site

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # eight in the morning in Madrid


@dataclass
class Mailbox:
    """What a mail server took. `recipient` and `data` are what it answers at each step; without an answer it hangs up."""

    taken: list[EmailMessage] = field(default_factory=list)
    recipient: str | None = "250 OK"
    data: str | None = "250 taken"

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802 the library's name
        if self.recipient and self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient or "451 no"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 the same
        if self.data is None or self.data.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]  # bytes here
        if self.data is None and server.transport is not None:
            server.transport.close()
        return self.data or ""


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A mail server on loopback, and the installation told to use it."""
    box = Mailbox()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
    settings.MAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "plaza@villaclara.example"
    settings.BASE_URL = "https://plaza.example"
    yield box
    controller.stop()


@pytest.fixture
def site(cast: Cast, store: None) -> Site:
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return make_site(cast.organisation, domain="www.villaclara.example", exempt=False, created=created)


Fill = Callable[..., None]


@pytest.fixture
def fill(site: Site) -> Fill:
    """Puts so many visits of one page on some days, at an hour."""

    def put(days: dict[date, int], *, clock: str = "9:30", path: str = "/") -> None:
        events = [
            make_event(clock, site=site.pk, day=day, visitor=number, path=path) for day, visits in days.items() for number in range(visits)
        ]
        event_store.append(events, token=str(uuid.uuid4()))

    return put


def week(first: date, visits: int) -> dict[date, int]:
    return {first + timedelta(days=number): visits for number in range(7)}
