"""The accounts' due work: permissions are made longer while they last, and their end is told two weeks before."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.operations import BEFORE, renew
from plazamayor.channels.accounts.sessions import connector_of
from plazamayor.channels.contract import Failure, Hurries
from plazamayor.channels.models import Channel
from plazamayor.channels.outbox.lateness import send_to_publishers
from plazamayor.channels.outbox.telling import speaking_to
from plazamayor.core.due import DueWork
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission

log = logging.getLogger(__name__)
State = Channel.State


def look_after(now: datetime) -> None:
    """Renews what ends within two weeks; what cannot be renewed is marked, and told by e-mail once."""
    ending = Channel.objects.filter(state__in=[State.WORKING, State.EXPIRING], expires__lte=now + BEFORE, organisation__closed=None)
    for channel in ending.select_related("organisation"):
        if not isinstance(connector_of(channel), Hurries) and not _renewed(channel, now):
            Channel.objects.filter(pk=channel.pk, state=State.WORKING).update(state=State.EXPIRING)
            _warn(channel, now)


def keep_alive(now: datetime) -> None:
    """Renews what lasts hours."""
    able = Channel.objects.filter(state__in=[State.WORKING, State.EXPIRING], organisation__closed=None)
    for channel in able.select_related("organisation"):
        if isinstance(connector_of(channel), Hurries):
            _renewed(channel, now)


def _renewed(channel: Channel, now: datetime) -> bool:
    with speaking_to(channel.organisation):
        try:
            return renew(channel=channel, now=now)
        except (Failure, Mistake) as error:
            log.warning("the permission of channel %s was not renewed: %s", channel.pk, type(error).__name__)
        except Exception:  # noqa: BLE001 a connector may break in any way; the other channels go on
            log.error("the connector %s broke while renewing channel %s", channel.connector, channel.pk)  # noqa: TRY400 its words may hold credentials
        return False


def _warn(channel: Channel, now: datetime) -> None:
    if channel.warned_expiry is not None or not settings.MAIL_CONFIGURED:
        return
    organisation = channel.organisation
    with speaking_to(organisation), timezone.override(organisation.time_zone):
        address = f"{settings.BASE_URL}{reverse('channel_list', args=[organisation.code])}"
        subject = _("%(organisation)s: the permission of %(channel)s is about to end") % {"organisation": organisation, "channel": channel}
        body = render_to_string("channels/mail/expiring.txt", {"channel": channel, "address": address})
        if send_to_publishers(organisation, subject, body, Permission.CONNECT_CHANNELS):
            Channel.objects.filter(pk=channel.pk).update(warned_expiry=now)


WORKS = (
    DueWork(name="channels.accounts_renewed", every=timedelta(hours=6), run=look_after),
    DueWork(name="channels.accounts_kept_alive", every=timedelta(minutes=30), run=keep_alive),
)
