"""Which figures are kept and asked: the closed set of dimensions and the one text that computes them.

The same text serves a day's refresh and a filtered question, so that both agree by construction.
"""

from collections.abc import Iterable

from plazamayor.analytics.store.asking import text_of

TOTAL = "total"
OF_VISITS = (
    "hour",
    "entry",
    "exit",
    "channel",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "campaign",
    "country",
    "region",
    "device",
    "browser",
    "browser_version",
    "system",
    "language",
    "host",
)
OF_PAGES = ("page", "page_type")
UNKNOWN_COUNTS = (TOTAL, "channel", "country", "device", "browser", "browser_version", "system", "language")
"""Dimensions whose empty value (not known) is a line of its own; elsewhere it means there is none."""
OF_ACTS = ("outbound", "download", "form", "not_found", "search", "custom")
DIMENSIONS = (TOTAL, *OF_VISITS, *OF_PAGES, *OF_ACTS)


def figures(where: str, dimensions: Iterable[str] = DIMENSIONS) -> str:
    """The SQL that computes the figures of these dimensions over the visits a condition selects, by day.

    Columns: dimension, value, on_day, source, visits, visitors, page_views, events, bounces, seconds.
    `where` is made of fragments of `reports.filters` and typed parameters only; ValueError for an unknown dimension.
    """
    wanted = tuple(dict.fromkeys(dimensions))
    if unknown := set(wanted) - set(DIMENSIONS):
        raise ValueError(f"unknown dimensions: {sorted(unknown)}")
    parts = [
        _of_visits([name for name in wanted if name in OF_VISITS], total=TOTAL in wanted),
        _of_pages([name for name in wanted if name in OF_PAGES]),
        _of_acts([name for name in wanted if name in OF_ACTS]),
    ]
    text = "\nUNION ALL\n".join(part for part in parts if part).replace("/*where*/", where)
    return f"SELECT * FROM ({text}) WHERE value != '' OR dimension IN {UNKNOWN_COUNTS}"  # noqa: S608 both are ours


def _of_visits(names: list[str], *, total: bool) -> str:
    if not names and not total:
        return ""
    sets = [f"(source, on_day, {name})" for name in names] + (["(source, on_day)"] if total else [])
    text = text_of("figures__visits").replace("/*sets*/", ", ".join(sets))
    return text.replace("/*name*/", _choice(names, "'{}'", f"'{TOTAL}'")).replace("/*value*/", _choice(names, "toString({})", "''"))


def _of_pages(names: list[str]) -> str:
    if not names:
        return ""
    text = text_of("figures__pages").replace("/*sets*/", ", ".join(f"(source, on_day, {name})" for name in names))
    text = text.replace("/*visits*/", _choice(names, "countIf(nth_{} = 1)", "0"))
    text = text.replace("/*visitors*/", _choice(names, "uniqExactIf(visitor, nth_{} = 1)", "0"))
    return text.replace("/*name*/", _choice(names, "'{}'", "''")).replace("/*value*/", _choice(names, "toString({})", "''"))


def _of_acts(names: list[str]) -> str:
    if not names:
        return ""
    chosen = ", ".join(f"'{name}'" for name in names)
    return text_of("figures__acts").replace("/*where*/", f"act IN ({chosen}) AND /*where*/")


def _choice(names: list[str], pattern: str, otherwise: str) -> str:
    """A `multiIf` that tells which grouping set a row belongs to."""
    if not names:
        return otherwise
    cases = ", ".join(f"grouping({name}) = 0, {pattern.format(name)}" for name in names)
    return f"multiIf({cases}, {otherwise})"
