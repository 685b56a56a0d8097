"""The river of a procedure: its steps and what leaves each."""

import re

from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.journeys.contract import StepFigures
from plazamayor.procedures.report.river import HEIGHT, WIDTH, river


def steps(*pairs: tuple[int, int]) -> list[StepFigures]:
    return [StepFigures(reached=reached, left=left) for reached, left in pairs]


@st.composite
def funnels(draw: st.DrawFn) -> list[StepFigures]:
    reached = draw(st.integers(1, 10**7))
    found = []
    for _ in range(draw(st.integers(1, 20))):
        left = draw(st.integers(0, reached))
        found.append(StepFigures(reached=reached, left=left))
        reached = draw(st.integers(0, reached - left))
    return found


def test_it_narrows_by_those_who_leave() -> None:
    drawn = river(steps((100, 20), (80, 40), (40, 0)), lit=2)

    assert drawn is not None
    assert drawn.body == "M0 8 H1000 V84.0 H666.7 V84.0 H333.3 V160.0 H0Z"
    assert [(loss.lit, loss.path.split()[1]) for loss in drawn.losses] == [(False, "160.0"), (True, "84.0")]
    assert [mark.x for mark in drawn.marks] == ["333.3", "666.7"]


def test_nothing_is_drawn_when_nobody_started() -> None:
    assert river([]) is None
    assert river(steps((0, 0), (0, 0))) is None


@given(funnels())
def test_everything_stays_in_the_drawing(funnel: list[StepFigures]) -> None:
    drawn = river(funnel)

    assert drawn is not None
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", " ".join([drawn.body, *(loss.path for loss in drawn.losses)]))]
    assert min(numbers) >= -WIDTH / len(funnel)
    assert max(numbers) <= max(WIDTH * (1 + 1 / len(funnel)), HEIGHT)
