"""What every number means, and why other tools say another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plazamayor.analytics.dashboard.meanings import meanings
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership


@require_safe
@console(Permission.SEE_MEASURES)
def definitions(request: HttpRequest, member: Membership) -> HttpResponse:
    """The page of definitions."""
    return render(request, "analytics/definitions.html", meanings())
