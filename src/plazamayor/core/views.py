"""Pages that belong to no room: the language, the search over places, the components."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plazamayor.core import samples
from plazamayor.core import search as places

YEAR = 365 * 24 * 60 * 60


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language a person asks for and sends them back where they were."""
    wished, back = request.POST.get("language", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if wished in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wished, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Lists the places of the console whose name holds what is typed, in each administration of the person."""
    wanted = request.GET.get("q", "").strip()
    return render(request, "ui/search.html", {"wanted": wanted, "groups": places.find(request, wanted)})


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Shows every component in every state, with invented figures."""
    request.member = samples.MEMBER  # type: ignore[attr-defined]  # the shell is drawn as for somebody of an invented town
    return render(request, "ui/components.html", samples.context())
