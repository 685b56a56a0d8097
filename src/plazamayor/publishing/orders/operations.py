"""An order is received, what it reaches is chosen, and all of it is withdrawn."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels import operations as channels
from plazamayor.channels.models import Delivery
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.publishing.models import RemovalOrder, RemovedPublication
from plazamayor.publishing.orders import queries

USUAL_HOURS = 24
LONGEST_HOURS = 30 * 24


class NotPublished(Mistake):
    """A delivery is not of those that were published here."""


class StillThere(Mistake):
    """An order cannot be closed while something it reaches is still to be seen."""


class ReceivedLater(Mistake):
    """An order cannot have been received in the future."""


def receive(
    *, by: Membership, now: datetime, authority: str, text: str, received: datetime, hours: int = USUAL_HOURS, reference: str = ""
) -> RemovalOrder:
    """Writes down an order, with its term; raises ReceivedLater."""
    if received > now + timedelta(minutes=1):
        raise ReceivedLater(_("It cannot have been received later than now."))
    with transaction.atomic():
        order = RemovalOrder.objects.create(
            organisation=by.organisation,
            authority=authority,
            reference=reference,
            received=received,
            due=received + timedelta(hours=hours),
            text=text,
            by=by.person,
        )
        record(by.organisation, by, "order.received", order, {"authority": authority, "reference": reference, "hours": hours}, now)
    return order


def reach(*, order: RemovalOrder, deliveries: Iterable[int], by: Membership, now: datetime) -> int:
    """Says which publications an order reaches, besides those it had; gives how many were added. Raises NotPublished."""
    asked = set(deliveries)
    ours = set(queries.publications(order.organisation).filter(pk__in=asked).values_list("pk", flat=True))
    if asked - ours:
        raise NotPublished(_("What you chose is not among what this administration has published."))
    with transaction.atomic():
        had = set(order.publications.values_list("delivery", flat=True))
        RemovedPublication.objects.bulk_create(RemovedPublication(order=order, delivery_id=each) for each in sorted(ours - had))
        if ours - had:
            record(order.organisation, by, "order.reaches", order, {"publications": len(ours - had)}, now)
    return len(ours - had)


def let_be(*, order: RemovalOrder, publication: RemovedPublication, by: Membership, now: datetime) -> None:
    """Takes out of an order what it does not reach."""
    with transaction.atomic():
        record(order.organisation, by, "order.does_not_reach", order, {"publication": str(publication)}, now)
        publication.delete()


def withdraw(*, order: RemovalOrder, by: Membership, now: datetime) -> int:
    """Asks every network to take away what the order reaches; gives how many were asked. Asking again tries again."""
    reason = _("Ordered by %(who)s") % {"who": order}
    asked = 0
    for publication in order.publications.select_related("delivery"):
        if publication.delivery.state in {Delivery.State.PUBLISHED, Delivery.State.WITHDRAWING, Delivery.State.UNCERTAIN}:
            channels.withdraw(delivery=publication.delivery, by=by, now=now, reason=reason)
            asked += 1
    record(order.organisation, by, "order.withdrawn", order, {"publications": asked}, now)
    return asked


def by_hand(*, order: RemovalOrder, publication: RemovedPublication, by: Membership, now: datetime) -> None:
    """Somebody took it away in the network itself, which allows no program to."""
    channels.confirm_withdrawn(delivery=publication.delivery, by=by, now=now)
    record(order.organisation, by, "order.removed_by_hand", order, {"publication": str(publication)}, now)


def close(*, order: RemovalOrder, by: Membership, now: datetime) -> None:
    """Says that an order was carried out; raises StillThere while something of it is not gone."""
    with transaction.atomic():
        left = [each for each in order.publications.select_related("delivery") if each.delivery.state not in queries.GONE]
        if left:
            raise StillThere(_("It is still to be seen: %(which)s.") % {"which": ", ".join(str(each) for each in left)})
        order.publications.filter(gone=None).update(gone=now)
        order.done = now
        order.save(update_fields=["done"])
        record(order.organisation, by, "order.carried_out", order, {"publications": order.publications.count()}, now)
