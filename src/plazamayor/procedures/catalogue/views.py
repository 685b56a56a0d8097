"""Pages of the catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for


@require_safe
@console(Permission.SEE_MEASURES)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """All the procedures of the administration."""
    return render(request, "procedures/catalogue/every.html", {"procedures": procedures_for(member)})
