"""The list of procedures."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for
from plazamayor.procedures.catalogue.queries import STATES, entries
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.report.listing import SORTS, lines_or_names

A_PAGE = 50


@require_safe
@console(Permission.SEE_MEASURES)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The procedures of the administration, by citizens lost; those whose words, type or unit are asked for."""
    wanted, state = request.GET.get("q", "")[:100], request.GET.get("state", STATES[0])
    kind, unit, sort = (request.GET.get(name, "") for name in ("kind", "unit", "sort"))
    every = procedures_for(member)
    found = [entry.procedure for entry in entries(member, wanted, state if state in STATES else STATES[0])]
    found = [each for each in found if kind in ("", each.kind) and unit in ("", str(each.unit_id or ""))]
    sort = sort if sort in SORTS else "lost"
    lines, silent = lines_or_names(found, timezone.now(), sort)
    shown = {
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "silent": silent,
        "any": bool(every),
        "wanted": wanted,
        "state": state,
        "kind": kind,
        "kinds": Procedure.Kind.choices,
        "unit": unit,
        "units": sorted({(str(each.unit_id), str(each.unit)) for each in every if each.unit}, key=lambda pair: pair[1]),
        "sort": sort,
        "sorts": [(key, label) for key, (label, _order) in SORTS.items()],
        "may_manage": may(member, Permission.MANAGE_PROCEDURES),
        "may_count": may(member, Permission.COUNT_CHANNELS),
    }
    return render(request, "procedures/catalogue/every.html", shown)
