"""Scores of answers: pooled means, their intervals, and what they may be if those who did not answer are counted.

Rated 1 to 5 and rescaled as the UK's government did, (mean - 1) / 4, from sums of answers and never from means of means; weighted
as the French *Je donne mon avis* does. None when nobody answered.
"""

from collections.abc import Sequence

from plazamayor.statistics.proportions import CONFIDENCE, Interval, wilson


def weighted_mean(counts: Sequence[float], marks: Sequence[float]) -> float | None:
    """The mean of marks, each given so many times; raises ValueError for counts without their mark."""
    given = sum(counts)
    return sum(count * mark for count, mark in zip(counts, marks, strict=True)) / given if given else None


def rescaled_rating(counts: Sequence[float]) -> float | None:
    """The mean of ratings 1, 2, 3... (how many gave each), from 0, the worst, to 1."""
    return weighted_mean(counts, [step / (len(counts) - 1) for step in range(len(counts))])


def mean_interval(counts: Sequence[float], marks: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """The interval of a mean of marks that cannot leave their range, by how much the answers differ.

    It is Wilson's, with as many cases as yes-and-no answers would be needed to know as much: marks near each other tell more than
    yes and no, and the variance is that of the answers with one more of each extreme, so that equal answers are not certainty.
    """
    mean, lowest, highest = weighted_mean(counts, marks), min(marks), max(marks)
    if mean is None or lowest == highest:
        return None
    given, width = sum(counts), highest - lowest
    part = (mean - lowest) / width
    known = given * _spread_of_yes_and_no(counts, [(mark - lowest) / width for mark in marks])
    found = wilson(part * known, known, confidence)
    return None if found is None else Interval(lowest + width * found.low, lowest + width * found.high)


def _spread_of_yes_and_no(counts: Sequence[float], parts: Sequence[float]) -> float:
    """How many times the variance of marks from 0 to 1 goes into that of yes and no with their mean; at least one."""
    given = sum(counts) + 2
    mean = (sum(count * part for count, part in zip(counts, parts, strict=True)) + 1) / given
    square = (sum(count * part**2 for count, part in zip(counts, parts, strict=True)) + 1) / given
    return max(1.0, mean * (1 - mean) / (square - mean**2))


def unknown_answers(mean: float, answered: float, asked: float, lowest: float = 0.0, highest: float = 1.0) -> Interval | None:
    """What the mean of all those asked may be, whatever those who did not answer would have said; None when nobody was asked."""
    if not asked:
        return None
    part = answered / asked
    return Interval(part * mean + (1 - part) * lowest, part * mean + (1 - part) * highest)
