"""Pages of campaigns: the list, and those that open, change and archive one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.campaigns import operations
from plazamayor.campaigns.access import campaign_for, campaigns_for
from plazamayor.campaigns.forms import CampaignForm
from plazamayor.campaigns.listing import STATES, lines_of
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The campaigns of the administration, those going on first."""
    state = request.GET.get("state", "")
    found = campaigns_for(member)
    shown = {
        "lines": lines_of(found, state if state in STATES else "current", timezone.now()),
        "any": bool(found),
        "state": state if state in STATES else "current",
        "states": STATES.items(),
        "may_manage": may(member, Permission.MANAGE_CAMPAIGNS),
    }
    return render(request, "campaigns/every.html", shown)


@FORM
@console(Permission.MANAGE_CAMPAIGNS)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Opens a campaign."""
    form = CampaignForm(request.POST or None, member=member, initial={"begins": timezone.localdate(), "owner_id": member.person_id})
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.add_campaign, **given):
        messages.success(request, _("“%(name)s” is open. Each piece you add to it carries its code.") % {"name": form.result})
        return redirect("campaign", member.organisation.code, form.result.code)
    return render(request, "campaigns/add.html", {"form": form})


@FORM
@console(Permission.MANAGE_CAMPAIGNS)
def change(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Changes what a campaign is."""
    campaign = campaign_for(member, code)
    form = CampaignForm(request.POST or None, member=member, campaign=campaign)
    if request.method == "POST" and form.carry_out(operations.change_campaign, campaign=campaign, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("campaign", member.organisation.code, form.result.code)
    return render(request, "campaigns/edit.html", {"form": form, "campaign": campaign})


@require_POST
@console(Permission.MANAGE_CAMPAIGNS)
def archive(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Archives a campaign, or puts one back."""
    campaign = campaign_for(member, code)
    if campaign.archived:
        operations.reopen_campaign(campaign=campaign, by=member, now=timezone.now())
        messages.success(request, _("It is among the campaigns again."))
        return redirect("campaign", member.organisation.code, campaign.code)
    operations.archive_campaign(campaign=campaign, by=member, now=timezone.now())
    messages.success(request, _("Archived. Its links go on working and its thread stays."))
    return redirect("campaigns", member.organisation.code)
