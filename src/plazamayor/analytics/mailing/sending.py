"""Sends the letters that are due, each at most once.

A letter is claimed before anything leaves and written down as sent after the mail server has taken it. What happens between
both and cannot be known is `uncertain`: it is never sent again, and the page says so.
"""

import contextlib
import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction

from plazamayor.analytics.mailing.access import place_of
from plazamayor.analytics.mailing.letters import message_of
from plazamayor.analytics.models import Letter
from plazamayor.analytics.store import StoreUnavailable

log = logging.getLogger(__name__)
LOST = timedelta(minutes=10)
"""After this long, whoever was sending a letter is no longer there."""
ATTEMPTS = 5
FIRST_PAUSE = timedelta(minutes=5)
AT_ONCE = 100
State = Letter.State


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: the state the letter goes to and why."""

    state: str
    why: str = ""


def send_due(now: datetime) -> int:
    """Sends the letters that are due, and returns how many were tried."""
    if not settings.MAIL_CONFIGURED:
        return 0
    give_up(now)
    tried = 0
    while tried < AT_ONCE and (letter := claim(now)) is not None:
        tried += 1
        settle(letter, attempt(letter, now), now)
    return tried


def give_up(now: datetime) -> None:
    """Letters whose sender died half way: whether they left is not known, so they are not sent again."""
    Letter.objects.filter(state=State.SENDING, claimed__lt=now - LOST).update(state=State.UNCERTAIN, finished=now)


def claim(now: datetime) -> Letter | None:
    """Takes the next letter, which nobody else can then take."""
    with transaction.atomic():
        rows = Letter.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        letter = rows.filter(state=State.DUE, next_attempt__lte=now).order_by("next_attempt", "pk").first()
        if letter is not None:
            letter.state, letter.claimed, letter.attempts = State.SENDING, now, letter.attempts + 1
            letter.save(update_fields=["state", "claimed", "attempts"])
    return letter


def attempt(letter: Letter, now: datetime) -> Outcome:
    """Sends a claimed letter, if its reader still has a place."""
    subscription = letter.subscription
    if place_of(subscription) is None:
        return Outcome(State.DROPPED)
    try:
        message = message_of(letter, now)
    except StoreUnavailable as why:
        return Outcome(State.DUE, str(why))
    return _hand_over(message)


def _hand_over(message: EmailMultiAlternatives) -> Outcome:
    """Gives a message to the mail server. Only a refusal it has said itself is certain; a connection lost afterwards is not."""
    mail = get_connection()
    try:
        mail.open()
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(State.DUE, _reason(error))
    try:
        mail.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        return Outcome(State.DUE if any(_is_passing(code) for code in codes) else State.FAILED, _reason(error))
    except smtplib.SMTPResponseException as error:
        return Outcome(State.DUE if _is_passing(error.smtp_code) else State.FAILED, _reason(error))
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(State.UNCERTAIN, _reason(error))
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            mail.close()
    return Outcome(State.SENT)


def _is_passing(code: int) -> bool:
    """Tells whether a reply of a mail server is a refusal for now (RFC 5321, 4.2.1)."""
    return 400 <= code < 500  # noqa: PLR2004 the class of transient replies


def _reason(error: Exception) -> str:
    """What is kept of a failure: its kind and code, never the address of anybody."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def settle(letter: Letter, outcome: Outcome, now: datetime) -> None:
    """Writes down how an attempt ended: what may be tried again waits longer each time, five times at most."""
    letter.state, letter.error = outcome.state, outcome.why
    if outcome.state == State.DUE:
        letter.state = State.DUE if letter.attempts < ATTEMPTS else State.FAILED
        letter.next_attempt = now + FIRST_PAUSE * 2 ** (letter.attempts - 1)
    letter.finished = None if letter.state == State.DUE else now
    letter.save(update_fields=["state", "error", "next_attempt", "finished"])
    if letter.state not in {State.SENT, State.DUE}:
        log.warning("a letter about a site did not leave: %s %s", letter.state, letter.error)
