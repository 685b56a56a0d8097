"""What is unusual is said once a day, by the rule that the page says, and closed when it is over."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from plazamayor.analytics import store as event_store
from plazamayor.analytics.collector.outcomes import ACCEPTED, Outcomes
from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.mailing.operations import Watched, subscribe, watch
from plazamayor.analytics.mailing.queries import alerts_for
from plazamayor.analytics.mailing.sending import send_due
from plazamayor.analytics.mailing.watching import Window, look, watch_all, window_of
from plazamayor.analytics.models import Alert, Letter, Site
from plazamayor.organisation.models import AuditEntry
from tests.analytics.mailing.conftest import Fill, Mailbox
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.events import make_event
from tests.make.sites import make_site

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, 5, tzinfo=UTC)  # five past twelve in Madrid
FRIDAYS = [FRIDAY - timedelta(weeks=week) for week in range(1, 11)]


def open_alerts(site: Site) -> list[tuple[str, int]]:
    return list(site.alerts.filter(ended=None).values_list("kind", "observed"))


def happen(site: Site, days: list[date], kind: Kind, times: int, **fields: str) -> None:
    """Puts so many events of a kind in the visits of half past nine of some days, one in each."""
    events = [make_event("9:31", site=site.pk, day=day, visitor=number, kind=kind, **fields) for day in days for number in range(times)]
    event_store.append(events, token=str(uuid.uuid4()))


def receive(site: Site, days: list[date], clock: int, events: int) -> None:
    """Counts so many events accepted at an hour of some days, on the clock of the site."""
    outcomes = Outcomes()
    for day in days:
        at = datetime.combine(day, datetime.min.time(), ZoneInfo(site.time_zone)).replace(hour=clock, minute=30)
        outcomes.note(site.pk, ACCEPTED, at.timestamp(), events)
    outcomes.save()


@pytest.mark.parametrize(
    ("clock", "hours", "expected"),
    [
        ("12:05", 6, Window(FRIDAY, 6, 12)),
        ("06:00", 6, Window(FRIDAY, 0, 6)),
        ("05:59", 6, Window(FRIDAY - timedelta(days=1), 18, 24)),
        ("12:05", 24, Window(FRIDAY - timedelta(days=1), 0, 24)),
        ("00:10", 3, Window(FRIDAY - timedelta(days=1), 21, 24)),
    ],
)
def test_only_whole_hours_are_looked_at(clock: str, hours: int, expected: Window) -> None:
    now = datetime.fromisoformat(f"2026-11-20T{clock}").replace(tzinfo=ZoneInfo("Europe/Madrid"))

    assert window_of(now, ZoneInfo("Europe/Madrid"), hours) == expected


def test_the_hours_of_a_window_are_those_of_the_clock_when_it_changes() -> None:
    zone = ZoneInfo("Europe/Madrid")

    spring, autumn = (Window(date(2026, *day), 0, 24).seconds(zone) for day in ((3, 29), (10, 25)))

    assert [(end - start) // 3600 for start, end in (spring, autumn)] == [23, 25]


@pytest.mark.parametrize(("visits", "expected"), [(200, [("rise", 200)]), (100, []), (130, []), (20, [("fall", 20)])])
def test_a_number_of_visits_outside_all_that_was_seen_is_said(visits: int, expected: list[tuple[str, int]], site: Site, fill: Fill) -> None:
    fill({day: 98 + index for index, day in enumerate(FRIDAYS)})
    fill({FRIDAY: visits})

    look(site, NOON)

    assert open_alerts(site) == expected


def test_no_visit_at_all_is_a_fall_where_the_tracker_measured(site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))

    look(site, NOON)

    assert open_alerts(site) == [("fall", 0)]


def test_nothing_is_said_with_fewer_than_eight_weeks(site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS[:7], 100))

    look(site, NOON)

    assert open_alerts(site) == []


def test_other_hours_and_other_weekdays_do_not_count(site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300}, clock="13:00")
    fill(dict.fromkeys([day - timedelta(days=1) for day in FRIDAYS], 900))
    fill({FRIDAY: 101})

    look(site, NOON)

    assert open_alerts(site) == []


def test_days_known_only_from_access_logs_are_not_watched(site: Site) -> None:
    events = [
        make_event("9:30", site=site.pk, day=day, visitor=number, origin=Origin.ACCESS_LOG) for day in FRIDAYS for number in range(60)
    ]
    event_store.append(events, token=str(uuid.uuid4()))

    assert look(site, NOON) == []


def test_exempt_mode_looks_at_whole_days_only(site: Site, fill: Fill) -> None:
    site.exempt = True
    site.save()
    thursday = FRIDAY - timedelta(days=1)
    fill({thursday - timedelta(weeks=week): 100 for week in range(1, 10)} | {thursday: 300})

    (alert,) = look(site, NOON)

    assert (alert.kind, alert.day, alert.first_hour, alert.last_hour) == ("rise", thursday, 0, 24)


def test_silence_is_said_when_something_always_arrived(site: Site) -> None:
    receive(site, FRIDAYS, 10, 50)

    look(site, NOON)

    assert open_alerts(site) == [("silence", 0)]


@pytest.mark.parametrize(
    ("earlier", "now"), [((FRIDAYS[1:], 50), 0), ((FRIDAYS, 10), 0), ((FRIDAYS, 50), 1)], ids=["a silent week before", "few", "one arrived"]
)
def test_silence_is_not_said_otherwise(earlier: tuple[list[date], int], now: int, site: Site) -> None:
    receive(site, earlier[0], 10, earlier[1])
    receive(site, [FRIDAY] if now else [], 10, now)

    look(site, NOON)

    assert open_alerts(site) == []


def test_an_alert_goes_on_while_it_lasts_and_is_closed_when_it_is_over(site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})

    look(site, NOON)
    look(site, NOON + timedelta(minutes=15))
    during = list(site.alerts.values_list("began", "seen", "ended"))
    look(site, NOON + timedelta(hours=4))

    assert during == [(NOON, NOON + timedelta(minutes=15), None)]
    assert (open_alerts(site), site.alerts.get().ended) == ([], NOON + timedelta(hours=4))


def test_word_leaves_once_a_day_for_each_alert(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    subscribe(site=site, member=cast.analyst, rhythm="alerts", language="en", by=cast.analyst, now=NOON)
    subscribe(site=site, member=cast.director, rhythm="weekly", language="es", by=cast.director, now=NOON)
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})

    for minutes in (0, 15, 240, 255, 0):  # it closes at four hours, and opens again
        watch_all(NOON + timedelta(minutes=minutes))
        send_due(NOON + timedelta(minutes=minutes))
    (message,) = mailbox.taken
    body = message.get_body(("plain",))

    assert (message["To"], Letter.objects.count()) == (cast.analyst.person.email, 1)
    assert str(message["Subject"]).strip() == "www.villaclara.example: many more visits than usual"
    assert body is not None
    text = " ".join(str(body.get_content()).replace("\u00a0", " ").split())
    assert "www.villaclara.example has many more visits than usual: 300 on Fri 20 Nov, from 6:00 to 12:00." in text
    assert "from 100 to 100; half of them, more than 100." in text
    assert "It says nothing of the cause." in text


def test_the_page_of_the_audience_says_what_is_unusual(cast: Cast, site: Site, fill: Fill, sign_in: SignIn) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})
    look(site, NOON)

    page = sign_in(cast.analyst).get(reverse("audience", args=[cast.organisation.code, site.domain])).content.decode()

    (told,) = alerts_for(site)
    assert "300" in told.claim
    assert told.claim in page


def test_what_is_not_watched_is_not_said_and_what_was_open_is_closed(cast: Cast, site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})
    look(site, NOON)

    watch(site=site, watched=Watched(fall=True, silence=True), by=cast.analyst, now=NOON)
    site.refresh_from_db()
    look(Site.objects.get(pk=site.pk), NOON)

    assert open_alerts(site) == []
    assert Alert.objects.count() == 1
    assert AuditEntry.objects.get(action="alerts.changed").detail.content == {
        "rise": False,
        "fall": True,
        "views_rise": False,
        "views_fall": False,
        "not_found": False,
        "silence": True,
        "goals": [],
    }


def test_what_is_watched_is_chosen_on_the_page(cast: Cast, site: Site, sign_in: SignIn) -> None:
    goal = site.goals.create(name="Cita", kind="page", value="/cita/hecho")
    site.goals.create(name="Guía", kind="download", value="/guia.pdf")

    given = {"silence": "on", "views_fall": "on", "goals": [goal.pk]}
    sign_in(cast.director).post(reverse("alerts_watch", args=[cast.organisation.code, site.domain]), given)

    rule = Site.objects.get(pk=site.pk).alert_rule
    assert [name for name in ("rise", "fall", "views_rise", "views_fall", "not_found", "silence") if getattr(rule, name)] == [
        "views_fall",
        "silence",
    ]
    assert list(rule.goals.all()) == [goal]


def test_goals_of_another_site_cannot_be_watched(cast: Cast, site: Site, sign_in: SignIn) -> None:
    elsewhere = make_site(cast.organisation).goals.create(name="Cita", kind="page", value="/cita")
    site.goals.create(name="Guía", kind="download", value="/guia.pdf")

    sign_in(cast.director).post(reverse("alerts_watch", args=[cast.organisation.code, site.domain]), {"goals": [elsewhere.pk]})
    watch(site=site, watched=Watched(goals=[elsewhere]), by=cast.director, now=NOON)

    assert not site.alert_rule.goals.exists()


def test_whoever_may_not_choose_reads_what_is_watched(cast: Cast, site: Site, sign_in: SignIn) -> None:
    goal = site.goals.create(name="Cita", kind="page", value="/cita/hecho")
    watch(site=site, watched=Watched(not_found=True, goals=[goal]), by=cast.analyst, now=NOON)

    address = reverse("letters", args=[cast.organisation.code, site.domain])
    page = sign_in(cast.protection_officer).get(address, headers={"accept-language": "es"})

    text = page.content.decode()
    assert "Una subida insólita de direcciones no encontradas" in text
    assert "Una subida o una bajada insólita de «Cita»" in text
    assert "Una subida insólita de visitas" not in text


def test_page_views_are_watched_where_it_is_asked(cast: Cast, site: Site, fill: Fill) -> None:
    for path in ("/", "/a", "/b"):
        fill(dict.fromkeys(FRIDAYS, 100), path=path)
        fill({FRIDAY: 100}, path="/")
    fill({FRIDAY: 100}, path="/a")

    unasked = look(site, NOON)
    watch(site=site, watched=Watched(rise=True, fall=True, views_rise=True, views_fall=True), by=cast.analyst, now=NOON)
    look(Site.objects.get(pk=site.pk), NOON)

    assert unasked == []
    assert open_alerts(site) == [("views_rise", 400)]


@pytest.mark.parametrize(("times", "expected"), [(90, [("not_found", 90)]), (25, []), (0, [])])
def test_addresses_not_found_are_watched_for_a_rise(times: int, expected: list[tuple[str, int]], site: Site, fill: Fill) -> None:
    fill(dict.fromkeys([*FRIDAYS, FRIDAY], 100))
    happen(site, FRIDAYS, Kind.NOT_FOUND, 20, path="/vieja")
    happen(site, [FRIDAY], Kind.NOT_FOUND, times, path="/vieja")

    look(site, NOON)

    assert open_alerts(site) == expected


@pytest.mark.parametrize(("visits", "expected"), [(45, ["goal_rise"]), (20, []), (0, ["goal_fall"])])
def test_each_goal_watched_has_an_alert_of_its_own(visits: int, expected: list[str], cast: Cast, site: Site, fill: Fill) -> None:
    fill(dict.fromkeys([*FRIDAYS, FRIDAY], 100))
    happen(site, FRIDAYS, Kind.DOWNLOAD, 20, target="/guia.pdf")
    happen(site, [FRIDAY], Kind.DOWNLOAD, visits, target="/guia.pdf")
    goals = [site.goals.create(name=name, kind="download", value=value) for name, value in (("Guía", "/guia.pdf"), ("Otra", "/otra.pdf"))]
    watch(site=site, watched=Watched(goals=goals), by=cast.analyst, now=NOON)

    found = look(Site.objects.get(pk=site.pk), NOON)

    assert [(alert.kind, alert.goal, alert.observed) for alert in found] == [(kind, goals[0], visits) for kind in expected]


def test_two_goals_may_be_unusual_at_once_and_each_has_its_letter(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    subscribe(site=site, member=cast.analyst, rhythm="alerts", language="es", by=cast.analyst, now=NOON)
    fill(dict.fromkeys([*FRIDAYS, FRIDAY], 100))
    happen(site, [FRIDAY], Kind.DOWNLOAD, 60, target="/guia.pdf")
    goals = [site.goals.create(name=name, kind="download", value="/guia.pdf") for name in ("Guía", "Folleto")]
    watch(site=site, watched=Watched(goals=goals), by=cast.analyst, now=NOON)

    for minutes in (0, 15):
        watch_all(NOON + timedelta(minutes=minutes))
        send_due(NOON + timedelta(minutes=minutes))

    assert sorted(str(message["Subject"]).strip() for message in mailbox.taken) == [
        "www.villaclara.example: se llega a «Folleto» muchas más veces de lo habitual",
        "www.villaclara.example: se llega a «Guía» muchas más veces de lo habitual",
    ]


def test_exempt_mode_watches_no_goal_and_keeps_those_that_were_chosen(cast: Cast, site: Site, fill: Fill, sign_in: SignIn) -> None:
    goal = site.goals.create(name="Inicio", kind="page", value="/")
    watch(site=site, watched=Watched(rise=True, goals=[goal]), by=cast.analyst, now=NOON)
    site.exempt = True
    site.save()
    thursday = FRIDAY - timedelta(days=1)
    fill({thursday - timedelta(weeks=week): 100 for week in range(1, 10)} | {thursday: 300})

    sign_in(cast.director).post(reverse("alerts_watch", args=[cast.organisation.code, site.domain]), {"rise": "on"})
    found = look(Site.objects.get(pk=site.pk), NOON)

    assert [(alert.kind, alert.goal) for alert in found] == [("rise", None)]
    assert list(site.alert_rule.goals.all()) == [goal]


def test_an_alert_of_a_goal_no_longer_watched_is_closed(cast: Cast, site: Site, fill: Fill) -> None:
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})
    goal = site.goals.create(name="Inicio", kind="page", value="/")
    watch(site=site, watched=Watched(rise=True, goals=[goal]), by=cast.analyst, now=NOON)
    look(Site.objects.get(pk=site.pk), NOON)
    before = open_alerts(site)

    watch(site=site, watched=Watched(rise=True), by=cast.analyst, now=NOON)

    assert (sorted(before), open_alerts(site)) == ([("goal_rise", 300), ("rise", 300)], [("rise", 300)])


def test_word_of_addresses_not_found_leads_to_them(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    subscribe(site=site, member=cast.analyst, rhythm="alerts", language="es", by=cast.analyst, now=NOON)
    fill(dict.fromkeys([*FRIDAYS, FRIDAY], 100))
    happen(site, [FRIDAY], Kind.NOT_FOUND, 60, path="/vieja")

    watch_all(NOON)
    send_due(NOON)
    (message,) = mailbox.taken

    assert str(message["Subject"]).strip() == "www.villaclara.example: muchas más direcciones no encontradas de lo habitual"
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        assert reverse("table", args=[cast.organisation.code, site.domain, "not_found"]) in str(body.get_content())


def test_alerts_of_one_site_are_not_those_of_another(cast: Cast, site: Site, fill: Fill) -> None:
    other = make_site(cast.organisation)
    fill(dict.fromkeys(FRIDAYS, 100))
    fill({FRIDAY: 300})

    watch_all(NOON)

    assert (len(alerts_for(site)), alerts_for(other)) == (1, [])
