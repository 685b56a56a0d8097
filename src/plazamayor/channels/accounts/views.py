"""Pages of the accounts."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.channels import registry
from plazamayor.channels.access import channel_for, channels_for
from plazamayor.channels.accounts import operations
from plazamayor.channels.accounts.forms import ConnectForm, CredentialsForm, NamingForm, RemoveForm
from plazamayor.channels.accounts.queries import STATE_MARKS, Offered, lines_of, lost_with, offered
from plazamayor.channels.accounts.sessions import connector_of, limits_of
from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _context(member: Membership, **shown: Any) -> dict[str, Any]:
    """What every page of accounts needs besides its own."""
    return {"may_connect": may(member, Permission.CONNECT_CHANNELS), **shown}


@require_safe
@console(Permission.SEE_PUBLISHING)
def listing(request: HttpRequest, member: Membership) -> HttpResponse:
    """The channels, each with how it is."""
    shown = _context(member, lines=lines_of(channels_for(member)), tab="channels")
    return render(request, "channels/accounts/list.html", shown)


@require_safe
@console(Permission.CONNECT_CHANNELS)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Which network is connected."""
    return render(request, "channels/accounts/add.html", _context(member, offered=offered()))


@FORM
@console(Permission.CONNECT_CHANNELS)
def connect(request: HttpRequest, member: Membership, network: str) -> HttpResponse:
    """Connects an account: what the network asks for, how to obtain it, and what it said."""
    if network not in settings.CONNECTORS:
        raise Http404(_("This installation does not use that network."))
    found = registry.connector(network)
    form = ConnectForm(request.POST or None, connector=found, organisation=member.organisation)
    missing: list[str] = []
    given = {"organisation": member.organisation, "key": network, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(_noting(operations.connect, missing), **given):
        messages.success(request, _("“%(name)s” is connected.") % {"name": form.result})
        return redirect("channel", member.organisation.code, form.result.pk)
    shown = _context(member, form=form, connector=found, offered=Offered(found), missing=missing)
    return render(request, "channels/accounts/connect.html", shown)


def _noting(act: Callable[..., Any], missing: list[str]) -> Callable[..., Any]:
    """The same act, which leaves apart the permissions that the network says that lack."""

    def noting(**given: Any) -> Any:
        try:
            return act(**given)
        except operations.NotConnected as refused:
            missing.extend(refused.missing)
            raise

    return noting


@FORM
@console(Permission.SEE_PUBLISHING)
def channel(request: HttpRequest, member: Membership, channel_id: int) -> HttpResponse:
    """How a channel is, and what we call it."""
    found = channel_for(member, channel_id)
    allowed = may(member, Permission.CONNECT_CHANNELS)
    initial = {"name": found.name, "unit": found.unit_id, "languages": found.languages}
    form = NamingForm(request.POST if allowed and request.method == "POST" else None, organisation=member.organisation, initial=initial)
    if request.method == "POST" and allowed and form.carry_out(operations.change, channel=found, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("channel", member.organisation.code, found.pk)
    connector = connector_of(found)
    last = found.deliveries.order_by("-due")[:8]
    shown = _context(
        member,
        channel=found,
        form=form,
        limits=limits_of(found),
        last=last,
        mark=STATE_MARKS[found.state],
        offered=Offered(connector) if connector else None,
    )
    return render(request, "channels/accounts/channel.html", shown)


@FORM
@console(Permission.CONNECT_CHANNELS)
def reconnect(request: HttpRequest, member: Membership, channel_id: int) -> HttpResponse:
    """Connects the same account again."""
    found = channel_for(member, channel_id)
    connector = connector_of(found)
    if connector is None:
        raise Http404(_("This installation does not use that network."))
    form = CredentialsForm(request.POST or None, connector=connector, kept=found.options)
    missing: list[str] = list(found.missing)
    if request.method == "POST":
        missing.clear()
        if form.carry_out(_noting(operations.reconnect, missing), channel=found, by=member, now=timezone.now()):
            messages.success(request, _("“%(name)s” is connected again.") % {"name": found})
            return redirect("channel", member.organisation.code, found.pk)
    shown = _context(member, form=form, connector=connector, channel=found, offered=Offered(connector), missing=missing)
    return render(request, "channels/accounts/connect.html", shown)


@FORM
@console(Permission.CONNECT_CHANNELS)
def remove(request: HttpRequest, member: Membership, channel_id: int) -> HttpResponse:
    """Says what would be lost with a channel, and removes it once its name is typed."""
    found = channel_for(member, channel_id)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.carry_out(operations.remove, channel=found, by=member, now=timezone.now()):
        messages.success(request, _("“%(name)s” is gone, and its credentials with it.") % {"name": found})
        return redirect("channel_list", member.organisation.code)
    return render(request, "channels/accounts/remove.html", _context(member, form=form, channel=found, lost=lost_with(found)))


@require_POST
@console(Permission.CONNECT_CHANNELS)
def act(request: HttpRequest, member: Membership, channel_id: int, doing: str) -> HttpResponse:
    """Checks, pauses or resumes a channel."""
    found, now = channel_for(member, channel_id), timezone.now()
    acts: dict[str, tuple[Callable[[], Channel], str]] = {
        "check": (lambda: operations.check(channel=found, now=now), _("The network answers: all is well.")),
        "pause": (lambda: operations.pause(channel=found, by=member, now=now), _("Paused: nothing leaves by it.")),
        "resume": (lambda: operations.resume(channel=found, by=member, now=now), _("It is used again.")),
    }
    if doing not in acts:
        raise Http404
    try:
        acts[doing][0]()
        messages.success(request, acts[doing][1])
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("channel", member.organisation.code, found.pk)
