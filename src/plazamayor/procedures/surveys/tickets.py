"""The ticket of a reply: it travels in addresses, says what the reply is of, and nobody but this installation can make one.

A reply is begun by its first answer, never by asking for the page: until then its ticket is nowhere but in the citizen's hands.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from plazamayor.procedures.models import Survey

LIFE = timedelta(days=1)
"""How long a reply may be added to."""


class WrongTicket(Exception):
    """Nobody here made this ticket, or it was made for another survey."""


class OldTicket(Exception):
    """The ticket was made too long ago."""


@dataclass(frozen=True)
class Ticket:
    """A reply that may come: its key, when it is asked for, the step it is about and whether its invitation is counted."""

    key: str
    moment: str
    step: str = ""
    invited: bool = False


def issue(survey: Survey, moment: str, step: str, *, invited: bool) -> str:
    """Makes a ticket; `step` is kept only if it is one of the procedure's."""
    known = step if step and step in set(survey.procedure.steps.values_list("key", flat=True)) else ""
    return _signer(survey).sign_object([secrets.token_urlsafe(12), moment, known, int(invited)])


def read(survey: Survey, text: str) -> Ticket:
    """Reads a ticket; raises WrongTicket or OldTicket."""
    try:
        key, moment, step, invited = _signer(survey).unsign_object(text, max_age=LIFE)
    except signing.SignatureExpired as old:
        raise OldTicket from old
    except (signing.BadSignature, ValueError) as wrong:
        raise WrongTicket from wrong
    return Ticket(key, moment, step, bool(invited))


def _signer(survey: Survey) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"procedures.survey.{survey.pk}")
