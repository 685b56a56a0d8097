"""Charts: places are percentages and pixels, never outside the drawing, whatever the figures."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core import charts
from plazamayor.core.charts.line import LEFT, RIGHT, runs
from plazamayor.core.charts.pins import LETTER, Pin
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


def test_neighbouring_notes_are_both_written() -> None:
    notes = [charts.Annotation(at=4, text="the first of two"), charts.Annotation(at=5, text="the second of two")]

    drawing = charts.draw(line([1.0] * 30 + [4.0], annotations=notes))

    assert [pin.text.text for pin in drawing.pins] == ["the first of two", "the second of two"]
    assert drawing.said


def test_a_note_for_which_there_is_no_room_is_in_the_list() -> None:
    notes = [charts.Annotation(at=42, text="Sewers overflow")]

    drawing = charts.draw(line([3000.0] * 92, highlight=(38, 40), note="Storm from the east", note_more="two days", annotations=notes))

    assert (drawing.pins, drawing.said) == ([], False)
    assert drawing.notes == [("day 42", "Sewers overflow")]


def test_many_notes_close_together_are_gathered_and_none_is_lost() -> None:
    notes = [charts.Annotation(at=at, text=f"what happened on day {at}") for at in range(40, 52)]

    drawing = charts.draw(line([5.0] * 92, annotations=notes))

    page = render_to_string("ui/charts/line.html", {"drawing": drawing})
    assert len(drawing.pins) < len(notes)
    assert not drawing.said
    assert [text for _step, text in drawing.notes] == [note.text for note in notes]
    assert all(f'<span class="quiet">day {note.at}</span> {note.text}' in page for note in notes)
    assert sorted("; ".join(pin.title for pin in drawing.pins).split("; ")) == sorted(note.text for note in notes)


def test_notes_that_fit_are_said_by_their_pins() -> None:
    drawing = charts.draw(line([5.0] * 92, annotations=[charts.Annotation(at=10, text="Storm"), charts.Annotation(at=70, text="Feast")]))

    assert [pin.text.text for pin in drawing.pins] == ["Storm", "Feast"]
    assert drawing.said


def test_a_long_note_is_cut_in_its_pin_and_whole_in_the_list() -> None:
    text = "The town hall opens in the afternoon and the office in the port closes"

    drawing = charts.draw(line([5.0] * 92, annotations=[charts.Annotation(at=46, text=text)]))

    assert [pin.text.text for pin in drawing.pins] == ["The town hall opens in the afte…"]
    assert (drawing.said, drawing.notes) == (False, [("day 46", text)])


def extent(pin: Pin) -> tuple[float, float, float]:
    """What a pinned text fills: its two ends in percentages and its height."""
    x, length = float(pin.text.x.rstrip("%")), len(pin.text.text) * LETTER
    left = {"start": x, "middle": x - length / 2, "end": x - length}[pin.text.anchor]
    return left, left + length, float(pin.text.y)


@given(
    st.lists(st.tuples(st.integers(0, 91), st.text("abc ", min_size=1, max_size=60)), max_size=40),
    st.lists(figures, min_size=92, max_size=92),
)
def test_no_pinned_text_lies_on_another_nor_under_a_stem(noted: list[tuple[int, str]], values: list[float]) -> None:
    notes = [charts.Annotation(at=at, text=text) for at, text in noted]

    pins = charts.draw(line(values, annotations=notes)).pins

    for one, other in permutations(pins, 2):
        (left, right, y), (other_left, other_right, other_y) = extent(one), extent(other)
        assert right <= other_left or other_right <= left or abs(y - other_y) >= 15.9
        stem = float(one.x.rstrip("%"))
        assert not (other_left < stem < other_right and float(one.y) - 6 < other_y < float(one.y2))


def test_notes_keep_clear_of_what_the_finding_says() -> None:
    notes = [charts.Annotation(at=42, text="Sewers overflow")]

    drawing = charts.draw(line([5.0] * 92, highlight=(38, 40), note="Storm from the east", annotations=notes))

    assert drawing.highlight
    assert abs(float(drawing.pins[0].text.y) - float(drawing.highlight.notes[0].y)) >= 16


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


def test_parts_lie_one_after_another_and_fill_the_whole() -> None:
    assert charts.parts([3, 0, 1]) == [charts.Part("0%", "75%"), charts.Part("75%", "0%"), charts.Part("75%", "25%")]
    assert charts.parts([0, 0]) == []


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
