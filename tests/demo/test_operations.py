"""Founding the town and letting its year go by."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from plazamayor.analytics import store as event_store
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.models import Hostname, Site
from plazamayor.analytics.queries import ruling_basis, stats
from plazamayor.analytics.reports.answers import origins
from plazamayor.analytics.reports.periods import Period
from plazamayor.demo import operations, queries
from plazamayor.demo.eoffice.eight import EIGHT
from plazamayor.demo.town import HERE, MAIN, OFFICE, PEOPLE, SITES, SPORTS
from plazamayor.organisation.models import LocalHoliday, Membership, Organisation
from plazamayor.organisation.operations import CodeTaken, find_sign_in_link
from plazamayor.procedures.models import Procedure, Reply
from tests.make.cast import Cast
from tests.make.organisations import make_organisation

NOW = datetime(2026, 11, 20, 10, 45, tzinfo=UTC)
YESTERDAY = date(2026, 11, 19)
SMALL = 0.03


def counted(text: str) -> Sequence[Any]:
    return event_store.engine().query(text).result_rows[0]


@pytest.fixture
def town(db: None) -> Organisation:
    return operations.found_town(NOW)


def test_the_town_says_that_it_is_generated(town: Organisation) -> None:
    assert (town.generated, town.ine_code, town.dir3_code) == (True, "03999", "L01039990")
    assert queries.town() == town


def test_its_people_have_a_role_a_unit_and_no_password(town: Organisation) -> None:
    places = Membership.objects.filter(organisation=town)

    assert {(place.person.name, place.role) for place in places} == {(each.name, each.role) for each in PEOPLE}
    assert [place.person.name for place in places if place.unit is None or place.person.has_usable_password()] == []


def test_two_sites_have_a_declared_basis_and_the_other_is_exempt(town: Organisation) -> None:
    sites = {site.domain: site for site in town.sites.all()}

    assert {domain: site.exempt for domain, site in sites.items()} == {MAIN: False, OFFICE: False, SPORTS: True}
    assert {domain: ruling_basis(site) is None for domain, site in sites.items()} == {MAIN: False, OFFICE: False, SPORTS: True}
    assert [note.text for note in sites[MAIN].annotations.order_by("first")] == [
        "Empieza la campaña de ayudas al comercio",
        "Alerta por lluvias",
        "Boletín de noticias n.º 14",
    ]


def test_this_machine_s_names_count_for_the_main_site(town: Organisation) -> None:
    assert set(Hostname.objects.filter(site__domain=MAIN).values_list("name", flat=True)) == {MAIN, *HERE}


def test_names_that_somebody_measures_already_are_left_to_them(db: None) -> None:
    other = Site.objects.create(organisation=make_organisation(), domain="intranet.example")
    Hostname.objects.create(site=other, name="localhost")

    operations.found_town(NOW)

    assert Hostname.objects.get(name="localhost").site == other


def test_local_holidays_are_the_town_s_own(town: Organisation) -> None:
    days = set(LocalHoliday.objects.filter(organisation=town).values_list("day", flat=True))

    assert {date(2026, 4, 12), date(2026, 11, 23)} <= days


def test_founding_it_twice_makes_one(town: Organisation) -> None:
    assert operations.found_town(NOW + timedelta(days=40)) == town
    assert Organisation.objects.filter(generated=True).count() == 1


def test_other_administrations_stay_as_they_were(cast: Cast) -> None:
    before = list(Organisation.objects.order_by("pk").values())
    members = set(Membership.objects.values_list("pk", flat=True))

    operations.found_town(NOW)

    assert list(Organisation.objects.exclude(generated=True).order_by("pk").values()) == before
    assert set(Membership.objects.exclude(organisation__generated=True).values_list("pk", flat=True)) == members


def test_a_real_administration_of_that_name_is_not_touched(db: None) -> None:
    make_organisation("Ayuntamiento de Villaclara", code="villaclara")

    with pytest.raises(CodeTaken):
        operations.found_town(NOW)


def test_the_newcomer_s_link_signs_the_administrator_in(town: Organisation) -> None:
    link = operations.welcome(town, NOW, "http://localhost:9")
    found = find_sign_in_link(link.rpartition("/")[2], NOW)

    assert link.startswith("http://localhost:9/enter/")
    assert (found.person.name, found.person.memberships.get().role) == ("Vicenta Llorens", "administrator")


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("store")
def test_a_year_ends_yesterday_and_a_second_time_adds_nothing(town: Organisation) -> None:
    made = operations.live_year(town, NOW, scale=SMALL)
    events = counted("SELECT count(), min(day), max(day), uniqExact(site) FROM events")

    assert made == len(SITES) * operations.DAYS
    assert events[1:] == (YESTERDAY - timedelta(days=operations.DAYS - 1), YESTERDAY, len(SITES))
    assert operations.live_year(town, NOW, scale=SMALL) == 0
    assert counted("SELECT count() FROM events")[0] == events[0]


@pytest.mark.usefixtures("store")
def test_days_that_went_by_are_made_and_the_past_stays(town: Organisation) -> None:
    operations.live_year(town, NOW, scale=SMALL, days=80)
    site = town.sites.get(domain=MAIN)
    before = stats(site, date(2026, 11, 1), YESTERDAY)

    assert operations.live_year(town, NOW + timedelta(days=3), scale=SMALL, days=80) == 3 * len(SITES)
    assert stats(site, date(2026, 11, 1), YESTERDAY) == before
    assert stats(site, date(2026, 11, 20), date(2026, 11, 22))["totals"]["visits"] > 0


@pytest.mark.usefixtures("store")
def test_an_interrupted_year_is_taken_up_where_it_was(town: Organisation) -> None:
    operations.live_year(town, NOW, scale=SMALL, days=80)
    site = town.sites.get(domain=MAIN)
    whole = stats(site, date(2026, 9, 10), YESTERDAY)
    # What a kill in the middle of a portion leaves: some of its events, no mark of its days.
    event_store.engine().command("DELETE FROM touched WHERE day > '2026-10-20'")
    event_store.engine().command("DELETE FROM events WHERE day > '2026-10-20' AND visitor % 2 = 0")

    operations.live_year(town, NOW, scale=SMALL, days=80)

    assert stats(site, date(2026, 9, 10), YESTERDAY) == whole


@pytest.mark.usefixtures("store")
def test_reports_name_where_the_figures_come_from_and_exempt_mode_narrows_them(town: Organisation) -> None:
    operations.live_year(town, NOW, scale=SMALL, days=80)
    main, exempt = (town.sites.get(domain=domain) for domain in (MAIN, SPORTS))
    week = Period(YESTERDAY - timedelta(days=6), YESTERDAY)

    assert set(origins(scope_of([main]), week).values()) == {"generated"}
    assert stats(main, week.first, week.last)["panels"]["campaigns"] != []
    assert stats(exempt, week.first, week.last)["panels"]["campaigns"] == []
    assert "channels" in stats(exempt, week.first, week.last)["withheld"]


def test_its_procedures_are_such_as_the_catalogue_takes(town: Organisation) -> None:
    procedures = list(Procedure.objects.filter(organisation=town))

    for procedure in procedures:
        procedure.full_clean()
        for step in procedure.steps.all():
            step.full_clean()
    assert {procedure.code for procedure in procedures} == {each.code for each in EIGHT}
    assert {procedure.site.domain for procedure in procedures if procedure.site} == {OFFICE, SPORTS}
    assert [procedure.code for procedure in procedures if not procedure.sia_code.startswith("9999")] == []


@pytest.mark.usefixtures("store")
def test_citizens_answer_and_counters_count_up_to_yesterday_and_go_on(town: Organisation) -> None:
    operations.live_year(town, NOW, scale=0.3, days=40)
    aid = Procedure.objects.get(organisation=town, code="ayudas-comercio")
    left = Reply.objects.filter(survey__procedure=aid, moment="left", step="documentos").values_list("reason", flat=True)
    before = Reply.objects.count()

    operations.live_year(town, NOW, scale=0.3, days=40)
    assert Reply.objects.count() == before
    operations.live_year(town, NOW + timedelta(days=2), scale=0.3, days=40)

    assert Reply.objects.count() > before
    assert Counter(left).most_common(1)[0][0] in {"file", "document"}
    assert set(Reply.objects.values_list("moment", flat=True)) == {"completed", "left"}
    assert [count for count in aid.counts.filter(channel="in_person") if count.last > YESTERDAY + timedelta(days=2)] == []
    counted = sorted((count.first, count.last) for count in aid.counts.filter(channel="in_person"))
    assert [second[0] - first[1] for first, second in pairwise(counted)] == [timedelta(days=1)] * (len(counted) - 1)
    assert counted[-1][1] == YESTERDAY + timedelta(days=2)
