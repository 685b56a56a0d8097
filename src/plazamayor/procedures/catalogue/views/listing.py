"""The list of procedures."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for
from plazamayor.procedures.catalogue.queries import STATES, entries

A_PAGE = 50


@require_safe
@console(Permission.SEE_MEASURES)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The procedures of the administration, by name; those whose words are asked for."""
    wanted = request.GET.get("q", "")[:100]
    state = request.GET.get("state", STATES[0])
    found = entries(member, wanted, state if state in STATES else STATES[0])
    shown = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "any": bool(procedures_for(member)),
        "wanted": wanted,
        "state": state,
        "may_manage": may(member, Permission.MANAGE_PROCEDURES),
    }
    return render(request, "procedures/catalogue/every.html", shown)
