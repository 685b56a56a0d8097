"""The page of a day: what concerns us of the gazettes, the act that is chosen, and what was left out."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.bulletins.matching import Motive
from plazamayor.bulletins.models import FoundTerm, Item
from plazamayor.bulletins.queries import MOTIVES, Day, Line, day_of, day_shown, left_out, lines_of, matches_of, subscriptions_of
from plazamayor.bulletins.terms.dating import calendar_of, dated
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

SHOWN = 200
Keep = Callable[[Line], bool]
COLUMNS = (
    "gazette",
    "number",
    "day",
    "identifier",
    "title",
    "department",
    "kind",
    "why",
    "units",
    "last_day",
    "confirmed",
    "state",
    "official",
    "pdf",
)


@require_safe
@console(Permission.SEE_PUBLISHING)
def show(request: HttpRequest, member: Membership) -> HttpResponse:
    """What concerns us of a day, with the filters and the act of the address."""
    found = day_of(member.organisation, _day(request), timezone.now())
    chosen = {name: request.GET.get(name, "") for name in ("unit", "kind", "source", "term")}
    lines = [line for line in found.lines if _fits(line, chosen)]
    shown = {
        "found": found,
        "lines": lines,
        "chosen": chosen,
        "kept": "&".join(f"{name}={value}" for name, value in chosen.items() if value and name not in ("source", "term")),
        "units": sorted({unit for line in found.lines for unit in line.units}),
        "kinds": sorted({(line.item.kind, line.item.get_kind_display()) for line in found.lines}, key=lambda pair: pair[1]),
        "by_source": _by_source(found),
        "with_term": sum(line.term is not None for line in found.lines),
        "detail": _detail(request, member, lines),
        "following": subscriptions_of(member.organisation).filter(active=True).count(),
        "may_follow": may(member, Permission.FOLLOW_BULLETINS),
        "may_write": may(member, Permission.WRITE_PIECES),
    }
    return render(request, "bulletins/day.html", shown)


@require_safe
@console(Permission.SEE_PUBLISHING)
def left(request: HttpRequest, member: Membership) -> HttpResponse:
    """The acts of a day that were left out for a motive; those that name people are not listed."""
    day, _today = day_shown(member.organisation, _day(request), timezone.now())
    motive = request.GET.get("motive", Motive.NEAR)
    if motive not in MOTIVES or motive == Motive.PEOPLE:
        raise Http404
    items = [item for found, item in left_out(member.organisation, day) if found == motive]
    shown = {
        "day": day,
        "motive": MOTIVES[Motive(motive)],
        "items": items[:SHOWN],
        "count": len(items),
        "may_follow": may(member, Permission.FOLLOW_BULLETINS),
    }
    return render(request, "bulletins/left.html", shown)


@require_safe
@console(Permission.EXPORT_DATA)
def export(request: HttpRequest, member: Membership, form: str) -> HttpResponse:
    """The acts of a day that concern us, as CSV or JSON."""
    day, _today = day_shown(member.organisation, _day(request), timezone.now())
    rows = [_row(line) for line in lines_of(matches_of(member.organisation, day))]
    if form == "json":
        response = HttpResponse(
            json.dumps({"day": day.isoformat(), "acts": rows}, ensure_ascii=False, indent=2), content_type="application/json"
        )
    elif form == "csv":
        response = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="gazettes-{member.organisation.code}-{day:%Y-%m-%d}.{form}"'
    return response


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _fits(line: Line, chosen: dict[str, str]) -> bool:
    return (
        chosen["unit"] in ("", *line.units)
        and chosen["kind"] in ("", line.item.kind)
        and chosen["source"] in ("", str(line.source.pk))
        and (not chosen["term"] or line.term is not None)
    )


def _by_source(found: Day) -> list[tuple[str, str, str, int]]:
    counts = Counter((str(line.source.pk), line.source.short_name, line.source.name) for line in found.lines)
    return [(*known, count) for known, count in sorted(counts.items(), key=lambda pair: pair[0][1])]


def _detail(request: HttpRequest, member: Membership, lines: list[Line]) -> dict[str, Any] | None:
    """The act at the right: the one asked for, else the first."""
    wanted = request.GET.get("act", "")
    line = next((each for each in lines if str(each.match.pk) == wanted), lines[0] if lines else None)
    if line is None:
        return None
    shown = next((term for term in line.match.terms.all() if str(term.pk) == request.GET.get("of", "")), line.term)
    calendar = calendar_of(member.organisation)
    counted = dated(shown.rule, line.item.issue.day, calendar) if shown and shown.rule.get("unit") else None
    others = [term for term in line.match.terms.all() if shown is None or term.pk != shown.pk]
    return {
        "line": line,
        "term": shown,
        "quote": _quoted(shown) if shown else None,
        "dated": counted,
        "others": others,
        "of_citizens": Item.objects.filter(pk=line.item.pk, text_read=None).exists(),
    }


def _quoted(term: FoundTerm) -> tuple[str, str, str]:
    """The sentence of a term in three: before it, the term, and after it."""
    start, end = term.rule.get("start", 0), term.rule.get("end", 0)
    return term.quote[:start], term.quote[start:end], term.quote[end:]


def _row(line: Line) -> dict[str, str]:
    item = line.item
    told = (
        line.source.short_name,
        item.issue.number,
        item.issue.day.isoformat(),
        item.identifier,
        item.title,
        item.department,
        item.get_kind_display(),
        "; ".join(line.reasons),
        "; ".join(line.units),
        line.last.isoformat() if line.last else "",
        "yes" if line.term and line.term.confirmed else "",
        line.match.state,
        item.address,
        item.pdf,
    )
    return dict(zip(COLUMNS, map(str, told), strict=True))


def _csv(rows: list[dict[str, str]]) -> str:
    made = io.StringIO()
    made.write("\ufeff")
    writer = csv.DictWriter(made, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return made.getvalue()


def _harmless(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
