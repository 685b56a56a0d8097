"""Charts: places are percentages and pixels, never outside the drawing, whatever the figures."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core import charts
from plazamayor.core.charts.line import LEFT, RIGHT, runs
from plazamayor.core.charts.scales import short
from plazamayor.core.formatting import number

figures = st.floats(0, 1e12, allow_nan=False)
series = st.lists(st.none() | figures, max_size=60)


def line(values: Sequence[float | None], before: Sequence[float | None] | None = None, **more: object) -> charts.Line:
    past = before or [None] * len(values)
    points = [
        charts.Point(name=f"day {step}", label=f"{step}", major=step % 7 == 0, value=value, before=old)
        for step, (value, old) in enumerate(zip(values, past, strict=True))
    ]
    return charts.Line(id="c", title="Visits", description="Visits a day", points=points, write=number, **more)  # type: ignore[arg-type]  # each test gives its own


def places(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in path.split())]


@pytest.mark.parametrize(
    ("top", "expected"),
    [(2650, [0, 1000, 2000, 3000]), (690, [0, 250, 500, 750]), (3, [0, 1, 2, 3]), (1, [0, 1]), (0, [0, 1]), (74, [0, 25, 50, 75])],
)
def test_ticks_are_round_and_reach_the_top(top: float, expected: list[float]) -> None:
    assert charts.ticks(top) == expected


@given(st.floats(1e-6, 1e15), st.integers(1, 8), st.booleans())
def test_ticks_rise_from_zero_in_equal_steps_past_the_greatest_figure(top: float, count: int, whole: bool) -> None:
    found = charts.ticks(top, count, whole=whole)

    assert found[0] == 0
    assert found[-1] >= top * (1 - 1e-9)
    assert all(after - before == pytest.approx(found[1]) for before, after in pairwise(found))
    assert len(found) <= count + 2


@given(st.floats(-1e6, 1e6))
def test_figures_in_attributes_have_a_dot_whatever_the_language(value: float) -> None:
    with translation.override("es"):
        assert float(short(value)) == pytest.approx(value, abs=0.006)


@given(series)
def test_stretches_hold_every_figure_once_and_no_gap(values: list[float | None]) -> None:
    found = runs(values)

    assert [item for run in found for item in run] == [(step, value) for step, value in enumerate(values) if value is not None]
    assert all(after[0] - before[0] == 1 for run in found for before, after in pairwise(run))


@given(series, st.data())
def test_nothing_is_drawn_outside(values: list[float | None], data: st.DataObject) -> None:
    before = data.draw(st.lists(st.none() | figures, min_size=len(values), max_size=len(values)))
    steps = st.integers(0, max(0, len(values) - 1))
    lit = (min(ends), max(ends)) if values and (ends := data.draw(st.lists(steps, min_size=2, max_size=2))) else None
    notes = [charts.Annotation(at=at, text="what happened") for at in data.draw(st.lists(steps, max_size=4))] if values else []

    drawing = charts.draw(line(values, before, highlight=lit, note="note", annotations=notes))

    drawn = [*drawing.now, *drawing.before, *(drawing.highlight.lines if drawing.highlight else [])]
    assert all(10 * LEFT - 1 <= x <= 10 * RIGHT + 1 and 25 <= y <= 222.1 for path in drawn for x, y in places(path))
    across = [place.x for places_of in (drawing.hits, drawing.alone) for place in places_of]
    across += [text.x for text in (*drawing.labels, *(pin.text for pin in drawing.pins))]
    assert all(0 <= float(x.rstrip("%")) <= 100 for x in across)
    assert len(drawing.rows) == len(drawing.hits) == len(values)


def test_the_highlight_has_its_neighbours_in_the_line_but_not_in_the_dots() -> None:
    drawing = charts.draw(line([1, 2, 9, 8, 2, 1], highlight=(2, 3), note="Rain", note_more="two days"))

    assert drawing.highlight
    assert [len(places(path)) for path in drawing.highlight.lines] == [4]
    assert len(drawing.highlight.dots) == 2
    assert [note.text for note in drawing.highlight.notes] == ["Rain", "two days"]


def test_a_figure_between_two_gaps_is_a_dot() -> None:
    drawing = charts.draw(line([1, None, 4, None, 2, 3]))

    assert len(drawing.alone) == 2
    assert [len(places(path)) for path in drawing.now] == [2]


def test_labels_of_the_axis_leave_the_ends_out_where_there_is_no_room() -> None:
    drawing = charts.draw(line([1.0] * 30))

    assert [label.text for label in drawing.labels] == ["0", "7", "14", "21", "28"]


def test_neighbouring_notes_stand_at_different_heights() -> None:
    notes = [charts.Annotation(at=4, text="the first of two"), charts.Annotation(at=5, text="the second of two")]

    first, second = charts.draw(line([1.0] * 30 + [4.0], annotations=notes)).pins

    assert abs(float(first.text.y) - float(second.text.y)) >= 16


def test_the_drawing_is_written_with_its_table_in_either_language() -> None:
    with translation.override("es"):
        page = render_to_string("ui/charts/line.html", {"drawing": charts.draw(line([1092, 691.5, None], [1083, 2, 3], unit="visitas"))})

    assert page.count("<tr>") == 4
    assert '<td class="number">1.092</td><td class="number">1.083</td>' in page
    assert "1.500 visitas" in page
    assert " style=" not in page


@given(st.lists(st.none() | figures, max_size=40))
def test_bars_are_parts_of_the_greatest(values: list[float | None]) -> None:
    widths = charts.bars(values)

    assert [bool(width) for width in widths] == [value is not None and value > 0 for value in values]
    assert all(0 <= float(width.rstrip("%")) <= 100 for width in widths if width)


def test_what_is_under_the_threshold_has_no_bar() -> None:
    assert charts.bars([388, 96, 7], threshold=10) == ["100%", "24.74%", ""]


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_the_pulse_stands_on_its_foot(counts: list[int]) -> None:
    rects = charts.pulse(counts, height=34)

    assert [rect.now for rect in rects] == [step == len(counts) - 1 for step in range(len(counts))]
    assert all(float(rect.y) + float(rect.height) == pytest.approx(34, abs=0.11) and float(rect.y) >= 1.9 for rect in rects)


def test_an_estimate_and_its_interval_are_placed_on_the_scale() -> None:
    assert charts.interval(-4, 2.5, 9, scale=(-15, 15)) == charts.Interval("36.67%", "80%", "58.33%", "50%")
    assert charts.interval(-40, 2, 90, scale=(0, 10)) == charts.Interval("0%", "100%", "20%", "")
    with pytest.raises(ValueError, match="less to more"):
        charts.interval(0, 0, 0, scale=(1, 1))


@given(st.lists(figures, max_size=40))
def test_a_small_line_stays_in_its_cell(values: list[float]) -> None:
    assert all(0 <= x <= 100 and 2 <= y <= 26 for x, y in places(charts.spark(values)))


def test_a_flat_small_line_runs_through_the_middle() -> None:
    assert charts.spark([5, 5, 5]) == "0,14 50,14 100,14"
    assert charts.spark([5]) == ""
