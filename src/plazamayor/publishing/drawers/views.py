"""Pages of the ideas box, the templates and the evergreen shelf."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import idea_for, piece_for, template_for
from plazamayor.publishing.drawers import operations
from plazamayor.publishing.drawers.forms import AnswerForm, IdeaForm, TemplateForm
from plazamayor.publishing.models import Idea, Piece, Template

A_PAGE = 30
FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@console(Permission.SEE_PUBLISHING)
def ideas(request: HttpRequest, member: Membership) -> HttpResponse:
    """The box of ideas, open to everybody who works here, and a form to leave one."""
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.carry_out(operations.leave_idea, organisation=member.organisation, by=member, now=timezone.now()):
        messages.success(request, _("Thank you. It is in the box, and its answer will be here."))
        return redirect("ideas", member.organisation.code)
    state = request.GET.get("state", "")
    found = Idea.objects.filter(organisation=member.organisation).select_related("by", "piece")
    found = found.filter(state=state) if state in Idea.State.values else found
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = {"form": form, "page": page, "state": state, "states": Idea.State.choices, "may_write": may(member, Permission.WRITE_PIECES)}
    return render(request, "publishing/drawers/ideas.html", {**shown, "answer_form": AnswerForm(auto_id=False)})


@require_POST
@console(Permission.WRITE_PIECES)
def take(request: HttpRequest, member: Membership, idea_id: int) -> HttpResponse:
    """Makes a piece of an idea."""
    try:
        piece = operations.take_idea(idea=idea_for(member, idea_id), by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
        return redirect("ideas", member.organisation.code)
    return redirect("piece", member.organisation.code, piece.pk)


@require_POST
@console(Permission.WRITE_PIECES)
def answer(request: HttpRequest, member: Membership, idea_id: int) -> HttpResponse:
    """Says why an idea waits."""
    form = AnswerForm(request.POST)
    if not form.carry_out(operations.answer_idea, idea=idea_for(member, idea_id), by=member, now=timezone.now()):
        messages.error(request, "; ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("ideas", member.organisation.code)


@require_safe
@console(Permission.SEE_PUBLISHING)
def templates(request: HttpRequest, member: Membership) -> HttpResponse:
    """The forms to begin from, and the pieces worth telling again."""
    shown = {
        "templates": Template.objects.filter(organisation=member.organisation).select_related("by"),
        "shelf": Piece.objects.filter(organisation=member.organisation, evergreen=True).exclude(state=Piece.State.DISCARDED),
        "may_write": may(member, Permission.WRITE_PIECES),
    }
    return render(request, "publishing/drawers/shelf.html", shown)


@FORM
@console(Permission.WRITE_PIECES)
def keep(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Keeps a piece as a template."""
    piece = piece_for(member, piece_id)
    form = TemplateForm(request.POST or None, initial={"name": piece.title[:100]})
    if request.method == "POST" and form.carry_out(operations.keep_template, piece=piece, by=member, now=timezone.now()):
        messages.success(request, _("Kept: new pieces can begin from it."))
        return redirect("shelf", member.organisation.code)
    return render(request, "publishing/drawers/keep.html", {"form": form, "piece": piece})


@require_POST
@console(Permission.WRITE_PIECES)
def remove(request: HttpRequest, member: Membership, template_id: int) -> HttpResponse:
    """Removes a template."""
    operations.remove_template(template=template_for(member, template_id), by=member, now=timezone.now())
    messages.success(request, _("Removed. The pieces that began from it stay."))
    return redirect("shelf", member.organisation.code)
