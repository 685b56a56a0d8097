"""What the finder tells of counts made by hand: once, as the group that explains it, with exact figures, and nothing of the few."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plazamayor.analytics.journeys.contract import Cell
from plazamayor.core.findings import Certainty
from plazamayor.procedures.friction.contract import FEW, Frictions
from plazamayor.procedures.friction.finder import find
from plazamayor.statistics.proportions import miettinen_nurminen

VALUES = {"device": ("mobile", "desktop"), "browser": ("Chrome", "Firefox", "Safari"), "hour": ("08-14", "14-20")}
Rates = dict[tuple[str, ...], float]


def cells(reached: int, rates: Rates, *, base: float = 0.1, step: int = 1, crossed: bool = True) -> dict[tuple[str, ...], list[Cell]]:
    """So many attempts with each three values, of which a part leaves: what all lose, and more with the values named."""
    whole = {}
    for values in product(*VALUES.values()):
        rate = base + sum(more for named, more in rates.items() if set(named) <= set(values))
        whole[values] = (reached, round(reached * rate))
    sets = [(name,) for name in VALUES] + (list(combinations(VALUES, 2)) if crossed else [])
    return {some: added(whole, [list(VALUES).index(name) for name in some], step) for some in sets}


def added(whole: dict[tuple[str, ...], tuple[int, int]], places: list[int], step: int) -> list[Cell]:
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for values, (reached, left) in whole.items():
        key = tuple(values[place] for place in places)
        before = found.get(key, (0, 0))
        found[key] = before[0] + reached, before[1] + left
    return [Cell(key, step, reached, left) for key, (reached, left) in found.items()]


def wheres(found: Frictions) -> list[tuple[tuple[str, str], ...]]:
    return [each.where for each in found.told]


def test_one_value_is_told_once_and_not_again_in_each_of_its_pairs() -> None:
    found = find(cells(100, {("mobile",): 0.3}))

    assert wheres(found) == [(("device", "mobile"),)]
    assert found.echoes >= 5  # phones with each browser and at each hour stand out too, and say nothing new


def test_its_figures_are_those_counted() -> None:
    (found,) = find(cells(100, {("mobile",): 0.3})).told

    assert (found.step, found.reached, found.left, found.others_reached, found.others_left) == (1, 600, 240, 600, 60)
    assert (found.rate, found.expected, found.lost) == pytest.approx((0.4, 0.1, 180))
    expected = miettinen_nurminen(240, 600, 60, 600)
    assert expected is not None
    assert (found.difference.low, found.difference.high) == pytest.approx((expected.low, expected.high))
    assert found.lost_between.low == pytest.approx(found.difference.low * 600)
    assert (found.beside, found.certainty) == ((("device", "desktop"),), Certainty.FIRM)
    assert found.lost_a_month(days=30) == pytest.approx(180 * 30.4375 / 30)


def test_two_values_together_are_told_together_and_not_as_either() -> None:
    assert wheres(find(cells(100, {("mobile", "Firefox"): 0.4}))) == [(("device", "mobile"), ("browser", "Firefox"))]


def test_two_causes_at_a_step_are_told_apart_each_with_what_it_adds() -> None:
    found = find(cells(200, {("mobile",): 0.3, ("14-20",): 0.15}))

    assert wheres(found) == [(("device", "mobile"),), (("hour", "14-20"),)]
    assert [round(each.rate - each.expected, 3) for each in found.told] == [0.3, 0.15]


def test_the_same_steps_apart_are_different_frictions_ranked_by_people() -> None:
    both = {
        some: [*one, *two]
        for (some, one), two in zip(
            cells(100, {("mobile",): 0.2}, step=2).items(), cells(100, {("Safari",): 0.5}, step=4).values(), strict=True
        )
    }
    found = find(both)

    assert [(each.step, each.where, round(each.lost)) for each in found.told] == [
        (4, (("browser", "Safari"),), 200),
        (2, (("device", "mobile"),), 120),
    ]
    assert found.lost == pytest.approx(320)


def test_nothing_is_told_where_all_lose_alike() -> None:
    found = find(cells(100, {}))

    assert (found.told, found.doubtful, found.echoes) == ((), (), 0)
    assert found.tested == 7 + 16  # each value, and each two


def test_what_may_be_chance_is_doubtful_and_no_claim() -> None:
    found = find(cells(12, {("mobile", "Firefox"): 0.3}, base=0.15))

    assert found.told == ()
    assert [(each.where, each.certainty) for each in found.doubtful] == [
        ((("device", "mobile"), ("browser", "Firefox")), Certainty.UNKNOWN)
    ]
    assert 0.05 < found.doubtful[0].chance <= 0.25


def test_what_is_sure_and_too_small_is_counted_and_not_told() -> None:
    found = find(cells(20_000, {("mobile",): 0.02}))

    assert (found.told, found.doubtful, found.slight) == ((), (), 1)


def test_little_in_points_is_told_when_it_is_many_times_what_the_rest_lose() -> None:
    assert wheres(find(cells(20_000, {("mobile",): 0.01}, base=0.01))) == [(("device", "mobile"),)]


def test_groups_of_fewer_than_ten_are_counted_and_neither_tested_nor_told() -> None:
    found = find(cells(4, {("mobile", "Firefox"): 0.9}, base=0.0))

    # Eight attempts have each browser with each device or hour: twelve pairs. All other groups have twelve people or more.
    assert (found.suppressed, found.tested) == (12, 7 + 4)
    assert all(each.reached >= FEW for each in (*found.told, *found.doubtful))


def test_a_dimension_without_others_to_compare_with_is_not_tested() -> None:
    found = find({("device",): [Cell(("mobile",), 1, 500, 200), Cell(("desktop",), 1, 9, 0)]})

    assert (found.tested, found.suppressed, found.told) == (0, 2, ())


def test_values_that_are_not_known_are_no_group_but_are_among_the_rest() -> None:
    found = find({("language",): [Cell(("",), 1, 500, 50), Cell(("ca",), 1, 500, 250)]})

    assert [(each.where, each.others_reached, each.beside) for each in found.told] == [((("language", "ca"),), 500, ())]
    assert found.tested == 1


def test_one_dimension_at_a_time_tells_one_of_two_that_may_be_the_same_people() -> None:
    same_people: dict[tuple[str, ...], list[Cell]] = {
        ("device",): [Cell(("mobile",), 1, 500, 200), Cell(("desktop",), 1, 500, 50)],
        ("browser",): [Cell(("Safari",), 1, 480, 190), Cell(("Chrome",), 1, 520, 60)],
    }
    found = find(same_people, refused=["hour"])

    assert wheres(found) == [(("device", "mobile"),)]
    assert (found.echoes, found.refused) == (1, ("hour",))


def test_no_counts_are_no_findings() -> None:
    assert find({}) == Frictions(told=())
    assert find({("device",): []}).tested == 0


COUNTS = st.tuples(st.integers(0, 300), st.floats(0, 1)).map(lambda drawn: (drawn[0], round(drawn[0] * drawn[1])))


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=12, max_size=12))
def test_whatever_the_counts_what_is_told_is_an_excess_of_enough_people(counts: list[tuple[int, int]]) -> None:
    whole = dict(zip(product(*VALUES.values()), counts, strict=True))
    sets = [(name,) for name in VALUES] + list(combinations(VALUES, 2))
    found = find({some: added(whole, [list(VALUES).index(name) for name in some], 1) for some in sets})

    for each in found.told:
        assert min(each.reached, each.others_reached) >= FEW
        assert 0 < each.lost <= each.left
        assert each.rate - each.expected in each.difference
        assert each.chance <= 0.05
        assert not each.slight
    assert [each.lost for each in found.told] == sorted((each.lost for each in found.told), reverse=True)
    assert len(found.told) + len(found.doubtful) <= found.tested


def test_of_many_procedures_looked_at_the_same_counts_is_less_sure() -> None:
    counted = cells(100, {("mobile",): 0.07})
    (alone,), (among,) = find(counted).told, find(counted, among=8).told

    assert among.chance == pytest.approx(8 * alone.chance)
    assert (among.lost, among.difference) == (alone.lost, alone.difference)
    assert find(counted, among=100_000).told == ()
