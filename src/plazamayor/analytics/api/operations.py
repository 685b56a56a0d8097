"""Gives tokens and takes them back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.models import ApiToken, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.organisation.operations.tokens import hashed

PREFIX = "pm_"
"""How every token begins, so that one published by mistake can be found by programs that look for them."""


class NothingAllowed(Mistake):
    """A token that may do nothing, or on no site, is of no use."""


class AlreadyRevoked(Mistake):
    """The token was taken back before."""


@dataclass(frozen=True)
class Issued:
    """A token and its secret, which is told now or never."""

    token: ApiToken
    secret: str


@transaction.atomic
def issue_token(
    *, name: str, scopes: Sequence[str], every_site: bool, sites: Sequence[Site], days: int | None, by: Membership, now: datetime
) -> Issued:
    """Makes a token of the person's administration, for so many days or until it is taken back; raises NothingAllowed."""
    if not scopes or not (every_site or sites):
        raise NothingAllowed(_("Choose what it may do, and on which sites."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        organisation=by.organisation,
        name=name,
        scopes=[str(scope) for scope in scopes],
        every_site=every_site,
        token_hash=hashed(secret),
        ending=secret[-4:],
        by=by.person,
        created=now,
        expires=now + timedelta(days=days) if days else None,
    )
    chosen = [] if every_site else [site for site in sites if site.organisation_id == by.organisation_id]
    token.sites.set(chosen)
    told = {"scopes": token.scopes, "sites": "all" if every_site else [site.domain for site in chosen], "days": days}
    record(by.organisation, by, "api_token.issued", token, told, now)
    return Issued(token, secret)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Membership, now: datetime) -> None:
    """Takes a token back: it opens nothing from now on; raises AlreadyRevoked."""
    if not ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=now):
        raise AlreadyRevoked(_("It was taken back already."))
    record(token.organisation, by, "api_token.revoked", token, {}, now)


def note_use(token: ApiToken, now: datetime) -> None:
    """Writes down the day a token was last used, once a day."""
    if token.last_used != now.date():
        ApiToken.objects.filter(pk=token.pk).update(last_used=now.date())
