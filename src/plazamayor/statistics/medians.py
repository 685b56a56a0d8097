"""The median of a few counts, and how far it may be from that of all there could be."""

from collections.abc import Sequence

from plazamayor.statistics.scientific import stats


def median_interval(values: Sequence[float], confidence: float = 0.95) -> tuple[float, float]:
    """The interval of a median by order statistics, without any shape assumed; its coverage is at least `confidence`.

    Below some six values no interval covers that much: then it is the least and the greatest. Raises ValueError without values.
    """
    if not values:
        raise ValueError("a median needs values")
    ordered = sorted(values)
    rank = int(stats().binom.ppf((1 - confidence) / 2, len(ordered), 0.5))
    low = max(0, rank - 1)
    return ordered[low], ordered[len(ordered) - 1 - low]
