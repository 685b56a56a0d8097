"""Shares views of a site, and stops sharing them."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.models import ShareLink, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.organisation.operations.tokens import hashed

TRIES = 10
"""Passwords that may be tried on a link in a minute."""


class AlreadyRevoked(Mistake):
    """The link was taken back before."""


class WrongPassword(Mistake):
    """That is not the password of the link."""


class TooManyTries(Mistake):
    """Too many passwords were tried in a minute."""


def _secrets(seed: str) -> list[str]:
    """The secrets that the installation's keys, the present and former ones, make of a seed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    made = (hmac.digest(hashlib.sha256(b"plazamayor.share\0" + key.encode()).digest(), seed.encode(), "sha256") for key in keys)
    return [base64.urlsafe_b64encode(each[:24]).decode() for each in made]


def address_of(link: ShareLink) -> str:
    """The whole address of a link; empty when the key that made it is no longer known. The database alone cannot tell it."""
    secret = next((each for each in _secrets(link.seed) if hashed(each) == link.token_hash), "")
    return settings.BASE_URL + reverse("shared", args=[secret]) if secret else ""


@transaction.atomic
def share(
    *, site: Site, name: str, filters: Sequence[str], period: str, password: str, days: int | None, by: Membership, now: datetime
) -> ShareLink:
    """Shares a view of a site with whoever has the link, for so many days or until it is taken back."""
    seed = secrets.token_hex(16)
    link = ShareLink.objects.create(
        site=site,
        name=name,
        filters=list(filters),
        period=period,
        seed=seed,
        token_hash=hashed(_secrets(seed)[0]),
        password=make_password(password) if password else "",
        by=by.person,
        created=now,
        expires=now + timedelta(days=days) if days else None,
    )
    told = {"filters": link.filters, "period": period, "password": bool(password), "days": days}
    record(site.organisation, by, "share.created", link, told, now)
    return link


@transaction.atomic
def stop_sharing(*, link: ShareLink, by: Membership, now: datetime) -> None:
    """Takes a link back: it opens nothing from now on; raises AlreadyRevoked."""
    if not ShareLink.objects.filter(pk=link.pk, revoked=None).update(revoked=now):
        raise AlreadyRevoked(_("It was taken back already."))
    record(link.site.organisation, by, "share.revoked", link, {}, now)


def try_password(*, link: ShareLink, password: str, now: datetime) -> None:
    """Raises WrongPassword, or TooManyTries before even looking."""
    if not spend(f"share:{link.pk}:password", TRIES, now).within:
        raise TooManyTries(_("Too many tries. Wait a minute."))
    if not check_password(password, link.password):
        raise WrongPassword(_("That is not the password. Ask whoever gave you the link."))
