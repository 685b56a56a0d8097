"""The shape of the town's year, told from the day it ends."""

from datetime import date, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.demo.traffic.season import DayPlan, Season, Theme
from plazamayor.demo.traffic.story import LAST_LETTER, Story
from plazamayor.demo.traffic.tables import PLACES, over, places

END = date(2026, 11, 19)


def year(end: date = END, seed: int = 26) -> list[DayPlan]:
    season = Season(Story(end), seed=seed)
    return [season.plan(end - timedelta(days=back)) for back in range(364, -1, -1)]


def test_the_story_is_told_on_the_days_of_the_drawing() -> None:
    story = Story(END)

    assert story.storm == (date(2026, 11, 11), date(2026, 11, 12))
    assert story.campaign == (date(2026, 10, 19), date(2026, 12, 1))
    assert story.campaign_code == "ac26"
    assert (story.last_letter, story.letter(story.last_letter)) == (date(2026, 11, 17), LAST_LETTER)


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)))
def test_the_storm_is_always_within_the_last_fortnight_and_the_campaign_still_on(end: date) -> None:
    story = Story(end)

    assert [day.weekday() for day in story.storm] == [2, 3]
    assert end - timedelta(days=12) < story.storm[0] < story.storm[1] < end
    assert story.campaign[0] < end <= story.campaign[1]
    assert story.campaign[0] > end - timedelta(days=35)
    assert 1 <= story.letter(end - timedelta(days=395)) <= LAST_LETTER


def test_the_days_of_the_storm_stand_out() -> None:
    days = year()
    greatest = sorted(days, key=lambda plan: -plan.total)[:2]

    assert {plan.day for plan in greatest} == set(Story(END).storm)
    assert greatest[1].total > 1.3 * max(plan.total for plan in days if plan.day not in Story(END).storm)


def test_working_days_are_busier_than_weekends_and_holidays() -> None:
    days = year()
    working = mean(plan.total for plan in days if not plan.restful)
    resting = mean(plan.total for plan in days if plan.restful)

    assert 0.55 < resting / working < 0.8
    assert [plan.restful for plan in days if plan.day in {date(2026, 4, 12), date(2026, 10, 9), date(2025, 11, 23)}] == [True] * 3


def test_summer_is_the_tourists_and_phones_become_more() -> None:
    days = year()
    share = {
        month: sum(plan.visits[Theme.TOURISM] for plan in days if plan.day.month == month)
        / sum(plan.total for plan in days if plan.day.month == month)
        for month in (2, 8)
    }

    assert share[8] > 8 * share[2]
    assert mean(plan.mobile for plan in days[-28:]) > mean(plan.mobile for plan in days[:28])


def test_the_campaign_brings_visits_only_while_it_lasts() -> None:
    first, last = Story(END).campaign
    days = year()

    assert sum(plan.visits[Theme.CAMPAIGN] for plan in days if plan.day < first) == 0
    assert min(plan.visits[Theme.CAMPAIGN] for plan in days if first <= plan.day <= last) > 0


def test_a_seed_and_an_end_say_every_day() -> None:
    assert year() == year()
    assert year(seed=27) != year()


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60).filter(lambda weights: sum(weights) > 1))
def test_weights_fill_every_place_of_a_table(weights: list[float]) -> None:
    table = places(weights)

    assert len(table) == PLACES
    assert set(table) <= set(range(1, len(weights) + 1))
    assert table == sorted(table)


@pytest.mark.parametrize(("table", "expected"), [({"b": 1.0}, {2}), ({"a": 1.0, "b": 3.0}, {1, 2})])
def test_choices_are_numbered_by_the_longer_list(table: dict[str, float], expected: set[int]) -> None:
    assert set(over(["a", "b"], table)) == expected
