"""The page of a site's letters and alerts, and what the link of a letter opens."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.analytics.mailing import operations, queries
from plazamayor.analytics.mailing.access import subscription_for, subscription_of, subscriptions_for
from plazamayor.analytics.mailing.forms import LetterForm, WatchForm
from plazamayor.analytics.mailing.wording import rule
from plazamayor.analytics.models import Alert, Site, Subscription
from plazamayor.analytics.retention import retained
from plazamayor.analytics.views.doors import site_page
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@site_page(Permission.SEE_MEASURES)
def letters(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Who receives what, what is watched, and a form to ask for letters."""
    may_choose = may(member, Permission.SHARE_MEASURES)
    initial = {"language": translation.get_language()}
    form = LetterForm(request.POST or None, by=member, may_choose=may_choose, initial=initial)
    if request.method == "POST" and form.carry_out(operations.subscribe, site=site, by=member, now=timezone.now()):
        messages.success(request, _("Asked for. The first one leaves when it is due."))
        return redirect("letters", member.organisation.code, site.domain)
    return _page(request, member, site, form)


def _page(request: HttpRequest, member: Membership, site: Site, form: LetterForm) -> HttpResponse:
    kept, may_choose = queries.rule_of(site), may(member, Permission.SHARE_MEASURES)
    shown = {
        "site": site,
        "form": form,
        "mail": settings.MAIL_CONFIGURED,
        "subscriptions": subscriptions_for(member, site),
        "letters": queries.letters_of(member, site, everybody=may_choose),
        "may_choose": may_choose,
        "watch": WatchForm(site=site, rule=kept),
        "watched": queries.watched_by(kept),
        "alerts": queries.alerts_for(site),
        "past": queries.past_alerts(site, timezone.now()),
        "rules": [rule(Alert.Kind.RISE), rule(Alert.Kind.SILENCE)],
        "goals_withheld": site.exempt and site.goals.exists(),
    }
    return render(request, "analytics/mailing/letters.html", shown)


@require_POST
@site_page(Permission.SEE_MEASURES)
def end_own(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Ends one's own letters of a rhythm."""
    own = subscriptions_for(member, site).filter(person=member.person_id, rhythm=request.POST.get("rhythm", "")).first()
    return _end(request, member, site, own)


@require_POST
@site_page(Permission.SHARE_MEASURES)
def end(request: HttpRequest, member: Membership, site: Site, subscription_id: int) -> HttpResponse:
    """Ends anybody's letters."""
    return _end(request, member, site, subscription_for(site, subscription_id))


def _end(request: HttpRequest, member: Membership, site: Site, subscription: Subscription | None) -> HttpResponse:
    if subscription is not None:
        operations.unsubscribe(subscription=subscription, by=member, now=timezone.now())
        messages.success(request, _("No more of those letters will leave."))
    return redirect("letters", member.organisation.code, site.domain)


@require_POST
@site_page(Permission.SHARE_MEASURES)
def watch(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Says what is watched."""
    form = WatchForm(request.POST, site=site, rule=queries.rule_of(site))
    if form.carry_out(operations.watch, site=site, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
    return redirect("letters", member.organisation.code, site.domain)


@csrf_exempt  # mail programs unsubscribe with one POST of their own (RFC 8058); the signed address says whose it is
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the subscription of a letter. Opening the address only asks: programs that look at links end nothing."""
    subscription = subscription_of(token)
    if request.method == "POST" and subscription is not None:
        operations.unsubscribe(subscription=subscription, by=None, now=timezone.now())
        return render(request, "analytics/mailing/stopped.html", {"subscription": subscription, "ended": True})
    response = render(request, "analytics/mailing/stopped.html", {"subscription": subscription, "ended": subscription is None})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@site_page(Permission.SEE_MEASURES)
def kept(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """What is kept of a site, since when, and what was erased."""
    shown = {"site": site, "kept": retained(site, timezone.now()), "may_manage": may(member, Permission.MANAGE_SITES)}
    return render(request, "analytics/mailing/kept.html", shown)
