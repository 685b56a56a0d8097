"""The public document of figures keeps to its published schema and to what exempt mode allows."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from plazamayor.analytics import store as event_store
from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.queries import stats
from plazamayor.analytics.reports.periods import WrongPeriod
from tests.make.events import DAY, make_event
from tests.make.sites import make_site

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "stats.schema.json").read_text())


@pytest.mark.parametrize("origin", [Origin.TRACKER, Origin.ACCESS_LOG])
def test_the_document_keeps_to_its_schema(origin: Origin) -> None:
    site = make_site(exempt=True)
    events = [make_event("9:00"), make_event("9:05", path="/a"), make_event("9:06", kind=Kind.DOWNLOAD, target="/guia.pdf")]
    rows = [make_event("9:00", site=site.pk, origin=origin, kind=event.kind, path=event.path, target=event.target) for event in events]
    event_store.append(rows, token=str(uuid.uuid4()))

    document = json.loads(json.dumps(stats(site, DAY, DAY + timedelta(days=1))))

    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert document["totals"]["page_views"] == 2
    assert document["series"] == [
        {"day": "2026-11-20", "visits": 1, "visitors": 1, "page_views": 2},
        {"day": "2026-11-21", "visits": 0, "visitors": 0, "page_views": 0},
    ]
    assert document["panels"]["downloads"] == [{"value": "/guia.pdf", "visits": 1, "visitors": 1, "page_views": 1}]


def test_exempt_mode_keeps_off_what_the_tracker_may_not_measure_and_says_so() -> None:
    site = make_site(exempt=True)
    event_store.append([make_event("9:00", site=site.pk, device="mobile")], token=str(uuid.uuid4()))

    document = stats(site, DAY, DAY)

    assert document["panels"]["channels"] == []
    assert document["panels"]["devices"] == [{"value": "mobile", "visits": 1, "visitors": 1, "page_views": 1}]
    assert "channels" in document["withheld"]


def test_exempt_mode_does_not_narrow_days_known_only_from_access_logs() -> None:
    site = make_site(exempt=True)
    event_store.append([make_event("9:00", site=site.pk, origin=Origin.ACCESS_LOG)], token=str(uuid.uuid4()))

    document = stats(site, DAY, DAY)

    assert document["panels"]["channels"] == [{"value": "direct", "visits": 1, "visitors": 1, "page_views": 1}]
    assert document["withheld"] == []


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WrongPeriod):
        stats(make_site(), DAY, DAY - timedelta(days=1))


def test_what_no_day_keeps_is_in_the_document() -> None:
    site = make_site(exempt=True)
    told = [
        {"kind": Kind.VITAL, "target": "LCP", "value": 3000},
        {"kind": Kind.ENGAGEMENT, "scroll": 60},
        {"kind": Kind.CUSTOM, "target": "appointment", "properties": {"office": "north"}},
    ]
    event_store.append([make_event("9:00", site=site.pk, path="/a", **fields) for fields in told], token=str(uuid.uuid4()))  # type: ignore[arg-type]  # each kind's own

    document = json.loads(json.dumps(stats(site, DAY, DAY)))

    jsonschema.validate(document, SCHEMA, format_checker=jsonschema.FormatChecker())
    load = {"measures": 1, "p75": 3000, "good": 0, "needs_improvement": 1, "poor": 0}
    depth = {"readers": 1, "median": 60, "first_quarter": 0, "second_quarter": 0, "third_quarter": 1, "last_quarter": 0}
    assert document["readings"] == {
        "load_times_lcp": {"whole": load, "rows": [{"value": "/a", **load}]},
        "load_times_inp": {"whole": None, "rows": []},
        "load_times_cls": {"whole": None, "rows": []},
        "scroll_depth": {"whole": depth, "rows": [{"value": "/a", **depth}]},
        "event_properties": {
            "whole": None,
            "rows": [{"event": "appointment", "property": "office", "value": "north", "times": 1, "visitors": 1}],
        },
    }
