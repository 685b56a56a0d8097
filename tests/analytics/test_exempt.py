"""Exempt mode: what is not listed is neither kept nor shown, and days the tracker did not see are not narrowed."""

from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.exempt import EVERYTHING, EXEMPT, TABLE, narrowed, permit
from plazamayor.analytics.reports.readings import READINGS
from plazamayor.analytics.store.figures import DIMENSIONS
from tests.make.events import make_event


def test_every_dimension_stands_in_one_row_of_the_table() -> None:
    listed = [dimension for row in TABLE for dimension in row.dimensions]

    assert sorted(listed) == sorted((*DIMENSIONS, *READINGS))


def test_an_exempt_site_keeps_nothing_that_is_not_listed() -> None:
    event = make_event(
        "9:00", referrer="google.com", utm_source="correo", campaign="ac26", system="Android", language="es", device="mobile"
    )

    kept = narrowed([event, make_event("9:00", kind=Kind.SEARCH, target="padrón")])

    assert kept == [make_event("9:00", referrer="google.com", device="mobile", channel="")]


def test_the_permit_depends_on_mode_and_on_where_the_figures_come_from() -> None:
    tracker, log = Origin.TRACKER.name.lower(), Origin.ACCESS_LOG.name.lower()

    assert permit(exempt=True, origins=[tracker, log]) == permit(exempt=True, origins=[]) == EXEMPT
    assert permit(exempt=True, origins=[log]) == permit(exempt=False, origins=[tracker]) == EVERYTHING


def test_a_refused_dimension_names_its_row() -> None:
    refused = EXEMPT.refused("campaign")

    assert refused is not None
    assert (refused.key, refused.allowed) == ("campaigns", False)
    assert EXEMPT.refused("page") is None
