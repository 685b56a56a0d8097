"""Reports leave when they are due, once, say what the dashboard says, and can be stopped from themselves."""

import re
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.mailing.calendar import latest
from plazamayor.analytics.mailing.operations import OnlyMembers, subscribe
from plazamayor.analytics.mailing.planning import plan_reports
from plazamayor.analytics.mailing.sending import LOST, claim, send_due
from plazamayor.analytics.models import Letter, Site, Subscription
from plazamayor.organisation.models import AuditEntry, Membership
from tests.analytics.mailing.conftest import MONDAY, Fill, Mailbox, week
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.organisations import make_member
from tests.make.sites import make_site

pytestmark = pytest.mark.django_db

BEFORE = MONDAY - timedelta(days=3)
LAST_WEEK, WEEK_BEFORE = date(2026, 11, 16), date(2026, 11, 9)


def ask_for(site: Site, member: Membership, rhythm: str = "weekly", language: str = "es") -> Subscription:
    return subscribe(site=site, member=member, rhythm=rhythm, language=language, by=member, now=BEFORE)


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def header(message: EmailMessage, name: str) -> str:
    """A header as people read it, unfolded."""
    return str(message[name]).replace("\u00a0", " ").strip()


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("rhythm", "now", "at", "first", "last"),
    [
        ("weekly", "2026-11-23T07:00", "2026-11-23T07:00", "2026-11-16", "2026-11-22"),
        ("weekly", "2026-11-23T06:59", "2026-11-16T07:00", "2026-11-09", "2026-11-15"),
        ("weekly", "2026-11-29T22:59", "2026-11-23T07:00", "2026-11-16", "2026-11-22"),
        ("weekly", "2026-10-26T07:00", "2026-10-26T07:00", "2026-10-19", "2026-10-25"),  # the clock went back the day before
        ("monthly", "2026-12-01T07:00", "2026-12-01T07:00", "2026-11-01", "2026-11-30"),
        ("monthly", "2026-12-01T06:59", "2026-11-01T07:00", "2026-10-01", "2026-10-31"),
        ("monthly", "2026-07-14T10:00", "2026-07-01T06:00", "2026-06-01", "2026-06-30"),
    ],
)
def test_a_report_is_due_at_eight_on_the_clock_of_the_site(rhythm: str, now: str, at: str, first: str, last: str) -> None:
    due = latest(rhythm, "Europe/Madrid", datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert due.at.astimezone(UTC) == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert (due.period.first.isoformat(), due.period.last.isoformat()) == (first, last)


@given(
    st.sampled_from(["weekly", "monthly"]),
    st.sampled_from(["Europe/Madrid", "Atlantic/Canary", "America/Bogota", "Pacific/Kiritimati"]),
    st.integers(1_577_836_800, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
)
def test_the_last_report_due_tells_whole_days_that_ended_just_before_it(rhythm: str, zone: str, now: datetime) -> None:
    due = latest(rhythm, zone, now)
    here = due.at.astimezone(ZoneInfo(zone))

    assert due.at <= now < due.at + timedelta(days=31, hours=1)
    assert (here.hour, here.date()) == (8, due.period.last + timedelta(days=1))
    assert latest(rhythm, zone, due.at) == due


def test_the_letter_says_what_the_dashboard_says_in_both_forms(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    fill(week(LAST_WEEK, 12) | week(WEEK_BEFORE, 10))
    fill({LAST_WEEK: 3}, path="/tramites")
    ask_for(site, cast.analyst)

    plan_reports(MONDAY)
    send_due(MONDAY)
    (message,) = mailbox.taken

    assert message["To"] == cast.analyst.person.email
    assert header(message, "Subject") == "www.villaclara.example: la semana, 16–22 nov 2026"
    assert "Ayuntamiento de Villaclara del Mar" in message["From"]
    for kind in ("html", "plain"):
        text = " ".join(part(message, kind).replace("\u00a0", " ").split())
        assert "Las visitas subieron un 20 %" in re.sub(r"<[^>]+>", "", text)
        assert "/tramites" in text
        assert "https://plaza.example/a/villaclara-del-mar/measure/www.villaclara.example/?period=custom&" in text.replace("&amp;", "&")
    assert not re.search(r"<img|src=|@import|url\(", part(message, "html"))


def test_the_letter_speaks_the_language_it_was_asked_in(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    fill(week(LAST_WEEK, 12) | week(WEEK_BEFORE, 10))
    ask_for(site, cast.analyst, language="en")

    plan_reports(MONDAY)
    send_due(MONDAY)
    (message,) = mailbox.taken

    assert header(message, "Subject") == "www.villaclara.example: the week, 16–22 Nov 2026"
    assert "Visits rose by 20%" in part(message, "plain")
    assert '<html lang="en">' in part(message, "html")


def test_exempt_mode_rules_in_letters_too(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    site.exempt = True
    site.save()
    fill(week(LAST_WEEK, 12))
    ask_for(site, cast.analyst)

    plan_reports(MONDAY)
    send_due(MONDAY)

    assert "modo exento" in part(mailbox.taken[0], "plain")


def test_every_letter_can_be_stopped_with_one_click_and_opening_the_link_stops_nothing(
    mailbox: Mailbox, cast: Cast, site: Site, fill: Fill
) -> None:
    fill(week(LAST_WEEK, 12))
    ask_for(site, cast.analyst)
    plan_reports(MONDAY)
    send_due(MONDAY)
    (message,) = mailbox.taken
    stop = re.fullmatch(r"<https://plaza\.example(/letters/stop/[^>]+)>", header(message, "List-Unsubscribe"))
    assert stop is not None

    opened = Client().get(stop[1])
    kept = Subscription.objects.count()
    clicked = Client(enforce_csrf_checks=True).post(stop[1], {"List-Unsubscribe": "One-Click"})

    assert (message["List-Unsubscribe-Post"], message["Auto-Submitted"]) == ("List-Unsubscribe=One-Click", "auto-generated")
    assert (opened.status_code, kept, clicked.status_code, Subscription.objects.count()) == (200, 1, 200, 0)
    assert AuditEntry.objects.get(action="letters.ended").actor == cast.analyst.person
    assert Client().get(stop[1]).status_code == 200
    assert Client().post("/letters/stop/no-such-secret").status_code == 404


def test_a_report_leaves_once_however_often_it_is_planned_and_sent(mailbox: Mailbox, cast: Cast, site: Site, fill: Fill) -> None:
    fill(week(LAST_WEEK, 12))
    ask_for(site, cast.analyst)

    for minute in range(5):
        plan_reports(MONDAY + timedelta(minutes=minute))
        send_due(MONDAY + timedelta(minutes=minute))

    assert (len(mailbox.taken), states()) == (1, ["sent"])


def test_reports_missed_by_a_stop_leave_within_three_days_and_not_later(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    ask_for(site, cast.analyst)

    plan_reports(MONDAY - timedelta(minutes=1))
    early = Letter.objects.count()
    plan_reports(MONDAY + timedelta(days=3))
    late = Letter.objects.count()
    plan_reports(MONDAY + timedelta(days=2, hours=23))

    assert (early, late, Letter.objects.count()) == (0, 0, 1)


def test_whoever_asks_after_eight_waits_for_the_next(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    subscribe(site=site, member=cast.analyst, rhythm="weekly", language="es", by=cast.analyst, now=MONDAY + timedelta(minutes=1))

    plan_reports(MONDAY + timedelta(minutes=5))

    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "expected", "taken"),
    [
        ({"data": "451 later"}, "due", 0),
        ({"data": "554 no"}, "failed", 0),
        ({"recipient": "450 later"}, "due", 0),
        ({"recipient": "550 nobody"}, "failed", 0),
        ({"data": None}, "uncertain", 1),
    ],
    ids=["refused for now", "refused for good", "recipient for now", "no such recipient", "hung up after taking it"],
)
def test_what_the_mail_server_says_decides(
    answers: dict[str, Any], expected: str, taken: int, mailbox: Mailbox, cast: Cast, site: Site
) -> None:
    for name, value in answers.items():
        setattr(mailbox, name, value)
    ask_for(site, cast.analyst)

    plan_reports(MONDAY)
    send_due(MONDAY)
    mailbox.data = mailbox.recipient = "250 OK"
    send_due(MONDAY + timedelta(minutes=1))

    assert (states(), len(mailbox.taken)) == ([expected], taken)
    assert cast.analyst.person.email not in Letter.objects.get().error


def test_a_letter_refused_for_now_is_tried_again_later_each_time_and_not_for_ever(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    mailbox.data = "451 later"
    ask_for(site, cast.analyst)
    plan_reports(MONDAY)

    tried = [minute for minute in range(0, 200, 5) if send_due(MONDAY + timedelta(minutes=minute))]

    assert (tried, states()) == ([0, 5, 15, 35, 75], ["failed"])


def test_without_a_mail_server_to_speak_to_nothing_has_left(mailbox: Mailbox, cast: Cast, site: Site, settings: Any) -> None:
    ask_for(site, cast.analyst)
    plan_reports(MONDAY)

    settings.EMAIL_PORT = 1
    send_due(MONDAY)
    assert states() == ["due"]


def test_a_letter_whose_sender_died_is_never_sent_again(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    ask_for(site, cast.analyst)
    plan_reports(MONDAY)
    claim(MONDAY)  # and the process dies

    send_due(MONDAY + LOST / 2)
    waiting = states()
    send_due(MONDAY + 2 * LOST)

    assert (waiting, states(), mailbox.taken) == (["sending"], ["uncertain"], [])


def test_whoever_lost_their_place_receives_nothing(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    ask_for(site, cast.analyst)
    plan_reports(MONDAY)
    cast.analyst.delete()

    send_due(MONDAY)

    assert (states(), mailbox.taken) == (["dropped"], [])


def test_a_closed_administration_sends_nothing(mailbox: Mailbox, cast: Cast, site: Site) -> None:
    ask_for(site, cast.analyst)
    cast.organisation.closed = BEFORE
    cast.organisation.save()

    plan_reports(MONDAY)

    assert Letter.objects.count() == 0


def test_where_no_mail_leaves_nothing_is_planned_and_the_page_says_so(cast: Cast, site: Site, sign_in: SignIn) -> None:
    ask_for(site, cast.analyst)

    plan_reports(MONDAY)
    send_due(MONDAY)
    page = sign_in(cast.analyst).get(reverse("letters", args=[cast.organisation.code, site.domain])).content.decode()

    assert (Letter.objects.count(), mail.outbox) == (0, [])
    assert "PLAZAMAYOR_EMAIL_URL" in page


def test_only_members_receive_letters(cast: Cast, site: Site) -> None:
    with pytest.raises(OnlyMembers):
        subscribe(site=site, member=cast.outsider, rhythm="weekly", language="es", by=cast.analyst, now=BEFORE)


def test_people_ask_for_themselves_and_schedulers_for_others(cast: Cast, site: Site, sign_in: SignIn) -> None:
    address = reverse("letters", args=[cast.organisation.code, site.domain])
    officer, analyst = sign_in(cast.protection_officer), sign_in(cast.analyst)

    officer.post(address, {"rhythm": "monthly", "language": "es", "member": cast.director.pk})
    analyst.post(address, {"rhythm": "weekly", "language": "en", "member": cast.director.pk})
    analyst.post(address, {"rhythm": "weekly", "language": "en", "member": cast.outsider.pk})

    assert set(Subscription.objects.values_list("person", "rhythm", "language")) == {
        (cast.protection_officer.person_id, "monthly", "es"),
        (cast.director.person_id, "weekly", "en"),
    }
    assert cast.director.person.name not in officer.get(address).content.decode()


def test_people_end_their_own_and_schedulers_anybodys(cast: Cast, site: Site, sign_in: SignIn) -> None:
    code = cast.organisation.code
    own, other = ask_for(site, cast.protection_officer), ask_for(site, cast.director)
    officer = sign_in(cast.protection_officer)

    refused = officer.post(reverse("letters_end", args=[code, site.domain, other.pk])).status_code
    officer.post(reverse("letters_end_own", args=[code, site.domain]), {"rhythm": "weekly"})
    left = list(Subscription.objects.all())
    sign_in(cast.analyst).post(reverse("letters_end", args=[code, site.domain, other.pk]))

    assert (refused, left, Subscription.objects.count()) == (403, [other], 0)
    assert own.person == cast.protection_officer.person


def test_letters_of_another_administration_are_out_of_reach(cast: Cast, site: Site, sign_in: SignIn) -> None:
    subscription = ask_for(site, cast.analyst)
    own = make_site(cast.outsider.organisation)
    end = reverse("letters_end", args=[cast.outsider.organisation.code, own.domain, subscription.pk])

    assert sign_in(cast.outsider).post(end).status_code == 404


def test_two_processes_never_take_the_same_letter(transactional_db: None, mailbox: Mailbox, store: None) -> None:
    site = make_site()
    for _ in range(6):
        ask_for(site, make_member(site.organisation))
    plan_reports(MONDAY)
    taken: list[int] = []

    def work() -> None:
        while len(taken) < 6:
            with suppress(OperationalError):  # SQLite in memory does not wait for its lock
                letter = claim(MONDAY)
                taken.extend([letter.pk] if letter else [])
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(Letter.objects.values_list("pk", flat=True))
    assert len(taken) == 6
