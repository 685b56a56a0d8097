"""E-mail notice: a message to a few addresses, such as those of the press or of other offices. Newsletters are another thing."""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Counting,
    Field,
    Limits,
    Outgoing,
    Published,
    Reconnect,
    Rejected,
    Session,
    TryLater,
    Uncertain,
)
from plazamayor.connectors.asking import refused
from plazamayor.connectors.email import parse


class Email:
    """Sends by the installation's own mail server, which is where its name and password are."""

    key = "email"
    name = "E-mail"
    mark = "@"
    limits = Limits(
        length=50_000, counting=Counting.CODE_POINTS, title=200, images=5, image_size=5 << 20, alt=1000, threads=True,
    )  # fmt: skip
    fields = (
        Field(
            name="recipients",
            label=_("Addresses that receive it"),
            help=_("Separated by commas. Nobody sees the addresses of the others."),
            example="prensa@ejemplo.es, radio@ejemplo.es",
        ),
    )
    guide = _("The messages leave by the mail server of this installation: only who receives them has to be said.")

    def connect(self, session: Session) -> Account:
        """Opens and closes a conversation with the mail server, and sends nothing."""
        written = session.settings.get("recipients", "")
        if not parse.are_recipients(written):
            raise Rejected(gettext("Some of these addresses is not one: %(written)s") % {"written": written[:200]})
        _opened().close()
        return Account(handle=", ".join(parse.recipients(written)), name=str(_("E-mail notice")))

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Sends once, to all in one conversation."""
        message = parse.message(outgoing, session.settings["recipients"], settings.DEFAULT_FROM_EMAIL)
        connection = _opened()
        try:
            connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            raise _by_code(min(code for code, _said in error.recipients.values()), str(error.recipients)) from error
        except smtplib.SMTPResponseException as error:
            raise _by_code(error.smtp_code, _read(error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Uncertain(gettext("The mail server received it and did not say whether it leaves.")) from error
        finally:
            connection.close()
        return Published(network_id=parse.message_id(outgoing.key, settings.DEFAULT_FROM_EMAIL), at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Nobody can be asked what became of a message: a person has to ask those who should have received it."""
        raise Uncertain(gettext("Mail cannot be asked whether a message left. Ask one of those who should have received it."))

    def withdraw(self, session: Session, published: Published) -> None:
        """A message that left is theirs who received it."""
        raise Rejected(gettext("A message that was sent cannot be taken back: send another that corrects it."))


def _opened() -> BaseEmailBackend:
    """A conversation with the mail server, begun; raises Reconnect, TryLater, or Rejected where this installation sends no mail."""
    connection: BaseEmailBackend = get_connection()
    if connection.__class__.__module__.endswith(".dummy"):
        raise Rejected(gettext("This installation sends no mail: whoever keeps it has to say by which server."))
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as error:
        raise Reconnect(
            gettext("The mail server does not take the installation's name and password."), [_read(error.smtp_error)]
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise TryLater(gettext("The mail server does not answer.")) from error
    return connection


def _by_code(code: int, said: str) -> TryLater | Rejected:
    """What a mail server means by its numbers (RFC 5321, 4.2.1): 4xx is for later, 5xx for never."""
    if code in parse.LATER:
        return TryLater(gettext("The mail server asks to wait: %(said)s") % {"said": said[:200]})
    return refused(Email.name, said)


def _read(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


connector = Email()
