"""The line to paste in a website, and its first visit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.dashboard.names import value_name
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import live, measured
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import ask
from plazamayor.core import charts, formatting

LONGEST_SHOWN = 366
"""Days of a site that are offered at once."""


class Latest(msgspec.Struct, frozen=True):
    """The last page view that the tracker saw, without who made it."""

    path: str
    time: datetime
    device: str
    channel: str
    language: str


def snippet_of(site: Site, base: str) -> dict[str, str]:
    """The texts to paste: the script, the same with load times, and the image for browsers without scripts."""
    search = f'\n  data-search="{",".join(site.search_parameters)}"' if site.search_parameters else ""
    script = f'<script defer\n  src="{base}/p.js"{search}\n></script>'
    vitals = f'<script defer\n  src="{base}/v.js"\n></script>'
    pixel = f'<noscript><img\n  src="{base}/e.gif" alt=""\n  referrerpolicy="no-referrer-when-downgrade"\n></noscript>'
    refuse, asks = _("Do not count my visits"), _("Asks for an appointment")
    return {
        "script": script,
        "whole": f"{script}\n{pixel}",
        "vitals": vitals,
        "opt_out": f'<button type="button" onclick="plaza.optOut()">{refuse}</button>',
        "event": f'<button data-plaza-event="{asks}">…</button>',
    }


def letter(site: Site, code: dict[str, str]) -> str:
    """A message to whoever keeps the website, as a mailto address."""
    subject = _("A line for the template of %(domain)s") % {"domain": site.domain}
    body = _(
        "Hello:\n\nPlease paste this in the template of every page of %(domain)s, before </head>:\n\n%(code)s\n\n"
        "It weighs less than 1.5 kB, keeps nothing in anybody's browser and sends nothing to third parties.\n"
    ) % {"domain": site.domain, "code": code["whole"]}
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


@dataclass(frozen=True)
class Elsewhere:
    """Days of which there are figures, when those looked at have none: in words, and the address that shows them."""

    days: str
    address: str


def elsewhere(asked: Asked) -> Elsewhere | None:
    """The last days measured of a site, a year at most; None when there are none."""
    known = measured(scope_of([asked.site]))
    if known is None:
        return None
    first, last = known
    days = Period(max(first, last - timedelta(days=LONGEST_SHOWN - 1)), last)
    return Elsewhere(days=formatting.period(days.first, days.last), address=asked.base + asked.look.on(days).address)


def arrival(site: Site, now: datetime) -> dict[str, object]:
    """The latest visit of the last thirty minutes, if any, and the pulse."""
    scope = scope_of([site])
    zone = ZoneInfo(site.time_zone)
    found = ask(scope, "setup__latest", Latest, now=now)
    counts = [minute.page_views for minute in reversed(live(scope, now))]
    told = []
    for latest in found:
        parts = [value_name("device", latest.device), value_name("channel", latest.channel)]
        told.append({"path": latest.path, "at": latest.time.astimezone(zone), "words": [*parts, value_name("language", latest.language)]})
    return {"latest": told[0] if told else None, "rects": charts.pulse(counts), "views": sum(counts), "listening": now.astimezone(zone)}
