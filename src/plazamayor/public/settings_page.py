"""The page of the console where the square is given its look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.public import operations
from plazamayor.public.access import look_of
from plazamayor.public.forms import LookForm


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_ORGANISATION)
def change(request: HttpRequest, member: Membership) -> HttpResponse:
    """The name, the colours, the crest and the domain of the administration's square."""
    look = look_of(member.organisation)
    form = LookForm(request.POST or None, request.FILES or None, look=look)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.change_look, **given):
        messages.success(request, _("Saved. This is how citizens see it from now on."))
        return redirect("square_settings", member.organisation.code)
    return render(request, "public/settings.html", {"form": form, "look": look})
