"""What was answered, counted the same as by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from plazamayor.procedures.models import Reply, Survey, Tally
from plazamayor.procedures.surveys import queries, retention
from plazamayor.procedures.surveys.scores import Asked, Measure
from tests.make.surveys import DAY, make_reply, make_survey


@pytest.fixture
def survey(db: None) -> Survey:
    return make_survey()


def test_answers_are_counted_by_question(survey: Survey) -> None:
    make_reply(survey, satisfaction=5, clarity=4, help_sought=["none"])
    make_reply(survey, satisfaction=5, help_sought=["phone", "people"], help_reached={"phone": True}, help_quality={"phone": 2})
    make_reply(survey, satisfaction=1, help_sought=["phone"], help_reached={"phone": False}, text="No cogían")
    make_reply(survey, satisfaction=1, moment="left", reason="file")
    make_reply(survey, satisfaction=1, day=DAY - timedelta(days=1))
    make_reply(make_survey(), satisfaction=1)
    found = queries.results(survey.procedure, DAY, DAY)

    assert (found.counts.replies, found.counts.satisfaction, found.counts.clarity) == (3, {5: 2, 1: 1}, {4: 1})
    assert (found.counts.sought, found.counts.asked_help) == ({"none": 1, "phone": 2, "people": 1}, 3)
    assert (found.counts.reached, found.counts.quality, found.counts.texts) == ({"phone": (1, 1)}, {2: 1}, 1)
    assert found.scores[Measure.CONTACT].value == 1.25


def test_scores_are_those_of_all_the_answers_and_not_of_days(survey: Survey) -> None:
    for _number in range(9):
        make_reply(survey, satisfaction=5)
    make_reply(survey, satisfaction=1, day=DAY - timedelta(days=1))

    assert queries.results(survey.procedure, DAY - timedelta(days=1), DAY).scores[Measure.SATISFACTION].value == 9.0


def test_those_asked_are_counted_apart_from_those_who_came_alone(survey: Survey) -> None:
    Tally.objects.create(survey=survey, moment="completed", day=DAY, invited=8, closed=3)
    Tally.objects.create(survey=survey, moment="left", day=DAY, invited=50)
    make_reply(survey, satisfaction=5, invited=True)
    make_reply(survey, satisfaction=5)
    found = queries.results(survey.procedure, DAY, DAY)

    assert found.asked == Asked(invited=8, closed=3, answered=1, alone=1)
    assert found.asked.rate == 0.125


def test_reasons_are_told_from_the_most_given(survey: Survey) -> None:
    for reason in ("file", "length", "file", "document"):
        make_reply(survey, moment="left", reason=reason)

    assert queries.exit_reasons(survey.procedure, DAY, DAY) == [("file", 2), ("document", 1), ("length", 1)]


def test_a_procedure_without_survey_has_no_scores(survey: Survey) -> None:
    procedure = survey.procedure
    survey.delete()
    found = queries.results(procedure, DAY, DAY)

    assert (found.counts.replies, found.asked.asked, found.worst_case, queries.survey_of(procedure)) == (0, 0, None, None)
    assert {score.value for score in found.scores.values()} == {None}


def test_what_is_older_than_the_survey_keeps_is_erased(survey: Survey) -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    other = make_survey(retention_months=1)
    for each in (survey, other):
        for day in (datetime(2024, 10, 20, tzinfo=UTC), datetime(2024, 10, 21, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)):
            make_reply(each, day=day.date())
            Tally.objects.create(survey=each, moment="completed", day=day.date(), invited=1)
    for _time in range(2):
        retention.erase_old(now)

    kept = {
        each.pk: sorted(str(day) for day in Reply.objects.filter(survey=each).values_list("day", flat=True)) for each in (survey, other)
    }
    assert kept == {survey.pk: ["2024-10-21", "2026-10-20"], other.pk: []}
    assert Tally.objects.count() == 2
