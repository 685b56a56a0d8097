"""The page of the administration's tokens."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plazamayor.analytics.api import operations
from plazamayor.analytics.api.access import token_for, tokens_for
from plazamayor.analytics.api.calls import A_MINUTE
from plazamayor.analytics.api.forms import TokenForm
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_SITES)
def tokens(request: HttpRequest, member: Membership) -> HttpResponse:
    """The tokens there are, and a form for one more, whose secret is told once."""
    form = TokenForm(request.POST or None, organisation=member.organisation)
    now = timezone.now()
    if request.method == "POST" and form.carry_out(operations.issue_token, by=member, now=now):
        return render(request, "analytics/api/issued.html", {"issued": form.result, "base": settings.BASE_URL})
    given = [(token, token.is_open(now)) for token in tokens_for(member)]
    shown = {"form": form, "tokens": given, "a_minute": list(A_MINUTE.values()), "base": settings.BASE_URL}
    return render(request, "analytics/api/tokens.html", shown)


@require_POST
@console(Permission.MANAGE_SITES)
def revoke(request: HttpRequest, member: Membership, token_id: int) -> HttpResponse:
    """Takes a token back."""
    token = token_for(member, token_id)
    try:
        operations.revoke_token(token=token, by=member, now=timezone.now())
        messages.success(request, _("“%(name)s” opens nothing from now on.") % {"name": token})
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("api_tokens", member.organisation.code)
