"""Links that sign somebody in once: for whoever installs, and for the demonstration."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.audit import record
from plazamayor.organisation.models import Person, SignInLink
from plazamayor.organisation.operations import tokens


class LinkSpent(Mistake):
    """The link was used or has expired."""


@transaction.atomic
def issue_sign_in_link(person: Person, now: datetime, *, minutes: int = 15, base_url: str = "") -> str:
    """Makes a link that signs a person in once, without password nor second factor; gives its address.

    Only whoever can run commands on the installation's machine can ask for one.
    """
    token, token_hash = tokens.draw()
    link = SignInLink.objects.create(person=person, token_hash=token_hash, created=now, expires=now + timedelta(minutes=minutes))
    for member in person.memberships.select_related("organisation"):
        record(member.organisation, None, "sign_in_link.issued", link, {"minutes": minutes}, now)
    return (base_url or settings.BASE_URL) + reverse("enter", args=[token])


def find_sign_in_link(token: str, now: datetime) -> SignInLink:
    """The link of an address, still open; raises LinkSpent."""
    found = SignInLink.objects.select_related("person").filter(token_hash=tokens.hashed(token)).first()
    if found is None or not found.is_open(now) or not found.person.is_active:
        raise LinkSpent(_("This link was already used or has expired. Ask for another where this one came from."))
    return found


@transaction.atomic
def use_sign_in_link(token: str, now: datetime) -> Person:
    """Spends a link and gives the person it signs in; raises LinkSpent."""
    link = find_sign_in_link(token, now)
    spent = SignInLink.objects.filter(pk=link.pk, used=None).update(used=now)
    if not spent:
        raise LinkSpent(_("This link was already used or has expired. Ask for another where this one came from."))
    for member in link.person.memberships.select_related("organisation"):
        record(member.organisation, link.person, "sign_in_link.used", link, {}, now)
    return link.person
