"""What letters say: a finding, six figures and the pages most seen; or what is unusual. Each in HTML and in plain text."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from plazamayor.analytics.dashboard.audience import ask, asked_of, audience
from plazamayor.analytics.dashboard.look import CUSTOM, Look
from plazamayor.analytics.dashboard.names import DIMENSIONS, value_name
from plazamayor.analytics.mailing.access import unsubscribe_token
from plazamayor.analytics.mailing.wording import described, title_of
from plazamayor.analytics.models import Letter, Site, Subscription
from plazamayor.analytics.queries import annotations_in
from plazamayor.analytics.reports.answers import freshen
from plazamayor.core import formatting

PAGES = 10


@dataclass(frozen=True)
class TopPage:
    """A page among those most seen."""

    name: str
    visits: str
    change: str


def message_of(letter: Letter, now: datetime) -> EmailMultiAlternatives:
    """The message of a letter, in the language of whoever asked for it and on the clock of the site."""
    subscription = letter.subscription
    with translation.override(subscription.language), timezone.override(subscription.site.time_zone):
        kind, subject, shown = _alert(letter) if letter.alert else _report(letter, now)
        context = {**shown, **_frame(subscription), "subject": subject}
        text = render_to_string(f"analytics/mailing/mail/{kind}.txt", context)
        html = render_to_string(f"analytics/mailing/mail/{kind}.html", context)
    organisation = subscription.site.organisation
    sender = (
        formataddr((organisation.name, settings.DEFAULT_FROM_EMAIL))
        if "<" not in settings.DEFAULT_FROM_EMAIL
        else settings.DEFAULT_FROM_EMAIL
    )
    message = EmailMultiAlternatives(subject, text, sender, [subscription.person.email], headers=_headers(letter, context["stop"]))
    message.attach_alternative(html, "text/html")
    return message


def _headers(letter: Letter, stop: str) -> dict[str, str]:
    """One-click unsubscription (RFC 8058), the list (RFC 2919) and that no person wrote it (RFC 3834). The id never changes."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    site = letter.subscription.site
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{letter.subscription.rhythm}.{site.domain}.{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Message-ID": f"<letter.{letter.pk}.{letter.planned:%Y%m%d%H%M}@{host}>",
    }


def _frame(subscription: Subscription) -> dict[str, Any]:
    """What every letter carries: whose it is, where it leads and how to stop it."""
    site = subscription.site
    return {
        "site": site,
        "organisation": site.organisation,
        "subscription": subscription,
        "language": subscription.language,
        "stop": settings.BASE_URL + reverse("letters_stop", args=[unsubscribe_token(subscription)]),
        "settings_address": settings.BASE_URL + reverse("letters", args=[site.organisation.code, site.domain]),
    }


def _report(letter: Letter, now: datetime) -> tuple[str, str, dict[str, Any]]:
    site = letter.subscription.site
    look = Look(period=CUSTOM, first=letter.first, last=letter.last)
    freshen(asked_of(site, look, "", now).query)
    address = settings.BASE_URL + reverse("audience", args=[site.organisation.code, site.domain])
    asked = asked_of(site, look, address, now)
    answer = ask(asked, asked.dimensions)
    page = audience(asked, answer, annotations_in(site, asked.period))
    weekly = letter.subscription.rhythm == Subscription.Rhythm.WEEKLY
    subject = _("%(site)s: the week") if weekly else _("%(site)s: the month")
    days = formatting.period(letter.first, letter.last)
    shown = {
        "page": page,
        "days": days,
        "weekly": weekly,
        "pages": top_pages(answer.panels["page"].lines if "page" in answer.panels else []),
        "pages_head": DIMENSIONS["page"].head,
        "address": address + look.address,
    }
    return "report", f"{subject % {'site': site.domain}}, {days}", shown


def top_pages(lines: Any) -> list[TopPage]:
    """The pages most seen, as they are written."""
    return [
        TopPage(
            value_name("page", line.value),
            formatting.number(line.now.visits),
            formatting.change_in_row(line.now.visits, line.before.visits),
        )
        for line in lines[:PAGES]
        if line.now.visits
    ]


def _alert(letter: Letter) -> tuple[str, str, dict[str, Any]]:
    alert, site = letter.alert, letter.subscription.site
    if alert is None:
        raise ValueError("this letter is about no alert")
    address = settings.BASE_URL + reverse("audience", args=[site.organisation.code, site.domain])
    told = described(alert)
    shown = {"alert": told, "address": address, "lost": f"{address}table/not_found/", "health": _health(site)}
    return "alert", f"{site.domain}: {title_of(alert)}", shown


def _health(site: Site) -> str:
    return settings.BASE_URL + reverse("health", args=[site.organisation.code, site.domain])
