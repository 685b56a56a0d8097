"""What is followed: listed, tried, written, changed and removed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.bulletins import operations
from plazamayor.bulletins.access import subscription_for
from plazamayor.bulletins.forms import SubscriptionForm
from plazamayor.bulletins.models import Subscription
from plazamayor.bulletins.queries import brought_since, conditions_of, subscriptions_of
from plazamayor.bulletins.subscribing import TRIED, Tried, try_out
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """What the administration follows, and what each has brought in a month."""
    brought = brought_since(member.organisation, timezone.localdate() - timedelta(days=TRIED))
    rows = [(each, conditions_of(each), brought.get(each.pk, 0)) for each in subscriptions_of(member.organisation)]
    shown = {"rows": rows, "may_follow": may(member, Permission.FOLLOW_BULLETINS)}
    return render(request, "bulletins/subscriptions.html", shown)


@FORM
@console(Permission.FOLLOW_BULLETINS)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Begins to follow something; `try` only shows what it would have brought."""
    form = SubscriptionForm(request.POST or None, member=member)
    if "try" not in request.POST and request.method == "POST" and form.carry_out(operations.subscribe, by=member, now=timezone.now()):
        messages.success(request, _("“%(name)s” is followed from now on.") % {"name": form.result})
        return redirect("gazette_subscriptions", member.organisation.code)
    return _form(request, member, form)


@FORM
@console(Permission.FOLLOW_BULLETINS)
def change(request: HttpRequest, member: Membership, follow_id: int) -> HttpResponse:
    """Changes what is followed."""
    subscription = subscription_for(member, follow_id)
    form = SubscriptionForm(request.POST or None, member=member, subscription=subscription)
    given = {"subscription": subscription, "by": member, "now": timezone.now()}
    if "try" not in request.POST and request.method == "POST" and form.carry_out(operations.change_subscription, **given):
        messages.success(request, _("Saved."))
        return redirect("gazette_subscriptions", member.organisation.code)
    return _form(request, member, form, subscription)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def remove(request: HttpRequest, member: Membership, follow_id: int) -> HttpResponse:
    """Follows it no more."""
    subscription = subscription_for(member, follow_id)
    operations.unsubscribe(subscription=subscription, by=member, now=timezone.now())
    messages.success(request, _("“%(name)s” is not followed any more. What it brought stays.") % {"name": subscription.name})
    return redirect("gazette_subscriptions", member.organisation.code)


def _form(request: HttpRequest, member: Membership, form: SubscriptionForm, subscription: Subscription | None = None) -> HttpResponse:
    shown = {"form": form, "subscription": subscription, "tried": _tried(request, member, form), "days": TRIED}
    return render(request, "bulletins/subscription.html", shown)


def _tried(request: HttpRequest, member: Membership, form: SubscriptionForm) -> Tried | None:
    """What it would have brought, when that is what was asked."""
    if "try" not in request.POST or not form.is_valid():
        return None
    try:
        return try_out(form.cleaned_data["wishes"], member.organisation, timezone.localdate())
    except Mistake as mistake:
        form.add_error(None, str(mistake))
        return None
