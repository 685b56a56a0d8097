"""Jobs whose process died are done by another, and given up when they kill each one."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult, get_date_max

from plazamayor.config.jobs import take_up
from plazamayor.core.models import Worker

Job = DBTaskResult[[], None]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def make_job(*workers: str, started: datetime = NOON - timedelta(minutes=10)) -> Job:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=started,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.config.nothing",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=list(workers),
        exception_class_path="",
        traceback="",
    )


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return str(job.status)


def test_a_job_of_a_living_process_is_left_alone() -> None:
    job = make_job("alive")
    Worker.objects.create(name="alive", seen=NOON - timedelta(seconds=10))

    assert (take_up(NOON), state_of(job)) == (0, "RUNNING")


def test_a_job_of_a_process_no_longer_seen_is_ready_again() -> None:
    job = make_job("dead")
    Worker.objects.create(name="dead", seen=NOON - timedelta(minutes=3))

    assert (take_up(NOON), state_of(job)) == (1, "READY")


def test_a_job_just_begun_is_given_time_to_be_seen() -> None:
    job = make_job("new", started=NOON - timedelta(seconds=5))

    assert (take_up(NOON), state_of(job)) == (0, "RUNNING")


def test_the_only_process_there_can_be_takes_up_everything_at_once() -> None:
    job = make_job("before", started=NOON - timedelta(seconds=5))

    assert (take_up(NOON, alone=True), state_of(job)) == (1, "READY")


def test_a_job_that_killed_three_processes_has_failed() -> None:
    job = make_job("first", "second", "third")

    assert (take_up(NOON), state_of(job)) == (1, "FAILED")
