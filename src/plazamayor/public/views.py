"""Citizens' pages. They set no cookie: the language asked for travels in the address."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from plazamayor.public import access, queries

NAMES = {"es": "Castellano", "en": "English"}


@require_safe
def square(request: HttpRequest, organisation: str) -> HttpResponse:
    """Tells what is measured of an administration's website and what is not, and counts this very visit."""
    found = access.square_of(organisation, request.get_host())
    today = timezone.now().astimezone(ZoneInfo(found.site.time_zone)).date()
    return _spoken(request, "public/square.html", found, lambda: {"seen": queries.seen(found.site, today)})


@require_safe
def accessibility(request: HttpRequest, organisation: str) -> HttpResponse:
    """Shows the accessibility statement of the administration's pages on this installation (RD 1112/2018, art. 15)."""
    return _spoken(request, "public/accessibility.html", access.square_of(organisation, request.get_host()), dict)


def _spoken(request: HttpRequest, template: str, found: access.Square, more: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Draws a page in the language its address asks for, else in the usual one."""
    asked = request.GET.get("language", "")
    known = asked in dict(settings.LANGUAGES)
    with translation.override(asked if known else translation.get_language()):
        spoken = translation.get_language()
        context = {
            "organisation": found.organisation,
            "site": found.site,
            "others": [(code, NAMES[code]) for code, _name in settings.LANGUAGES if code != spoken],
            "spoken": f"?language={asked}" if known else "",
            **more(),
        }
        response = render(request, template, context)
        response.headers["Content-Language"] = str(spoken)
    return response
