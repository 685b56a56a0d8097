"""What has really been seen of a site, as whoever keeps a procedure is told it."""

import uuid
from datetime import timedelta

import pytest

from plazamayor.analytics import store
from plazamayor.analytics.events import Kind
from plazamayor.analytics.journeys.seeing import Seen, events_seen, pages_seen, refusal_of
from plazamayor.analytics.models import Site
from tests.make.events import DAY, make_event
from tests.make.sites import make_site


@pytest.fixture
def site(store: None, db: None) -> Site:
    return make_site()


def keep(site: Site, *seen: tuple[int, str, str]) -> None:
    """Events of a visitor at an hour: a page, or an event of the page's own written with a dash before."""
    events = [
        make_event(clock, site=site.pk, visitor=visitor, kind=Kind.CUSTOM, path="/", target=what[1:])
        if what.startswith("-")
        else make_event(clock, site=site.pk, visitor=visitor, path=what)
        for visitor, clock, what in seen
    ]
    store.append(events, token=uuid.uuid4().hex)


def test_pages_under_an_address_are_counted_in_visits_and_keep_the_order_in_which_they_are_seen(site: Site) -> None:
    keep(
        site,
        *[(1, "9:00", "/"), (1, "9:01", "/ayudas/datos"), (1, "9:02", "/ayudas/firmar"), (1, "9:03", "/ayudas/datos")],
        *[(2, "9:00", "/ayudas/datos"), (3, "9:00", "/padron")],
    )

    assert pages_seen(site, DAY, DAY, "/ayudas/") == [Seen("/ayudas/datos", 2, 1.0), Seen("/ayudas/firmar", 1, 2.0)]


def test_events_are_counted_in_visits_by_a_part_of_their_name(site: Site) -> None:
    keep(site, (1, "9:00", "/"), (1, "9:01", "-Firmar"), (1, "9:02", "-Firmar"), (2, "9:00", "/"), (2, "9:01", "-Otra cosa"))

    assert [(each.value, each.visits) for each in events_seen(site, DAY, DAY, "firm")] == [("Firmar", 1)]


def test_other_days_and_other_sites_are_not_seen(site: Site) -> None:
    keep(site, (1, "9:00", "/padron"))
    keep(make_site(), (1, "9:00", "/tasas"))

    assert pages_seen(site, DAY + timedelta(days=1), DAY + timedelta(days=2)) == []
    assert [each.value for each in pages_seen(site, DAY, DAY)] == ["/padron"]


@pytest.mark.parametrize(
    ("expression", "why"),
    [(r"^/sede/\d+$", ""), ("(a+)+$", ""), ("(", "missing ): ("), ("(?=x)a", "invalid perl operator: (?="), ("[a", "missing ]: [a")],
)
def test_the_engine_says_why_it_refuses_an_expression(store: None, expression: str, why: str) -> None:
    assert refusal_of(expression) == why
