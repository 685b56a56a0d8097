"""What the bar above a report offers: period, comparison, filters, segments, and the addresses of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.dashboard.look import COMPARISONS, CUSTOM, PERIODS, Look, read_filters, texts_of
from plazamayor.analytics.dashboard.names import DIMENSIONS, filter_name, filter_values
from plazamayor.analytics.models import Segment
from plazamayor.analytics.reports.filters import FILTERABLE
from plazamayor.core import formatting
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option of a list."""

    value: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class FilterChip:
    """A filter that is on, with the addresses that turn it round or take it away."""

    name: str
    value: str
    turn: str
    remove: str
    negated: bool


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A segment, with the address of the view through it."""

    segment: Segment
    address: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Controls:
    """The bar."""

    periods: Sequence[Choice]
    comparisons: Sequence[Choice]
    dimensions: Sequence[Choice]
    chips: Sequence[FilterChip]
    segments: Sequence[Saved]
    kept: Sequence[tuple[str, str]]
    """What the form of the period has to carry along."""
    kept_for_filter: Sequence[tuple[str, str]]
    """What the form of filters and days has to carry along."""
    texts: Sequence[str]
    """The filters as addresses write them."""
    cleared: str
    first: str
    last: str
    today: str
    may_manage: bool
    may_declare: bool
    may_export: bool
    may_share: bool
    may_import: bool


def controls(asked: Asked, member: Membership) -> Controls:
    """Everything the bar needs."""
    look = asked.look
    return Controls(
        periods=_periods(asked),
        comparisons=[Choice(value=key, label=_compared(asked, key), chosen=key == look.compare) for key in COMPARISONS],
        dimensions=_dimensions(asked),
        chips=[_chip(asked, index) for index in range(len(look.filters))],
        segments=_segments(asked) if asked.permit.crossing else [],
        kept=[(name, value) for name, value in look.pairs() if name not in {"period", "compare", "from", "to"}],
        kept_for_filter=look.pairs(),
        texts=[text for each in look.filters for text in texts_of(each)],
        cleared=f"{asked.base}{replace(look, filters=()).address}",
        first=asked.period.first.isoformat(),
        last=asked.period.last.isoformat(),
        today=asked.today.isoformat(),
        may_manage=may(member, Permission.MANAGE_SITES),
        may_declare=may(member, Permission.DECLARE_BASIS),
        may_export=may(member, Permission.EXPORT_DATA),
        may_share=may(member, Permission.SHARE_MEASURES),
        may_import=may(member, Permission.IMPORT_DATA),
    )


def _periods(asked: Asked) -> list[Choice]:
    """The named periods; the one chosen says its days."""
    days = asked.period
    now = formatting.period(days.first, days.last, days=True)
    found = [
        Choice(value=key, label=now if key == asked.look.period else label, chosen=key == asked.look.period)
        for key, label in PERIODS.items()
    ]
    return [Choice(value=CUSTOM, label=now, chosen=True), *found] if asked.look.period == CUSTOM else found


def _compared(asked: Asked, key: str) -> Text:
    """What a period may be compared with; the one before says how long it is."""
    if key != "previous":
        return COMPARISONS[key]
    count = asked.period.length
    return ngettext("the day before", "the %(n)s days before", count) % {"n": formatting.number(count)}


def _dimensions(asked: Asked) -> list[Choice]:
    if not asked.permit.crossing:
        return []
    named = [name for name in DIMENSIONS if name in FILTERABLE]
    return [Choice(value=name, label=_unmistakable(name)) for name in named]


def _unmistakable(name: str) -> Text:
    """A dimension's name where no panel gives it context."""
    return {"page": _("Page (exact address)"), "search": _("Searched words"), "custom": _("Own event")}.get(name, DIMENSIONS[name].head)


def _chip(asked: Asked, index: int) -> FilterChip:
    look: Look = asked.look
    each = look.filters[index]
    return FilterChip(
        name=filter_name(each),
        value=filter_values(each),
        turn=f"{asked.base}{look.turned(each).address}",
        remove=f"{asked.base}{look.without(each).address}",
        negated=each.negated,
    )


def _segments(asked: Asked) -> list[Saved]:
    found = []
    for segment in asked.site.segments.all():
        filters = read_filters(segment.filters)
        address = f"{asked.base}{replace(asked.look, filters=filters).address}"
        found.append(Saved(segment=segment, address=address, chosen=filters == asked.look.filters))
    return found
