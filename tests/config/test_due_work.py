"""Work that falls due: claimed by one, recorded, tried again, never lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from plazamayor.config import due_work
from plazamayor.core.due import DueWork, Schedule
from plazamayor.core.models import DueRun

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make_work(run: Callable[[datetime], None] = lambda _now: None, *, every: timedelta = timedelta(hours=1)) -> DueWork:
    return DueWork(name="tests.work", every=every, run=run)


def test_work_never_run_is_due() -> None:
    assert due_work.claim(make_work(), NOON) is True


def test_work_claimed_by_one_is_refused_to_another() -> None:
    due_work.claim(make_work(), NOON)

    assert due_work.claim(make_work(), NOON + timedelta(seconds=1)) is False


def test_work_of_a_process_that_died_is_due_when_its_hold_ends() -> None:
    due_work.claim(make_work(), NOON)

    assert due_work.claim(make_work(), NOON + due_work.HOLD) is True


def test_work_done_is_due_again_after_its_period() -> None:
    work = make_work()
    due_work.claim(work, NOON)
    due_work.record(work, started=NOON, now=NOON + timedelta(seconds=5), error="")

    assert due_work.claim(work, NOON + timedelta(minutes=59)) is False
    assert due_work.claim(work, NOON + timedelta(hours=1)) is True


def test_work_that_fails_is_recorded_and_tried_sooner_and_ever_later() -> None:
    work, waits = make_work(every=timedelta(days=1)), []
    for _time in range(3):
        due_work.record(due_run_of(work), started=NOON, now=NOON, error="it broke")
        waits.append(DueRun.objects.get().next_run - NOON)

    run = DueRun.objects.get()
    assert (run.failures, run.error, run.succeeded) == (3, "it broke", None)
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


def due_run_of(work: DueWork) -> DueWork:
    DueRun.objects.get_or_create(name=work.name)
    return work


def test_a_failure_of_work_is_told_and_goes_no_further() -> None:
    def broken(_now: datetime) -> None:
        raise ValueError("no salt")

    work = make_work(broken)
    due_work.claim(work, NOON)

    assert due_work.perform(work, NOON) == "ValueError: no salt"


def test_a_success_forgets_the_failures_before_it() -> None:
    work = due_run_of(make_work())
    due_work.record(work, started=NOON, now=NOON, error="it broke")
    due_work.record(work, started=NOON, now=NOON, error="")

    run = DueRun.objects.get()
    assert (run.failures, run.error, run.succeeded) == (0, "", NOON)


def test_overdue_work_is_found() -> None:
    work = due_run_of(make_work())
    due_work.record(work, started=NOON, now=NOON, error="")

    assert due_work.overdue([work], NOON + timedelta(hours=1, minutes=30)) == []
    assert due_work.overdue([work], NOON + timedelta(hours=2, minutes=10)) == [DueRun.objects.get()]


def test_the_schedule_refuses_a_name_twice() -> None:
    schedule = Schedule()
    schedule.register(make_work())

    with pytest.raises(ValueError, match=r"tests\.work"):
        schedule.register(make_work())
