"""Webhook: any program that takes a signed call, by the open specification Standard Webhooks."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import Account, Counting, Field, Limits, Outgoing, Published, Session
from plazamayor.connectors.asking import Act, Line, refused
from plazamayor.connectors.webhook import parse
from plazamayor.core.http import Answer


class Webhook:
    """Calls an address with each publication. The receiver does each key once, so a call is safe to repeat."""

    key = "webhook"
    name = "Webhook"
    mark = "Wh"
    limits = Limits(
        length=100_000, counting=Counting.CODE_POINTS, title=300, images=20, image_size=50 << 20, alt=5000, videos=4,
        video_size=4 << 30, video_seconds=24 * 3600, needs_public_media=True, threads=True,
    )  # fmt: skip
    fields = (
        Field(name="address", label=_("Address that is called"), example="https://ejemplo.es/plaza"),
        Field(
            name="secret",
            label=_("Secret of the signature"),
            help=_("At least 24 characters. The program that is called knows it too, and checks with it that the call is ours."),
            secret=True,
        ),
    )
    guide = _(
        "Whoever keeps the program gives its address and agrees a secret with you. Each call is signed as Standard Webhooks says; "
        "the README of this connector shows what travels."
    )

    def connect(self, session: Session) -> Account:
        """Sends a `ping` that has to be answered with 2xx."""
        if len(session.secrets.get("secret", "")) < parse.SHORTEST:
            raise refused(self.name, str(_("the secret has fewer than 24 characters.")))
        with self._line(session, Act.CONNECT).telling() as line:
            self._call(line, session, parse.ping(session.now))
        address = session.settings["address"]
        return Account(handle=parse.host(address), name=parse.host(address), address=address)

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Calls once. What the receiver answers may name it (`id`) and say where it is seen (`address`)."""
        with self._line(session, Act.PUBLISH).telling() as line:
            answer = self._call(line, session, parse.publication(outgoing, session.now))
            return parse.published(answer, outgoing, session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> None:
        """Nothing can be asked, and nothing has to: a receiver does each key once, so the call is safe to repeat."""

    def withdraw(self, session: Session, published: Published) -> None:
        """Calls to have it taken away; 404 and 410 mean that it already was."""
        with self._line(session, Act.WITHDRAW).telling() as line:
            self._call(line, session, parse.withdrawal(published, session.now))

    def _line(self, session: Session, act: Act) -> Line:
        return Line(self.name, session.now, act, reason=parse.reason)

    def _call(self, line: Line, session: Session, event: parse.Event) -> Answer:
        headers = parse.signed(event, session.secrets["secret"], session.now)
        return line.ask(session.settings["address"], method="POST", headers=headers, body=event.body)


connector = Webhook()
