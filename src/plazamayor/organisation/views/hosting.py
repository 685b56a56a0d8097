"""The administrations that a *diputación* hosts and helps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from plazamayor.organisation import access, operations, queries
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.forms import HostedForm
from plazamayor.organisation.models import Membership


@console(Permission.HOST_ORGANISATIONS)
def hosted(request: HttpRequest, member: Membership) -> HttpResponse:
    """The administrations hosted, and a form for one more."""
    form = HostedForm(request.POST or None)
    given = {"host": member.organisation, "time_zone": member.organisation.time_zone, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.create_organisation, **given):
        messages.success(request, _("%(name)s is ready. Invite whoever will administer it.") % {"name": form.result})
        return redirect("invite", form.result.code)
    shown = {"form": form, "hosted": queries.hosted_by(member.organisation), "hosted_permissions": access.hosted_explained()}
    return render(request, "organisation/hosted.html", shown)
