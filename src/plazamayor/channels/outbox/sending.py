"""Sends one delivery: asked whether it may, written down as being sent, sent, and written down how it ended.

scheduled -> held | failed              it may not leave, or is no longer what was scheduled
scheduled -> sending                    committed before the network hears of it
sending -> published                    the network said so
sending -> scheduled | failed           surely nothing was published: later, or given up
sending -> held                         the account has to be connected again
sending -> uncertain                    anything else
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.trouble import break_channel, slow_down
from plazamayor.channels.contract import Failure, Gone, Published, Reconnect, Rejected, TryLater, Uncertain
from plazamayor.channels.gates import Happened
from plazamayor.channels.models import Attempt, Channel, Delivery
from plazamayor.channels.outbox import states
from plazamayor.channels.outbox.asking import Asked, outcome_of
from plazamayor.channels.outbox.freezing import changed_since
from plazamayor.channels.outbox.pace import LEASE, PATIENCE, SEARCH, Clock, back_off
from plazamayor.channels.outbox.states import MOST_TOLD, State
from plazamayor.channels.outbox.telling import speaker_of, tell
from plazamayor.core.errors import Mistake

log = logging.getLogger(__name__)
Holder = Delivery.Holder
PAUSES = (0.1, 0.5, 2.0)
"""Seconds between tries of writing an outcome."""
ABLE = {Channel.State.WORKING, Channel.State.EXPIRING}


def send(delivery: Delivery, clock: Clock) -> Failure | None:
    """Sends a claimed delivery; gives how the network failed, if it did."""
    try:
        asked = Asked.of(delivery, clock)
    except Mistake as mistake:
        _stop(delivery, str(mistake), Holder.CHANNEL, clock())
        return None
    if not _may_leave(delivery, asked, clock):
        return None
    attempt = _begin(delivery, clock)
    if attempt is None or clock() > attempt.began + LEASE / 2:
        return None  # this process slept: somebody else may believe it dead
    outcome = outcome_of(lambda: asked.connector.publish(asked.session, asked.outgoing), delivery)
    failure = _failure(outcome)
    ended = outcome if isinstance(outcome, Published) else failure or Uncertain("")
    surely(lambda: settle(delivery, attempt, ended, clock))
    _after(delivery, failure, clock())
    return failure


def surely(write: Callable[[], None]) -> None:
    """Writes what is known, again when the database was busy, gave way to somebody else or went for a moment.

    Not writing it would only make it uncertain; raises what the database says the last time.
    """
    for pause in PAUSES:
        try:
            return write()
        except OperationalError as error:
            log.warning("the outcome of a delivery could not be written yet: %s", type(error).__name__)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            time.sleep(pause)
    return write()


def _failure(outcome: object) -> Failure | None:
    if isinstance(outcome, Published):
        return None
    return outcome if isinstance(outcome, Failure) else Uncertain(_("The connector gave no receipt: it is not known whether it went out."))


def _may_leave(delivery: Delivery, asked: Asked, clock: Clock) -> bool:
    """Asks everybody who may say no, at this very moment."""
    changed = changed_since(asked.outgoing, delivery.content, delivery.digest)
    if changed:
        return _stop(delivery, changed, "", clock())
    if delivery.organisation.closed is not None:
        return _stop(delivery, _("The administration is closed."), Holder.PERSON, clock())
    channel = Channel.objects.get(pk=delivery.channel_id)
    if channel.state not in ABLE:
        told = _("The channel “%(name)s” is %(state)s.") % {"name": channel, "state": channel.get_state_display()}
        return _stop(delivery, told, Holder.CHANNEL, clock())
    speaker = speaker_of(delivery)
    if speaker is None:
        return _stop(delivery, _("Nobody answers any more for what it says."), Holder.SPEAKER, clock())
    try:
        why_not = speaker.why_not(delivery, clock())
    except Exception:
        log.exception("%s could not say whether delivery %s may leave", speaker, delivery.pk)
        return _stop(delivery, _("It could not be checked before leaving. Look at it and release it."), Holder.SPEAKER, clock())
    return not why_not or _stop(delivery, why_not, Holder.SPEAKER, clock())


@transaction.atomic
def _stop(delivery: Delivery, why: str, holder: str, now: datetime) -> bool:
    """Holds it, or fails it when nobody can let it go; always False."""
    row = states.locked(delivery)
    if row.state == State.SCHEDULED:
        if holder:
            states.hold(row, why, holder, now)
        else:
            states.fail(row, why, now)
    return False


@transaction.atomic
def _begin(delivery: Delivery, clock: Clock) -> Attempt | None:
    """Writes down that it is being sent. Until this is committed nothing has left; from then on anything may have."""
    row = states.locked(delivery)
    if row.state != State.SCHEDULED:
        return None
    now = clock()
    states.go(row, State.SENDING, lease=now + LEASE, sent=now, attempts=row.attempts + 1)
    return Attempt.objects.create(delivery=row, act=Attempt.Act.PUBLISH, began=now)


@transaction.atomic
def settle(delivery: Delivery, attempt: Attempt, outcome: Published | Failure, clock: Clock) -> None:
    """Writes down how a try ended.

    A worker that was believed dead may come back with its answer: that something is out is true whatever was believed meanwhile,
    that it is not says nothing any more.
    """
    row, now = states.locked(delivery), clock()
    last = not row.tries.filter(act=Attempt.Act.PUBLISH, pk__gt=attempt.pk).exists()
    if isinstance(outcome, Published):
        close(attempt, State.PUBLISHED, outcome.address or outcome.network_id, now)
        if not row.published:
            states.publish(row, outcome, now)
        return
    close(attempt, type(outcome).__name__.lower(), outcome.told, now)
    if last and row.state == State.SENDING:
        _ended(row, outcome, now)


def _ended(row: Delivery, failure: Failure, now: datetime) -> None:
    """It was not published, or it is not known."""
    if isinstance(failure, TryLater):
        _later(row, failure, now)
    elif isinstance(failure, Reconnect):
        states.hold(row, failure.told, Holder.CHANNEL, now)
    elif isinstance(failure, Rejected | Gone):
        states.fail(row, failure.told, now)
    else:
        states.go(row, State.UNCERTAIN, reason=failure.told, next_attempt=now + SEARCH)
        tell(row, Happened.UNCERTAIN, now)


def _later(row: Delivery, failure: TryLater, now: datetime) -> None:
    """Surely nothing was published: tried again when the network says or after ever longer; given up in the end."""
    wait = failure.after if failure.after is not None else back_off(row.key, row.attempts)
    if now + wait > row.trying_since + PATIENCE:
        told = _("%(told)s It was tried %(n)d times and is given up: try it again when it is mended.")
        states.fail(row, told % {"told": failure.told, "n": row.attempts}, now)
    elif row.withdraw_asked:
        states.cancel(row, now)
    else:
        states.go(row, State.SCHEDULED, reason=failure.told, next_attempt=now + max(wait, timedelta(seconds=1)))


def _after(delivery: Delivery, failure: Failure | None, now: datetime) -> None:
    """What a failure says of the whole channel."""
    if isinstance(failure, Reconnect):
        break_channel(delivery.channel, failure, now)
    elif isinstance(failure, TryLater):
        slow_down(delivery.channel, now + (failure.after or back_off(delivery.key, 1)))


def close(attempt: Attempt, outcome: str, told: str, now: datetime) -> None:
    """Ends the line of a try."""
    attempt.ended, attempt.outcome, attempt.told = now, outcome, told[:MOST_TOLD]
    attempt.save(update_fields=["ended", "outcome", "told"])
