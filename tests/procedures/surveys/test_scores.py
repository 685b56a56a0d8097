"""The formulas hold with the examples that were published."""

import pytest

from plazamayor.procedures.surveys.scores import Asked, Counts, Measure, scores, well, worst_case


def score(counts: Counts, measure: Measure) -> tuple[float | None, int]:
    found = scores(counts, "none")[measure]
    return (None if found.value is None else round(found.value, 3), found.n)


def test_seven_hundred_good_answers_two_hundred_fair_and_a_hundred_bad_are_an_eight() -> None:
    assert score(Counts(satisfaction={5: 400, 4: 300, 3: 200, 2: 60, 1: 40}), Measure.SATISFACTION) == (8.0, 1000)


def test_ratings_of_60_40_100_300_and_500_are_a_satisfaction_of_785_in_a_thousand() -> None:
    assert score(Counts(satisfaction={1: 60, 2: 40, 3: 100, 4: 300, 5: 500}), Measure.USER_SATISFACTION) == (0.785, 1000)


def test_clarity_is_the_mean_of_five_levels_from_0_to_10() -> None:
    assert score(Counts(clarity={1: 1, 2: 1, 3: 1, 4: 1, 5: 1}), Measure.CLARITY) == (5.0, 5)
    assert score(Counts(clarity={4: 3, 5: 1}), Measure.CLARITY) == (8.125, 4)


def test_autonomy_is_ten_for_each_person_who_needed_no_help() -> None:
    assert score(Counts(sought={"none": 81, "phone": 30, "counter": 15}, asked_help=126), Measure.AUTONOMY) == (6.429, 126)


def test_help_is_reachable_in_the_part_of_all_ways_that_answered() -> None:
    assert score(Counts(reached={"phone": (2, 8), "counter": (90, 0)}), Measure.REACHABLE) == (0.92, 100)


def test_contact_counts_a_zero_for_each_time_that_nobody_answered() -> None:
    counts = Counts(reached={"phone": (4, 4)}, quality={5: 2, 3: 2})

    assert score(counts, Measure.EFFECTIVE) == (7.5, 4)
    assert score(counts, Measure.CONTACT) == (3.75, 8)


@pytest.mark.parametrize("measure", list(Measure))
def test_without_answers_there_is_no_score_and_no_interval(measure: Measure) -> None:
    found = scores(Counts(), "none")[measure]

    assert (found.value, found.interval, found.n) == (None, None, 0)


@pytest.mark.parametrize("measure", list(Measure))
def test_the_interval_of_a_score_surrounds_it_and_stays_on_its_scale(measure: Measure) -> None:
    counts = Counts(satisfaction={5: 3}, clarity={5: 3}, sought={"none": 3}, asked_help=3, reached={"phone": (3, 0)}, quality={5: 3})
    found = scores(counts, "none")[measure]
    top = 1.0 if measure in {Measure.USER_SATISFACTION, Measure.REACHABLE} else 10.0

    assert found.value == top
    assert found.interval is not None
    assert 0 < found.interval.low < top
    assert found.interval.high == top


def test_92_per_cent_of_a_5_per_cent_who_answer_is_between_46_and_996_in_a_thousand() -> None:
    found = worst_case(Counts(satisfaction={5: 92, 1: 8}), Asked(invited=2000, answered=100))

    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (0.046, 0.996)


def test_those_who_came_alone_were_asked_and_answered() -> None:
    found = worst_case(Counts(satisfaction={5: 20}), Asked(invited=20, answered=10, alone=10))

    assert found is not None
    assert (round(found.low, 3), found.high) == (0.667, 1.0)


def test_there_is_no_worst_case_nor_response_rate_when_nobody_was_invited() -> None:
    assert worst_case(Counts(satisfaction={5: 92}), Asked(alone=92)) is None
    assert Asked(alone=92).rate is None


def test_an_invitation_that_was_answered_was_made_even_if_its_count_was_lost() -> None:
    assert Asked(invited=3, answered=5).rate == 1.0


def test_what_went_well_is_the_two_best_answers() -> None:
    assert (well(Counts(satisfaction={1: 1, 3: 1, 4: 1, 5: 1})).value, well(Counts()).value) == (0.5, None)
