"""The message that leaves, and what the answers of a mail server mean."""

import re
from email.utils import parseaddr
from typing import Final

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from plazamayor.channels.contract import Outgoing

LATER: Final = range(400, 500)


def recipients(written: str) -> list[str]:
    """The addresses that a person wrote, separated by commas, semicolons or lines; raises ValidationError."""
    found = [each.strip() for each in re.split(r"[,;\n]", written) if each.strip()]
    for each in found:
        validate_email(each)
    return list(dict.fromkeys(found))


def are_recipients(written: str) -> bool:
    """Whether a person wrote addresses, and nothing else."""
    try:
        return bool(recipients(written))
    except ValidationError:
        return False


def message_id(key: str, sender: str) -> str:
    """The same identifier however often it is sent: those who receive it twice are shown it once."""
    domain = parseaddr(sender)[1].partition("@")[2] or "localhost"
    return f"<{re.sub(r'[^A-Za-z0-9.-]', '-', key)}@{domain}>"


def message(outgoing: Outgoing, written: str, sender: str) -> EmailMessage:
    """The notice: in plain text, to nobody in sight of the others, marked as made by a machine (RFC 3834)."""
    made = EmailMessage(
        subject=" ".join((outgoing.title or outgoing.text.strip().partition("\n")[0]).split())[:200],
        body=_body(outgoing),
        from_email=sender,
        to=[sender],
        bcc=recipients(written),
        headers={"Message-ID": message_id(outgoing.key, sender), "Auto-Submitted": "auto-generated"},
    )
    for number, each in enumerate(outgoing.attachments, 1):
        made.attach(f"{number}{each.path.suffix}", each.path.read_bytes(), each.mime)
    return made


def _body(outgoing: Outgoing) -> str:
    parts = [outgoing.text, *outgoing.more]
    if outgoing.link and not any(outgoing.link in part for part in parts):
        parts.append(outgoing.link)
    alts = [f"{number}. {each.alt}" for number, each in enumerate(outgoing.attachments, 1) if each.alt]
    if alts:
        parts.append("\n".join([_("What the attached files show:"), *alts]))
    return "\n\n".join(parts)
