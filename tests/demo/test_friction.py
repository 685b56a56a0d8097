"""What is planted in the town is found again in the real engine, from its events to what the finder tells; and nothing else is."""

import pytest

from bench._frictions import END, NOTHING, Town, Verdict, days_until_end, judged, make
from plazamayor.analytics import store as event_store
from plazamayor.demo.eoffice.eight import EIGHT
from plazamayor.demo.eoffice.expecting import expected
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.traffic.season import Season
from plazamayor.demo.traffic.story import Story

SEED = 2026
DAYS = days_until_end(56)


@pytest.fixture
def verdicts(store: None) -> list[Verdict]:
    made = Town(SEED, DAYS)
    make([made])
    return list(judged(made))


@pytest.mark.timeout(400)
def test_planted_causes_are_told_and_nothing_else_is(verdicts: list[Verdict]) -> None:
    planted = {each.code for each in EIGHT if each.planted}

    assert {each.code for each in verdicts} == {each.code for each in EIGHT}
    assert [cause for each in verdicts for cause in each.due if cause not in each.told] == []
    assert sum(len(each.due) for each in verdicts) >= 3
    assert [each.wrong for each in verdicts if each.wrong] == []
    assert {each.code for each in verdicts if each.told} <= planted


@pytest.mark.timeout(400)
def test_attempts_are_as_many_as_expected_and_end_as_often(verdicts: list[Verdict]) -> None:
    season = Season(Story(END), seed=SEED)
    text = (
        "SELECT journey, count(), countIf(outcome = 'completed'), countIf(outcome = 'left') FROM attempts GROUP BY journey ORDER BY journey"
    )
    counted = {journey: rest for journey, *rest in event_store.engine().query(text).result_rows}
    likely = {int(each.sia[-1]): expected(Agenda(each, season), DAYS) for each in EIGHT}

    assert {number: counted.get(number, [0, 0, 0])[0] for number in likely} == pytest.approx(
        {number: found.begun for number, found in likely.items()}, rel=0.06
    )
    assert {number: rest[1] for number, rest in counted.items()} == pytest.approx(
        {number: found.completed for number, found in likely.items() if found.begun}, rel=0.12
    )
    assert {number: rest[2] for number, rest in counted.items()} == pytest.approx(
        {number: sum(found.left) for number, found in likely.items() if found.begun}, rel=0.12
    )


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("store")
def test_with_nothing_planted_nothing_is_told() -> None:
    made = Town(SEED, DAYS, NOTHING)
    make([made], "nothing")
    verdicts = list(judged(made, "nothing"))

    assert [(each.told, each.wrong) for each in verdicts if each.told or each.wrong] == []
