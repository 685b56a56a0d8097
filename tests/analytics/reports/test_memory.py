"""What is kept of answers, and until when."""

import pytest

from plazamayor.analytics.reports import memory
from plazamayor.analytics.reports.answers import freshen, known_days
from plazamayor.analytics.reports.memory import Memory
from tests.analytics.reports.test_answers import QUERY, given_events
from tests.make.events import DAY, make_event

NOT_KEPT = None


def versions() -> list[int]:
    freshen(QUERY)
    return [known.last for known in known_days(QUERY.scope, DAY, DAY)]


@pytest.mark.usefixtures("store")
def test_a_question_asked_again_has_the_answer_it_had() -> None:
    given_events(make_event("9:00"))
    now = versions()

    assert memory.series(QUERY, now) is memory.series(QUERY, now)
    assert memory.panels(QUERY, ["page"], now) is memory.panels(QUERY, ["page"], now)


@pytest.mark.usefixtures("store")
def test_a_day_refreshed_since_is_asked_again() -> None:
    given_events(make_event("9:00"))
    before = memory.series(QUERY, versions())

    given_events(make_event("9:10", visitor=2))

    assert [point.figures.visits for point in before if point.day == DAY] == [1]
    assert [point.figures.visits for point in memory.series(QUERY, versions()) if point.day == DAY] == [2]


@pytest.mark.usefixtures("store")
def test_dimensions_and_cuts_are_questions_of_their_own() -> None:
    given_events(make_event("9:00", path="/a"), make_event("9:00", path="/b", visitor=2))
    now = versions()

    assert [len(memory.panels(QUERY, ["page"], now, limit=limit)["page"].lines) for limit in (1, 2)] == [1, 2]
    assert list(memory.panels(QUERY, ["device"], now)) == ["device"]


@pytest.mark.usefixtures("store")
def test_without_versions_nothing_is_kept() -> None:
    given_events(make_event("9:00"))

    assert memory.series(QUERY, ()) is not memory.series(QUERY, ())


def test_what_was_asked_for_longest_ago_is_let_go() -> None:
    kept = Memory(most=10)
    kept.keep("first", "one", 4)
    kept.keep("second", "two", 4)
    kept.recall("first")

    kept.keep("third", "three", 4)

    assert [kept.recall(key) for key in ("first", "second", "third")] == ["one", NOT_KEPT, "three"]


def test_an_answer_kept_anew_takes_its_place_once() -> None:
    kept = Memory(most=10)
    kept.keep("first", "one", 6)
    kept.keep("first", "another", 6)
    kept.keep("second", "two", 4)

    assert [kept.recall(key) for key in ("first", "second")] == ["another", "two"]
