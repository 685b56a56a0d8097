"""The answers of every report to one stream, as JSON: `python -m tests.make.answers DSN` writes the stream there and prints them."""

import json
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.apps import apps

if not apps.ready:
    django.setup()  # run as a program: the models below need it

from plazamayor.analytics import store
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import live, origins, panels, seen_now, series, totals
from plazamayor.analytics.reports.filters import FILTERABLE, Filter
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store.days import Daybook
from plazamayor.analytics.store.figures import DIMENSIONS
from tests.make.events import DAY, make_event

PERIOD = Period(DAY, DAY + timedelta(days=1))
QUERY = Query(scope_of([Site(pk=1)]), Daybook(1, "Europe/Madrid", (("/sede", "sede"),)), PERIOD, PERIOD.before)
VALUES = ("/sede/padron", "search", "ES", "mobile", "Firefox", "sede", "/guia.pdf", "9")


def stream() -> list[Event]:
    """Two days with a bit of everything."""
    seen: dict[str, Any] = {"host": "www.example", "channel": "search", "referrer": "google.com", "country": "ES", "region": "ES-VC"}
    seen |= {"language": "es", "campaign": "ac26", "utm_source": "correo"}
    seen |= {"device": "mobile", "browser": "Firefox", "browser_version": "141", "system": "Android"}
    return [
        make_event("9:00", **seen),
        make_event("9:05", path="/sede/padron", **seen),
        make_event("9:06", path="/sede/padron", kind=Kind.ENGAGEMENT, seconds=40, scroll=80, **seen),
        make_event("9:07", path="/sede/padron", kind=Kind.DOWNLOAD, target="/guia.pdf", properties={"tamaño": "1"}, **seen),
        make_event("23:55", visitor=2, path="/ñ"),
        make_event("24:05", visitor=2, path="/ñ/2"),
        make_event("11:00", visitor=3, kind=Kind.NOT_FOUND, path="/no-está"),
        make_event("12:00", visitor=4, origin=Origin.ACCESS_LOG),
        make_event("12:00", visitor=5, origin=Origin.ACCESS_LOG, day=DAY + timedelta(days=1)),
    ]


def answers() -> Any:
    """Every report's answer, in plain values."""
    now = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
    filtered = {name: panels(replace(QUERY, filters=(Filter(name, VALUES),)), DIMENSIONS) for name in FILTERABLE}
    found = {
        "totals": totals(QUERY),
        "panels": panels(QUERY, DIMENSIONS, limit=5),
        "filtered": filtered,
        "series": series(QUERY),
        "origins": {str(day): origin for day, origin in origins(QUERY.scope, PERIOD).items()},
        "live": live(QUERY.scope, now),
        "seen_now": seen_now(QUERY.scope, now),
        "last_seen": {str(visitor): str(at) for visitor, at in store.last_seen(1, DAY, [1, 2, 3]).items()},
        "stale": [asdict(day)["day"].isoformat() for day in store.stale_days(1, DAY, DAY + timedelta(days=2))],
    }
    return json.loads(json.dumps(found, default=_plain))


def _plain(value: object) -> object:
    return {name: getattr(value, name) for name in value.__struct_fields__} if hasattr(value, "__struct_fields__") else str(value)


def main() -> None:
    store.open_store(sys.argv[1])
    store.append(stream(), token="answers")
    store.append(stream(), token="answers")
    json.dump(answers(), sys.stdout)


if __name__ == "__main__":
    main()
