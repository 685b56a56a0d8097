"""The administration's own data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from plazamayor.organisation import operations
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.forms import OrganisationForm
from plazamayor.organisation.models import Membership


@console(Permission.MANAGE_ORGANISATION)
def administration(request: HttpRequest, member: Membership) -> HttpResponse:
    """Name, official codes, territory, languages and the second factor."""
    form = OrganisationForm(request.POST or None, instance=member.organisation)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.change_organisation, **given):
        messages.success(request, _("Saved."))
        return redirect("administration", member.organisation.code)
    return render(request, "organisation/administration.html", {"form": form})
