"""Tells a hub that there is something new (WebSub, W3C Recommendation of 2018, 7). It is told the addresses of the feeds, nothing else."""

import logging
from datetime import datetime, timedelta
from urllib.parse import urlencode

from plazamayor.core.due import DueWork
from plazamayor.core.http import Unreachable, fetch
from plazamayor.public.access import Place
from plazamayor.public.feeds import TYPES, feed_address
from plazamayor.public.models import Look
from plazamayor.publishing.queries import published

log = logging.getLogger(__name__)
PATIENCE = 10.0
LARGEST = 64 << 10
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def announce(now: datetime) -> None:
    """Announces what was published or corrected since the last time, administration by administration; what fails is tried again."""
    for look in Look.objects.select_related("organisation").exclude(hub="").filter(organisation__closed=None):
        latest = latest_of(look)
        if latest is None or (look.announced and latest <= look.announced) or latest > now:
            continue
        if tell(look):
            Look.objects.filter(pk=look.pk).update(announced=latest)


def latest_of(look: Look) -> datetime | None:
    """When something was last published or corrected."""
    pieces = published(look.organisation, most=50).pieces
    return max((each.revised or each.published for each in pieces), default=None)


def tell(look: Look) -> bool:
    """Tells the hub of the feeds, and says whether it took it."""
    place = Place(look.organisation, look, None)
    body = urlencode({"hub.mode": "publish", "hub.url": [feed_address(place, form) for form in TYPES]}, doseq=True).encode()
    try:
        answer = fetch(look.hub, method="POST", headers=FORM, body=body, patience=PATIENCE, largest=LARGEST)
    except Unreachable as why:
        log.warning("The hub of %s was not told: %s", look.organisation.code, why)
        return False
    if answer.status // 100 != 2:  # noqa: PLR2004 any answer of success
        log.warning("The hub of %s answered %s.", look.organisation.code, answer.status)
    return answer.status // 100 == 2  # noqa: PLR2004 the same


WORKS = (DueWork(name="public.announced", every=timedelta(minutes=1), run=announce),)
