"""Takes a publication away from its network. Doing it twice does no harm, so what is uncertain is simply tried again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.trouble import break_channel
from plazamayor.channels.contract import Failure, Gone, Reconnect, Rejected, TryLater
from plazamayor.channels.models import Attempt, Delivery
from plazamayor.channels.outbox import states
from plazamayor.channels.outbox.asking import Asked, outcome_of, published_of
from plazamayor.channels.outbox.pace import FIRST, LONGEST, Clock, back_off
from plazamayor.channels.outbox.sending import close
from plazamayor.channels.outbox.states import State
from plazamayor.core.errors import Mistake


def take_away(delivery: Delivery, clock: Clock) -> Failure | None:
    """Withdraws what is out; gives how the network failed, if it did."""
    try:
        asked = Asked.of(delivery, clock)
    except Mistake as mistake:
        _put_off(delivery, str(mistake), clock())
        return None
    attempt = Attempt.objects.create(delivery=delivery, act=Attempt.Act.WITHDRAW, began=clock())
    outcome = outcome_of(lambda: asked.connector.withdraw(asked.session, published_of(delivery)), delivery)
    _settle(delivery, attempt, outcome, clock())
    if isinstance(outcome, Reconnect):
        break_channel(delivery.channel, outcome, clock())
    return outcome if isinstance(outcome, Failure) else None


@transaction.atomic
def _settle(delivery: Delivery, attempt: Attempt, failure: Failure | None, now: datetime) -> None:
    row = states.locked(delivery)
    if failure is None or isinstance(failure, Gone):
        close(attempt, State.WITHDRAWN if failure is None else "gone", failure.told if failure else "", now)
        if row.state == State.WITHDRAWING:
            states.withdrawn(row, now, failure.told if failure else "")
        return
    close(attempt, type(failure).__name__.lower(), failure.told, now)
    if row.state != State.WITHDRAWING:
        return
    if isinstance(failure, Rejected):
        told = _("%(told)s Take it away by hand in the network, and say so here.") % {"told": failure.told}
        states.go(row, State.PUBLISHED, reason=told)
    else:
        tries = row.tries.filter(act=Attempt.Act.WITHDRAW).count()
        asked = failure.after if isinstance(failure, TryLater) else None
        states.go(row, State.WITHDRAWING, reason=failure.told, next_attempt=now + (asked or back_off(row.key, tries, FIRST, LONGEST)))


@transaction.atomic
def _put_off(delivery: Delivery, why: str, now: datetime) -> None:
    row = states.locked(delivery)
    if row.state == State.WITHDRAWING:
        states.go(row, State.WITHDRAWING, reason=why, next_attempt=now + LONGEST)
