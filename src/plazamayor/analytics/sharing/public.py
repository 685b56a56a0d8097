"""The citizens' side of a shared link: nobody signs in, nothing can be changed, nothing small is counted."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.analytics.api.bounds import AGAIN, BeingAnswered, NotAnswered, TooManyAtOnce, at_once
from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.models import ShareLink
from plazamayor.analytics.sharing import files
from plazamayor.analytics.sharing.access import LinkClosed, link_of
from plazamayor.analytics.sharing.forms import OpenForm
from plazamayor.analytics.sharing.operations import try_password
from plazamayor.analytics.sharing.view import Withheld, asked_by
from plazamayor.analytics.sharing.view import shared as prepare
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.core.errors import Mistake

A_MINUTE = 60
OPENED = "shared_links"
"""Where a session keeps the links whose password was given."""
View = Callable[Concatenate[HttpRequest, ShareLink, datetime, ...], HttpResponse]


def _opened(request: HttpRequest) -> list[str]:
    """The links whose password this browser has given, each with a part of the password's own hash: a new password closes it."""
    kept: list[str] = request.session.get(OPENED, [])
    return kept


def _mark(link: ShareLink) -> str:
    return f"{link.pk}:{link.password[-16:]}"


def open_link(view: View) -> Callable[..., HttpResponse]:
    """Gives the view the link of the secret in the address; says why when it does not open. Nothing of it is to be found or kept."""

    @wraps(view)
    def opening(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        try:
            response = _through(request, link_of(secret, now), now, secret, view, kwargs)
        except (LinkClosed, Withheld) as why:
            response = render(request, "analytics/sharing/closed.html", {"why": why}, status=410)
        except (StoreUnavailable, BeingAnswered, NotAnswered):
            response = render(request, "analytics/sharing/closed.html", {"later": True}, status=503)
            response["Retry-After"] = str(AGAIN)
        except TooManyAtOnce:
            response = render(request, "analytics/sharing/closed.html", {"later": True}, status=429)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
        return response

    return opening


def _through(request: HttpRequest, link: ShareLink, now: datetime, secret: str, view: View, given: dict[str, Any]) -> HttpResponse:
    if link.password and _mark(link) not in _opened(request):
        return redirect("shared_password", secret)
    if not spend(f"share:{link.pk}:seen", A_MINUTE, now).within:
        return render(request, "analytics/sharing/closed.html", {"later": True}, status=429)
    with at_once(f"link {link.pk}"), timezone.override(link.site.time_zone):
        return view(request, link, now, **given)


@require_safe
@open_link
def shared(request: HttpRequest, link: ShareLink, now: datetime) -> HttpResponse:
    """The view that was shared."""
    page = prepare(asked_by(link, request.GET, now), link, now)
    return render(request, "analytics/sharing/shared.html", {"page": page, "site": link.site, "organisation": link.site.organisation})


@require_safe
@open_link
def shared_file(request: HttpRequest, link: ShareLink, now: datetime, form: str) -> HttpResponse:
    """Its tables as a file."""
    kinds = files.names()
    if form not in kinds:
        raise Http404
    asked = asked_by(link, request.GET, now)
    content = files.as_csv(asked, now) if form == "csv" else files.as_json(asked, now)
    name = f"{link.site.domain}-{asked.period.first}-{asked.period.last}.{form}"
    return HttpResponse(content, content_type=kinds[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for the password of a link."""
    form = OpenForm(request.POST or None)
    try:
        link = link_of(secret, timezone.now())
    except LinkClosed as why:
        return render(request, "analytics/sharing/closed.html", {"why": why}, status=410)
    if request.method == "POST" and form.is_valid():
        try:
            try_password(link=link, password=form.cleaned_data["password"], now=timezone.now())
        except Mistake as mistake:
            form.add_error("password", str(mistake))
        else:
            request.session[OPENED] = [*_opened(request), _mark(link)]
            return redirect("shared", secret)
    response = render(request, "analytics/sharing/password.html", {"form": form, "organisation": link.site.organisation})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
