"""The drawing of a thread: as wide as what it carries, in one piece, within its frame."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from plazamayor.campaigns.contract import Told
from plazamayor.campaigns.thread.answers import Asked, Figures, Line, PieceLine, Thread
from plazamayor.campaigns.thread.river import HIGH, drawing


def thread(*lines: tuple[int, int, int, int], measured: bool = True) -> Thread:
    figures = [Figures(releases=1, clicks=c, visits=v, started=s, ended=e) for c, v, s, e in lines]
    told = Told(subject="publishing.piece:1", title="Guía")
    asked = cast("Asked", SimpleNamespace(sites=[1] if measured else [], today=date(2026, 11, 20)))
    total = Figures(clicks=sum(each.clicks for each in figures))
    named = [Line(key=f"c{number}", name=f"Canal {number}", figures=each) for number, each in enumerate(figures)]
    release: Any = [SimpleNamespace(channel=SimpleNamespace(connector=line.key), subject=told.subject) for line in named]
    return Thread(asked=asked, origins=[], pieces=[PieceLine(told=told, figures=total)], lines=named, total=total, releases=release)


COUNTS = st.tuples(*[st.integers(0, 5000)] * 4)


@given(st.lists(COUNTS, min_size=1, max_size=9), st.booleans())
def test_everything_is_within_the_frame(lines: list[tuple[int, int, int, int]], measured: bool) -> None:
    drawn = drawing(thread(*lines, measured=measured))

    assert drawn is not None
    ends = [float(knot.y) + float(knot.height) for knot in drawn.knots]
    assert all(float(knot.y) >= 0 for knot in drawn.knots)
    assert all(end <= HIGH for end in ends)
    assert all(0 <= float(number) <= 1000 for stroke in drawn.strokes for number in re.findall(r"[\d.]+", stroke.path))


def test_a_course_is_as_wide_as_what_it_carries() -> None:
    drawn = drawing(thread((800, 400, 200, 100)))

    assert drawn is not None
    heights = [float(knot.height) for knot in drawn.knots]
    assert [round(heights[0] / each, 1) for each in heights] == [1.0, 2.0, 4.0, 8.0]


def test_in_exempt_mode_nothing_is_drawn_after_the_clicks() -> None:
    drawn = drawing(thread((800, 400, 200, 100), measured=False))

    assert drawn is not None
    assert len(drawn.knots) == 1
    assert {stroke.kind for stroke in drawn.strokes} == {"line", "feed"}


def test_nothing_told_draws_nothing() -> None:
    empty = Thread(asked=thread().asked, origins=[], pieces=[], lines=[], total=Figures())

    assert drawing(empty) is None
