"""What people have to be told: what should have left and has not, what nobody knows about, and that nobody is delivering."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel, Delivery, Heartbeat
from plazamayor.channels.outbox.states import State
from plazamayor.channels.outbox.telling import speaking_to
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Organisation

log = logging.getLogger(__name__)
LATE: Final = timedelta(minutes=10)
STILL: Final = timedelta(minutes=5)
"""After this long without a sign, nobody is delivering."""
SOON: Final = timedelta(days=1)
RECENT: Final = timedelta(days=7)
OPEN: Final = (State.SCHEDULED, State.SENDING, State.WITHDRAWING, State.UNCERTAIN, State.FAILED, State.HELD)
"""The states in which somebody may be needed."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What of an administration's outbox needs a person. `silent_since` is when somebody last delivered, if that is why it is late."""

    late: int = 0
    uncertain: int = 0
    failed: int = 0
    held: int = 0
    broken: int = 0
    expiring: int = 0
    stopped: bool = False
    silent_since: datetime | None = None

    @property
    def urgent(self) -> bool:
        """Whether it has to be said on every page."""
        return bool(self.late or self.uncertain or self.stopped)

    def __bool__(self) -> bool:
        return bool(self.urgent or self.failed or self.held or self.broken or self.expiring)


def is_late(now: datetime) -> Q:
    """What should have left, or gone, some time ago and has not; what a person or a rule holds is not late."""
    waiting = Q(state__in=[State.SCHEDULED, State.SENDING], due__lte=now - LATE, trying_since__lte=now - LATE)
    return waiting | Q(state=State.WITHDRAWING, withdraw_asked__lte=now - LATE)


def is_doubtful(now: datetime) -> Q:
    """What has been uncertain for some time: the search has not settled it by itself."""
    return Q(state=State.UNCERTAIN, sent__lte=now - LATE)


def has_failed(now: datetime) -> Q:
    """What failed lately and nobody tried again nor cancelled."""
    return Q(state=State.FAILED, due__gte=now - RECENT)


def trouble_of(organisation: Organisation, now: datetime) -> Trouble:
    """What needs a person in an administration's outbox and accounts."""
    rows = Delivery.objects.filter(organisation=organisation, state__in=OPEN)
    counts = rows.order_by().aggregate(
        late=Count("pk", filter=is_late(now)),
        uncertain=Count("pk", filter=is_doubtful(now)),
        failed=Count("pk", filter=has_failed(now)),
        held=Count("pk", filter=Q(state=State.HELD)),
        soon=Count("pk", filter=Q(state=State.SCHEDULED, due__lte=now + SOON)),
    )
    channels = list(Channel.objects.filter(organisation=organisation).order_by().values_list("state", flat=True))
    beat = Heartbeat.objects.values_list("beat", flat=True).first()
    silent = bool(counts.pop("soon")) and (beat is None or beat < now - STILL)
    return Trouble(
        **counts,
        broken=channels.count(Channel.State.BROKEN),
        expiring=channels.count(Channel.State.EXPIRING),
        stopped=silent,
        silent_since=beat if silent else None,
    )


def warn(now: datetime) -> int:
    """Writes to those who publish of what is late, doubtful or failed, once of each delivery; gives how many letters left."""
    if not settings.MAIL_CONFIGURED:
        return 0
    news = Delivery.objects.filter(is_late(now) | is_doubtful(now) | has_failed(now), warned_late=None)
    organisations = Organisation.objects.filter(pk__in=news.values("organisation").distinct(), closed=None)
    return sum(_warn(organisation, news.filter(organisation=organisation), now) for organisation in organisations)


def _warn(organisation: Organisation, news: QuerySet[Delivery], now: datetime) -> int:
    rows = list(news.select_related("channel")[:50])
    with speaking_to(organisation), timezone.override(organisation.time_zone):
        sent = send_to_publishers(
            organisation,
            _("%(organisation)s: something did not go out") % {"organisation": organisation},
            render_to_string("channels/mail/late.txt", {"deliveries": rows, "address": _address(organisation)}),
            Permission.PUBLISH_PIECES,
        )
    if sent:
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(warned_late=now)
    return sent


def _address(organisation: Organisation) -> str:
    return f"{settings.BASE_URL}{reverse('outbox', args=[organisation.code])}"


def send_to_publishers(organisation: Organisation, subject: str, body: str, permission: Permission) -> int:
    """Sends a letter to each person who may mend it; gives how many the mail server took."""
    places = organisation.memberships.select_related("person", "organisation").filter(person__is_active=True)
    readers = [place.person.email for place in places if may(place, permission)]
    try:
        return sum(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [reader]).send() for reader in readers)
    except OSError as error:  # smtplib's own exceptions are of this kind
        log.warning("a warning about the outbox could not be sent: %s", type(error).__name__)
        return 0
