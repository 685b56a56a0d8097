"""Whether the finder recovers what was planted, over many towns, and is silent where nothing was. Seeds are fixed and never chosen."""

from bench.friction import SEEDS, Tried, tried
from tests.make.towns import Recipe


def test_planted_causes_are_recovered_and_little_else_is_told() -> None:
    found = tried(range(SEEDS), Recipe())

    assert found.planted > 2 * SEEDS
    assert found.recall >= 0.8
    assert found.precision >= 0.9


def test_intervals_hold_the_planted_points() -> None:
    assert tried(range(SEEDS, SEEDS + 40), Recipe()).covered >= 0.9


def test_with_nothing_planted_it_is_nearly_always_silent() -> None:
    found = tried(range(SEEDS), Recipe(causes=(0, 0)))

    assert found.planted == 0
    assert found.claiming <= 16


def test_a_town_of_a_seed_is_always_the_same() -> None:
    assert tried(range(3), Recipe()) == tried(range(3), Recipe())
    assert tried(range(3), Recipe()) != Tried()
