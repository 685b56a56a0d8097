"""Whether the finder recovers what was planted, over many towns, and is silent where nothing was. Seeds are fixed and never chosen."""

import pytest

from bench.friction import SEEDS, Tried, tried
from tests.make.towns import Recipe


@pytest.fixture(scope="module")
def planted() -> Tried:
    return tried(range(SEEDS), Recipe())


def test_planted_causes_are_recovered_and_little_else_is_told(planted: Tried) -> None:
    assert planted.planted > 2 * SEEDS
    assert planted.recall >= 0.8
    assert planted.precision >= 0.9


def test_intervals_hold_the_planted_points(planted: Tried) -> None:
    assert planted.covered >= 0.9


def test_with_nothing_planted_it_is_nearly_always_silent() -> None:
    found = tried(range(SEEDS), Recipe(causes=(0, 0)))

    assert found.planted == 0
    assert found.claiming <= 16


def test_a_town_of_a_seed_is_always_the_same() -> None:
    assert tried(range(2), Recipe()) == tried(range(2), Recipe())
