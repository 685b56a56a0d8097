"""A text is tried before it is a piece."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plazamayor.guards import operations, queries
from plazamayor.guards.contract import Category, Content, Passage
from plazamayor.guards.forms import TrialForm
from plazamayor.guards.views.tabs import tabs
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership

WHERE = "text"


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.SEE_PUBLISHING)
def attempt(request: HttpRequest, member: Membership) -> HttpResponse:
    """What the guards would say of a text; nothing of it is kept but its links, which are asked beside the page."""
    form = TrialForm(request.POST or None, organisation=member.organisation)
    shown: dict[str, object] = {"form": form, "tabs": tabs(member, "guards_try")}
    if request.method == "POST" and form.is_valid():
        shown |= _checked(member, form, timezone.now())
    return render(request, "guards/try.html", shown)


def _checked(member: Membership, form: TrialForm, now: datetime) -> dict[str, object]:
    data = form.cleaned_data
    content = Content(
        organisation_id=member.organisation_id,
        at=data["at"],
        category=Category(data["category"]),
        passages=(Passage(where=WHERE, language=data["language"], text=data["text"]),),
        languages=(data["language"],),
    )
    operations.remember_links(content=content, now=now)
    found = queries.check(content, now)
    return {
        "checked": True,
        "language": data["language"],
        "notes": queries.margin_notes(found),
        "segments": queries.marked(data["text"], WHERE, found),
        "blocks": len(queries.open_blocks(found)),
        "holds": len(queries.open_holds(found)),
        "warnings": sum(1 for each in queries.margin_notes(found) if each.kind == "warn"),
    }
