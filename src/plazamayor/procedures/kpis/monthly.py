"""The monthly file of Implementing Regulation (EU) 2020/1121, article 3: page views of information pages by country and device.

The annexes with the official shape were not at hand: columns are as the articles read, and each row says that its schema is not verified.
The file to be sent is exact, since what it counts is pages and not people; the one to be published leaves out figures under ten.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import PlaceViews, views_by_place
from plazamayor.core.errors import Mistake
from plazamayor.core.formatting import FEW
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.kpis.exports import written
from plazamayor.procedures.models import Procedure, Reply
from plazamayor.procedures.models.surveys import Moment

SCHEMA = "unverified"
COUNTRY_UNKNOWN = "unknown"
VIEW_FIELDS = (
    "month",
    "url",
    "country",
    "device",
    "page_views",
    "fewer_than",
    "member_state",
    "region",
    "language",
    "service_type",
    "topic",
    "procedure",
    "schema",
)
RATINGS = tuple(f"rating_{rating}" for rating in range(1, 6))
FEEDBACK_FIELDS = ("month", "url", "procedure", "moment", *RATINGS, "fewer_than", "schema")
EARLIEST = date(2000, 1, 1)


class NoSuchMonth(Mistake):
    """It is not a month, or it has not begun."""


@dataclass(frozen=True)
class Month:
    """The file of a month: page views, answers, and the procedures that cannot be in it."""

    first: date
    last: date
    over: bool
    views: tuple[dict[str, Any], ...]
    feedback: tuple[dict[str, Any], ...]
    left_out: tuple[Procedure, ...]

    @property
    def name(self) -> str:
        """How it is written: `2026-10`."""
        return f"{self.first:%Y-%m}"

    @property
    def page_views(self) -> int:
        """All of them."""
        return sum(row["page_views"] for row in self.views)


def month_named(text: str, today: date) -> tuple[date, date]:
    """The first and last day of a month written `2026-10`; raises NoSuchMonth."""
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == len("2026-10") else None
    except ValueError:
        first = None
    if first is None or not EARLIEST <= first <= today:
        raise NoSuchMonth(_("Write the month as 2026-10: one that has begun."))
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months_until(today: date, many: int = 13) -> list[date]:
    """The first days of the last months, the present one first."""
    found = [today.replace(day=1)]
    while len(found) < many:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def month_of(organisation: Organisation, name: str, today: date) -> Month:
    """The file of a month of an administration. Raises NoSuchMonth and StoreUnavailable."""
    first, last = month_named(name, today)
    procedures = list(Procedure.objects.select_related("site").filter(organisation=organisation, active=True))
    told = [each for each in procedures if each.site is not None and each.addresses]
    sites = {each.site.pk: each.site for each in told if each.site}
    views = [row for site in sites.values() for row in _views(organisation, site, told, first, last)]
    feedback = [row for each in procedures for row in _feedback(each, first, last)]
    left_out = tuple(each for each in procedures if each not in told)
    return Month(first, last, last < today, tuple(views), tuple(feedback), left_out)


def path_of(site: Site, address: str) -> str:
    """The path of a page of a site, from its address or path; empty when it is of another site."""
    parts = urlsplit(address if "//" in address else f"//{site.domain}/{address.lstrip('/')}")
    host = (parts.hostname or "").lower()
    ours = host == site.domain or site.hostnames.filter(name=host).exists()
    return (parts.path or "/") if ours else ""


def _patterns(site: Site, procedure: Procedure) -> list[str]:
    """The paths of the pages that explain a procedure, with and without the stroke at the end."""
    paths = {path_of(site, address) for address in procedure.addresses} - {""}
    bare = {path.rstrip("/") for path in paths} - {""}
    return sorted(paths | bare | {f"{path}/" for path in bare if not path.endswith("*")})


def _views(organisation: Organisation, site: Site, told: Sequence[Procedure], first: date, last: date) -> Iterator[dict[str, Any]]:
    patterns = {each: _patterns(site, each) for each in told if each.site_id == site.pk}
    found = views_by_place(site, first, last, sorted({pattern for some in patterns.values() for pattern in some}))
    for row in found:
        procedure = next(each for each, some in patterns.items() if any(_is(row.page, pattern) for pattern in some))
        yield _view(organisation, site, procedure, first, row)


def _is(page: str, pattern: str) -> bool:
    """Whether a page is of a pattern in which only `*` is not itself."""
    return fnmatchcase(page, pattern.replace("[", "[[]").replace("?", "[?]"))


def _view(organisation: Organisation, site: Site, procedure: Procedure, first: date, row: PlaceViews) -> dict[str, Any]:
    return {
        "month": f"{first:%Y-%m}",
        "url": f"https://{site.domain}{row.page}",
        "country": row.country or COUNTRY_UNKNOWN,
        "device": row.device or COUNTRY_UNKNOWN,
        "page_views": row.page_views,
        "fewer_than": None,
        "member_state": "ES",
        "region": organisation.territory,
        "language": " ".join(procedure.languages or organisation.languages),
        "service_type": "information",
        "topic": procedure.life_event,
        "procedure": procedure.code,
        "schema": SCHEMA,
    }


def _feedback(procedure: Procedure, first: date, last: date) -> Iterator[dict[str, Any]]:
    """How many gave each rating, after finishing and on leaving. What they wrote is never in the file."""
    rated = Reply.objects.filter(survey__procedure=procedure, day__range=(first, last)).exclude(satisfaction=None)
    for moment in (Moment.COMPLETED, Moment.LEFT):
        counts = dict(rated.filter(moment=moment).values_list("satisfaction").annotate(Count("pk")).order_by())
        if counts:
            yield {
                "month": f"{first:%Y-%m}",
                "url": _first_page(procedure),
                "procedure": procedure.code,
                "moment": moment.value,
                **{name: counts.get(rating, 0) for rating, name in enumerate(RATINGS, 1)},
                "fewer_than": None,
                "schema": SCHEMA,
            }


def _first_page(procedure: Procedure) -> str:
    if procedure.site is None:
        return ""
    paths = [path_of(procedure.site, address) for address in procedure.addresses]
    return next((f"https://{procedure.site.domain}{path}" for path in paths if path), f"https://{procedure.site.domain}/")


def to_publish(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without the figures under ten, which say so instead."""
    return [_rounded(row) for row in rows]


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    few = {name: None for name in ("page_views", *RATINGS) if isinstance(row.get(name), int) and row[name] < FEW}
    return {**row, **few, "fewer_than": FEW} if few else row


def views_csv(month: Month, *, publish: bool) -> str:
    """Page views as a CSV file."""
    return written(VIEW_FIELDS, to_publish(month.views) if publish else month.views)


def feedback_csv(month: Month, *, publish: bool) -> str:
    """Counts of answers as a CSV file."""
    return written(FEEDBACK_FIELDS, to_publish(month.feedback) if publish else month.feedback)


def as_json(month: Month, *, publish: bool) -> str:
    """Both as a JSON document."""
    views, feedback = (to_publish(rows) if publish else list(rows) for rows in (month.views, month.feedback))
    document = {"month": month.name, "over": month.over, "schema": SCHEMA, "page_views": views, "feedback": feedback}
    return json.dumps(document, ensure_ascii=False, indent=1)
