"""The only way from a call to a token, and from a token to sites."""

from datetime import datetime
from urllib.parse import unquote

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.analytics.api.problems import Problem
from plazamayor.analytics.models import ApiToken, Site
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations.tokens import hashed

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Plaza Mayor"'}


def token_of(authorization: str, now: datetime) -> ApiToken:
    """The token that a call shows; raises Problem when there is none or it does not open."""
    kind, _space, secret = authorization.partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise Problem("not-authenticated", _("Send the header “Authorization: Bearer” with a token."), headers=CHALLENGE)
    found = ApiToken.objects.select_related("organisation").filter(token_hash=hashed(secret.strip()), organisation__closed=None).first()
    if found is None or not found.is_open(now):
        invalid = {"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'}
        raise Problem("not-authenticated", _("This token does not exist, has expired or was taken back."), headers=invalid)
    return found


def require(token: ApiToken, scope: str) -> None:
    """Raises Problem when a token was not given for something."""
    if not token.may(scope):
        lacking = {"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="insufficient_scope", scope="{scope}"'}
        raise Problem("not-allowed", _("It needs the permission “%(scope)s”, which this token lacks.") % {"scope": scope}, headers=lacking)


def sites_of(token: ApiToken) -> QuerySet[Site]:
    """The sites that a token opens, by domain."""
    own = Site.objects.filter(organisation=token.organisation_id).select_related("organisation").order_by("domain")
    return own if token.every_site else own.filter(pk__in=token.sites.values("pk"))


def site_of(token: ApiToken, domain: str) -> Site:
    """A site that a token opens; raises Problem: for whoever may not see a site, there is none."""
    wanted = unquote(domain).strip().lower()
    found = None if "\0" in wanted else sites_of(token).filter(domain=wanted).first()  # PostgreSQL does not even look for it
    if found is None:
        raise Problem("not-found", _("This token opens no site called “%(domain)s”.") % {"domain": domain[:100]})
    return found


def tokens_for(member: Membership) -> QuerySet[ApiToken]:
    """The tokens of the person's administration, newest first."""
    return ApiToken.objects.filter(organisation=member.organisation_id).select_related("by").prefetch_related("sites")


def token_for(member: Membership, token_id: int) -> ApiToken:
    """A token of the person's administration; raises Http404."""
    return get_object_or_404(ApiToken.objects.select_related("organisation"), organisation=member.organisation_id, pk=token_id)
