"""What waits for a yes, the page where it is given, and the stages there are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may, membership_for, proved_second_factor, signed_in
from plazamayor.organisation.models import Membership
from plazamayor.publishing import access
from plazamayor.publishing.approval import mail, operations, reading
from plazamayor.publishing.approval.forms import ApproveForm, SendBackForm, StageForm
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Stage


@require_GET
@console(Permission.SEE_PUBLISHING)
def waiting(request: HttpRequest, member: Membership) -> HttpResponse:
    """The pieces that wait for a yes, those this person may give first."""
    shown = {"rows": reading.queue(member, timezone.now()), "may_manage": may(member, Permission.MANAGE_ORGANISATION)}
    return render(request, "publishing/approval/waiting.html", shown)


@require_POST
@console(Permission.WRITE_PIECES)
def ask(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Sends a piece to be approved."""
    piece = access.piece_for(member, piece_id)
    try:
        letters = operations.ask(piece=piece, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    else:
        messages.success(request, _asked(letters, mail.send(letters)))
    return redirect("piece", member.organisation.code, piece.pk)


def _asked(letters: list[operations.Asked], sent: int) -> str:
    names = ", ".join(str(each.person) for each in letters)
    told = ngettext("It waits for a yes of %(names)s.", "It waits for a yes of one of these: %(names)s.", len(letters)) % {"names": names}
    return told if sent else " ".join((told, _("They were not told by e-mail: tell them.")))


@require_http_methods(["GET", "POST"])
@console(Permission.APPROVE_PIECES)
def decide(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Everything that would leave, as it would leave, and the yes or the no."""
    piece = access.piece_for(member, piece_id)
    now, back = timezone.now(), "send_back" in request.POST
    yes = ApproveForm(request.POST if request.method == "POST" and not back else None, initial={"digest": digest_of(piece)})
    no = SendBackForm(request.POST if back else None, initial={"digest": digest_of(piece)}, prefix=None)
    if request.method == "POST" and not back and yes.carry_out(operations.approve, piece=piece, by=member, now=now):
        mail.send(yes.result)
        messages.success(request, _("Approved. It can be scheduled as it is; if anything of it changes, the approval falls."))
        return redirect("piece", member.organisation.code, piece.pk)
    if back and no.carry_out(operations.send_back, piece=piece, by=member, now=now):
        messages.success(request, _("Sent back to whoever writes it."))
        return redirect("approvals", member.organisation.code)
    shown = {"piece": piece, "yes": yes, "no": no, **reading.to_decide(piece, member, now)}
    return render(request, "publishing/approval/decide.html", shown)


@require_GET
@login_required
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of a letter leads: to the page of the decision, once the second factor is shown. The link alone opens nothing."""
    link = operations.person_of(token, timezone.now())
    if link is None or link.person != signed_in(request):
        raise Http404(_("This link is not for you, or it has expired. What waits for approval is in Tell, Approvals."))
    if not proved_second_factor(request):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
    member = membership_for(link.person, link.piece.organisation.code)
    if link.digest != digest_of(link.piece):
        messages.warning(request, _("It changed after the letter was sent: this is how it is now."))
    return redirect("piece_decide", member.organisation.code, link.piece_id)


@require_http_methods(["GET", "POST"])
@console(Permission.MANAGE_ORGANISATION)
def stages(request: HttpRequest, member: Membership) -> HttpResponse:
    """The yes that is needed before something leaves."""
    form = StageForm(request.POST or None, organisation=member.organisation)
    if request.method == "POST" and form.carry_out(operations.add_stage, by=member, now=timezone.now()):
        messages.success(request, _("Added. It counts from now on, also for what waits."))
        return redirect("approval_stages", member.organisation.code)
    found = Stage.objects.filter(organisation=member.organisation).select_related("channel")
    return render(request, "publishing/approval/stages.html", {"form": form, "stages": found})


@require_POST
@console(Permission.MANAGE_ORGANISATION)
def remove_stage(request: HttpRequest, member: Membership, stage_id: int) -> HttpResponse:
    """Takes a stage away."""
    stage = access.stage_for(member, stage_id)
    operations.remove_stage(stage=stage, by=member, now=timezone.now())
    messages.success(request, _("%(name)s is no longer asked for.") % {"name": stage.name})
    return redirect("approval_stages", member.organisation.code)
