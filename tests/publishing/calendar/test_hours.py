"""Which hours go better is said only when there is enough to say it."""

from plazamayor.publishing.calendar.hours import best_hours
from tests.make.cast import Cast
from tests.make.posts import make_town_channel
from tests.make.publications import make_measured


def test_with_few_measured_nothing_is_said(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    for day in range(41):
        make_measured(channel, 9, likes=100, day=day)
    assert [(each.measured, each.enough, each.best) for each in best_hours(cast.organisation)] == [(41, False, None)]


def test_a_band_that_stands_out_is_named(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    for day in range(30):
        make_measured(channel, 9, likes=5 + day % 3, day=day)
        make_measured(channel, 18, likes=40 + day % 5, day=day)
        make_measured(channel, 14, likes=6 + day % 3, day=day)
    assert [each.best for each in best_hours(cast.organisation)] == [(16, 19)]


def test_bands_that_are_alike_are_not_told_apart(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    for day in range(35):
        make_measured(channel, 9, likes=day % 7, day=day)
        make_measured(channel, 18, likes=(day + 3) % 7, day=day)
    assert [(each.enough, each.best) for each in best_hours(cast.organisation)] == [(True, None)]
