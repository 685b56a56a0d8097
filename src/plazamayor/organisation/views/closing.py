"""The end of an administration here: everything exported, closed, opened again or deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plazamayor.core.errors import Mistake
from plazamayor.organisation import access, operations
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.export import archive
from plazamayor.organisation.forms import TypedNameForm
from plazamayor.organisation.models import Membership, Person


@console(Permission.CLOSE_ORGANISATION)
def closing(request: HttpRequest, member: Membership) -> HttpResponse:
    """Says what closing means, and closes when the name is typed."""
    form = TypedNameForm(request.POST or None)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.close_organisation, **given):
        return redirect("closed", member.organisation.code)
    return render(request, "organisation/closing.html", {"form": form})


@require_POST
@console(Permission.CLOSE_ORGANISATION)
def export(request: HttpRequest, member: Membership) -> HttpResponse:
    """Everything that every room holds for the administration, as a ZIP archive."""
    operations.record(member.organisation, member, "organisation.exported", member.organisation, {}, timezone.now())
    name = f"plazamayor-{member.organisation.code}.zip"
    content = archive(member.organisation)
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def of_closed(view: Callable[[HttpRequest, Membership], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Opens a page only to those who administered the closed administration in its address; 404 to everybody else."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, organisation: str, **_kwargs: Any) -> HttpResponseBase:
        member = access.closed_for(cast("Person", request.user), organisation)
        if access.lacks_second_factor(request, member):
            return redirect("second_factor")
        with timezone.override(member.organisation.time_zone):
            return view(request, member)

    return guarded


@of_closed
def closed(request: HttpRequest, member: Membership) -> HttpResponse:
    """What can still be done with a closed administration."""
    return render(request, "organisation/closed.html", {"form": TypedNameForm(), "place": member})


@require_POST
@of_closed
def reopen(request: HttpRequest, member: Membership) -> HttpResponse:
    """Opens it again."""
    try:
        operations.reopen_organisation(organisation=member.organisation, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
        return redirect("closed", member.organisation.code)
    messages.success(request, _("%(name)s is open again, as it was.") % {"name": member.organisation})
    return redirect("administration", member.organisation.code)


@require_POST
@of_closed
def delete(request: HttpRequest, member: Membership) -> HttpResponse:
    """Deletes it for good when its name is typed."""
    form = TypedNameForm(request.POST)
    name = member.organisation.name
    if form.carry_out(operations.delete_organisation, organisation=member.organisation, by=member, now=timezone.now()):
        return render(request, "organisation/deleted.html", {"name": name})
    return render(request, "organisation/closed.html", {"form": form, "place": member})
