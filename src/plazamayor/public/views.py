"""Citizens' pages."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.public import access, queries


@require_safe
def square(request: HttpRequest, organisation: str) -> HttpResponse:
    """Tells what is measured of an administration's website and what is not, and counts this very visit."""
    found = access.square_of(organisation, request.get_host())
    today = timezone.now().astimezone(ZoneInfo(found.site.time_zone)).date()
    context = {"organisation": found.organisation, "site": found.site, "seen": queries.seen(found.site, today)}
    return render(request, "public/square.html", context)


@require_safe
def accessibility(request: HttpRequest, organisation: str) -> HttpResponse:
    """Shows the accessibility statement of the administration's pages on this installation (RD 1112/2018, art. 15)."""
    found = access.square_of(organisation, request.get_host())
    return render(request, "public/accessibility.html", {"organisation": found.organisation, "site": found.site})
