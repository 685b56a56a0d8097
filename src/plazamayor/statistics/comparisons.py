"""Whether two proportions differ, with few cases: exact tests of `count` of `of` against `other` of `other_of`, on both sides.

None when one of the two has no cases. Boschloo (1970) is never less powerful than Fisher's; Barnard (1945) supposes less.
"""

from plazamayor.statistics.scientific import stats

Table = tuple[tuple[int, int], tuple[int, int]]


def fisher(count: int, of: int, other: int, other_of: int) -> float | None:
    """The p-value of Fisher's exact test, given both margins: the sum of all tables not more likely than the one seen."""
    return float(stats().fisher_exact(_table(count, of, other, other_of)).pvalue) if of and other_of else None


def boschloo(count: int, of: int, other: int, other_of: int) -> float | None:
    """The p-value of Boschloo's exact test: Fisher's as a statistic, given only how many cases each has. Slow past some hundreds."""
    return float(stats().boschloo_exact(_table(count, of, other, other_of)).pvalue) if of and other_of else None


def barnard(count: int, of: int, other: int, other_of: int) -> float | None:
    """The p-value of Barnard's exact test with the pooled statistic. Slow past some hundreds."""
    return float(stats().barnard_exact(_table(count, of, other, other_of)).pvalue) if of and other_of else None


def _table(count: int, of: int, other: int, other_of: int) -> Table:
    """The samples in columns: in rows scipy tests, without a word, another thing."""
    return (count, other), (of - count, other_of - other)
