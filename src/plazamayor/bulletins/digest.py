"""The letter of each morning: what concerns each person's subscriptions, once."""

import logging
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from plazamayor.bulletins.checking import followed
from plazamayor.bulletins.models import Match
from plazamayor.core.formatting import number
from plazamayor.organisation.models import Membership, Organisation, Person

log = logging.getLogger(__name__)
FROM, AT_LATEST, UNTIL = time(7, 45), time(10), time(20)
OLDEST: Final = timedelta(days=4)


def send_due(now: datetime) -> None:
    """Writes to those who follow something that came out, from a quarter to eight, once all gazettes are in or it is ten."""
    if not settings.MAIL_CONFIGURED:
        return
    waiting = Match.objects.filter(digested=None, created__gte=now - OLDEST, organisation__closed=None)
    for organisation in Organisation.objects.filter(pk__in=waiting.values("organisation")):
        if _is_time(organisation, now):
            send(organisation, now)


def send(organisation: Organisation, now: datetime) -> int:
    """Writes the letters of an administration; gives how many left. What goes in one is marked first: none is written twice."""
    rows = Match.objects.filter(organisation=organisation, digested=None, created__gte=now - OLDEST, state=Match.State.NEW)
    found = list(rows.select_related("item__issue__source").prefetch_related("subscriptions__people", "terms"))
    Match.objects.filter(pk__in=[each.pk for each in found], digested=None).update(digested=now)
    told: dict[Person, list[Match]] = defaultdict(list)
    here = set(Membership.objects.filter(organisation=organisation, person__is_active=True).values_list("person", flat=True))
    everybody = set(Person.objects.filter(pk__in=_told_of_something(organisation)))
    for each in found:
        by = [subscription for subscription in each.subscriptions.all() if subscription.active]
        people = {person for subscription in by for person in subscription.people.all()} if by else everybody
        for person in people:
            if person.pk in here:
                told[person].append(each)
    return sum(_write(organisation, person, matches) for person, matches in told.items())


def _told_of_something(organisation: Organisation) -> QuerySet[Any]:
    """Those who are told of anything: an act that names the administration is for all of them."""
    return organisation.gazette_subscriptions.filter(active=True).exclude(people=None).values("people")


def _is_time(organisation: Organisation, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(organisation.time_zone))
    if not FROM <= local.time() < UNTIL:
        return False
    ours = [source for source in followed() if source.organisation_id in (None, organisation.pk)]
    return local.time() >= AT_LATEST or all(source.issues.filter(day=local.date()).exists() for source in ours)


def _write(organisation: Organisation, person: Person, matches: list[Match]) -> int:
    spoken = [each for each in organisation.languages if each in dict(settings.LANGUAGES)]
    with translation.override(spoken[0] if spoken else settings.LANGUAGE_CODE):
        count = len(matches)
        subject = ngettext("%(n)s act of the gazettes for you", "%(n)s acts of the gazettes for you", count) % {"n": number(count)}
        address = settings.BASE_URL + reverse("gazettes", args=[organisation.code])
        shown = {"organisation": organisation, "person": person, "matches": matches, "address": address}
        body = render_to_string("bulletins/mail/digest.txt", shown)
    try:
        return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email]).send()
    except OSError as error:  # smtplib's own exceptions are of this kind
        log.warning("the letter of the gazettes could not be sent: %s", type(error).__name__)
        return 0
