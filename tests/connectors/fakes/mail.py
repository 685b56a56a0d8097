"""A mail server on loopback, with the faults of mail servers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.connectors.fakes.network import Fault, Kind, Network, Post

SAID = {Fault.WAIT: "451 4.7.1 Try again later", Fault.REFUSED: "554 5.7.1 Message refused", Fault.BROKEN: "451 4.3.0 Internal error"}


class Mail(Network):
    """Each message that it takes is a post, whose key is the message's identifier."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 the library's name
        fault = self.faults.pop(0)[0] if self.faults else None
        if fault in SAID:
            return SAID[fault]
        if fault is not Fault.SILENT:
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            body = message.get_body(("plain",))
            self.messages.append(message)
            self.envelopes.append(envelope)
            self.posts.append(
                Post(message["Message-ID"], body.get_content().replace("\r\n", "\n").strip() if body else "", key=message["Message-ID"])
            )
        if fault:
            assert server.transport
            server.transport.close()
        return "250 OK"

    def fail(self, fault: Fault, kind: Kind | None = Kind.PUBLISH) -> None:
        self.faults.append((fault, kind))

    @contextmanager
    def open(self) -> Iterator["Mail"]:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        self.address = f"smtp://127.0.0.1:{self.port}"
        try:
            yield self
        finally:
            controller.stop()
