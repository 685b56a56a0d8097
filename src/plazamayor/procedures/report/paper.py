"""The page for the director: a month of a procedure on one sheet, the finding first."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.core import formatting
from plazamayor.core.findings import Finding
from plazamayor.procedures.report.changes import ChangeLine
from plazamayor.procedures.report.page import Page, how_counted
from plazamayor.procedures.report.sheet import (
    ACCENT,
    HIGH,
    INK,
    LINE,
    MARGIN,
    QUIET,
    SANS,
    SERIF,
    SOFT,
    STONE,
    STONE_2,
    WIDE,
    Places,
    Sheet,
)
from plazamayor.procedures.report.steps import StepRow

MOST_CHANGES, MOST_FRICTIONS = 3, 3
GAP = 6.0
WIDE_STEPS = 8
"""Steps with which each has room for its words; with more they are written smaller."""
DEEP, FALL = 34.0, 12.0
"""How deep the river is where it begins, and how far what leaves it falls."""


def paper(page: Page) -> bytes:
    """The sheet, as a PDF."""
    procedure, days = page.procedure, page.view.period
    name = formatting.month(days.first)
    sheet = Sheet(f"{procedure.name}, {name}", translation.get_language() or settings.LANGUAGE_CODE)
    sheet.set_creation_date(page.now)
    sheet.set_author(procedure.organisation.name)
    y = _head(sheet, page, name)
    if page.funnel.started:
        y = _finding(sheet, page.finding, y)
        y = _river(sheet, page, y + GAP)
    else:
        y = _nobody(sheet, y)
    y = _measures(sheet, page, y + GAP)
    _columns(sheet, page, y + GAP)
    _foot(sheet, page)
    return bytes(sheet.output())


def _head(sheet: Sheet, page: Page, month: str) -> float:
    procedure = page.procedure
    line = sheet.voice(SANS, 9, colour=QUIET)
    y = sheet.say("P", f"{procedure.organisation.name} · {month}", at=(MARGIN, 15), wide=sheet.inner, line=line)
    line = sheet.voice(SERIF, 22)
    y = sheet.say("H1", procedure.name, at=(MARGIN, y + 0.5), wide=sheet.inner, line=line)
    line = sheet.voice(SANS, 9, colour=SOFT)
    parts = [
        str(procedure.get_kind_display()).capitalize(),
        f"SIA {procedure.sia_code}" if procedure.sia_code else "",
        str(procedure.unit or ""),
    ]
    if procedure.owner:
        parts.append(_("answered for by %(name)s") % {"name": procedure.owner})
    y = sheet.say("P", " · ".join(part for part in parts if part), at=(MARGIN, y), wide=sheet.inner, line=line)
    sheet.rule(y + 2.5, thick=0.5)
    return y + 6


def _finding(sheet: Sheet, finding: Finding, y: float) -> float:
    line = sheet.voice(SANS, 9, bold=True, colour=ACCENT)
    y = sheet.say("H2", str(finding.kicker), at=(MARGIN, y), wide=sheet.inner, line=line)
    line = sheet.voice(SERIF, 15)
    y = sheet.say("P", str(finding.claim), at=(MARGIN, y + 0.5), wide=sheet.inner * 0.92, line=line) + 2.5
    told = [(_("How much"), str(finding.how_much)), (_("How sure"), _sure(finding))]
    told += [(_("What is missing"), str(finding.missing))] if finding.missing else []
    told += [(_("What to look at"), str(finding.look_at))] if finding.look_at else []
    return _beside(sheet, [(head, [text]) for head, text in told if text][:3], y)


def _sure(finding: Finding) -> str:
    return f"{finding.certainty.label}: {finding.certainty_reason}" if finding.certainty_reason else str(finding.certainty.label)


def _beside(sheet: Sheet, told: Sequence[tuple[str, Sequence[str]]], y: float) -> float:
    """Texts side by side, each under its heading and a line; gives the place under the longest."""
    wide = (sheet.inner - GAP * (len(told) - 1)) / len(told)
    lowest = y
    for place, (head, texts) in enumerate(told):
        x = MARGIN + place * (wide + GAP)
        sheet.rule(y, x=x, wide=wide, colour=LINE)
        line = sheet.voice(SANS, 9, colour=QUIET)
        under = sheet.say("H2", head, at=(x, y + 1.5), wide=wide, line=line)
        for text in texts:
            line = sheet.voice(SANS, 9)
            under = sheet.say("P", text, at=(x, under + 0.3), wide=wide, line=line)
        lowest = max(lowest, under)
    return lowest


def _nobody(sheet: Sheet, y: float) -> float:
    line = sheet.voice(SERIF, 15)
    return sheet.say("P", _("Nobody was seen at the first step in this month."), at=(MARGIN, y), wide=sheet.inner, line=line)


def _title(sheet: Sheet, text: str, y: float) -> float:
    sheet.rule(y, thick=0.5)
    line = sheet.voice(SANS, 10.5, bold=True)
    return sheet.say("H2", text, at=(MARGIN, y + 1.8), wide=sheet.inner, line=line)


def _river(sheet: Sheet, page: Page, y: float) -> float:
    y = _title(sheet, _("From starting to finishing, step by step"), y) + 1
    wide = sheet.inner / len(page.rows)
    named = max(_name_height(sheet, row, wide) for row in page.rows)
    for place, row in enumerate(page.rows):
        _step(sheet, row, MARGIN + place * wide, wide, (y, y + named))
    top = y + named + 8
    with sheet.drawn():
        _course(sheet, page.rows, top, wide)
    for place, row in enumerate(page.rows[:-1]):
        if row.figures.left:
            line = sheet.voice(SANS, 8.5, bold=row.lit, colour=ACCENT if row.lit else SOFT)
            told = {"n": formatting.number(row.figures.left), "share": formatting.percent(row.share)}
            text = _("%(n)s leave, %(share)s") % told if len(page.rows) <= WIDE_STEPS else f"{formatting.MINUS}{told['n']}"
            sheet.say("P", text, at=(MARGIN + place * wide + wide / 2, top + DEEP + FALL + 0.5), wide=wide, line=line, align="C")
    return top + DEEP + FALL + 5


def _small(wide: float) -> float:
    """How big a step is written where it is so many millimetres wide."""
    return 8.5 if wide * WIDE_STEPS >= WIDE - 2 * MARGIN else 5.5


def _named(row: StepRow) -> str:
    return f"{row.number} {row.name}"


def _name_height(sheet: Sheet, row: StepRow, wide: float) -> float:
    line = sheet.voice(SANS, _small(wide))
    return len(sheet.multi_cell(wide - 2, line, _named(row), dry_run=True, output="LINES")) * line  # type: ignore[arg-type]  # lines, as asked


def _step(sheet: Sheet, row: StepRow, x: float, wide: float, places: tuple[float, float]) -> None:
    line = sheet.voice(SANS, _small(wide), colour=SOFT)
    sheet.say("P", _named(row), at=(x + 1, places[0]), wide=wide - 2, line=line)
    line = sheet.voice(SANS, _small(wide) * 1.5, bold=True)
    sheet.say("P", formatting.number(row.figures.reached), at=(x + 1, places[1]), wide=wide - 2, line=line)


def _course(sheet: Sheet, rows: Sequence[StepRow], top: float, wide: float) -> None:
    """The river: a body that narrows, and at each step what leaves it, let go downwards."""
    scale = DEEP / rows[0].figures.reached
    for place, row in enumerate(rows):
        x, kept = MARGIN + place * wide, top + (row.figures.reached - row.figures.left) * scale
        sheet.shape(((x, top), (x + wide, top), (x + wide, kept), (x, kept)), STONE)
        if row.figures.left and not row.last:
            sheet.shape(_falling(x, wide, kept, top + row.figures.reached * scale, top + DEEP + FALL), ACCENT if row.lit else STONE_2)
    sheet.set_draw_color(255, 255, 255)
    sheet.set_line_width(0.4)
    for place in range(1, len(rows)):
        before = rows[place - 1].figures
        sheet.line(MARGIN + place * wide, top, MARGIN + place * wide, top + (before.reached - before.left) * scale)


def _falling(x: float, wide: float, upper: float, lower: float, bottom: float) -> Places:
    """The outline of what leaves: along the step under the river, then down where it ends."""
    half, end = (lower - upper) * 0.4, x + wide
    steps = [place / 8 for place in range(9)]
    bend = [(x + wide * 0.55 + (end + half - x - wide * 0.55) * (1 - (1 - t) ** 2), upper + (bottom - upper) * t**2) for t in steps]
    back = [(x + wide * 0.5 + (end - half - x - wide * 0.5) * (1 - (1 - t) ** 2), lower + (bottom - lower) * t**2) for t in reversed(steps)]
    return [(x, upper), *bend, *back, (x, lower)]


def _measures(sheet: Sheet, page: Page, y: float) -> float:
    y = _title(sheet, _("The four measures"), y) + 1.5
    wide = (sheet.inner - GAP * 3) / 4
    lowest = y
    for place, row in enumerate(page.channels.measures):
        x = MARGIN + place * (wide + GAP)
        line = sheet.voice(SANS, 9, colour=QUIET)
        under = sheet.say("P", str(row.indicator.name), at=(x, y), wide=wide, line=line)
        line = sheet.voice(SANS, 15, bold=True, colour=INK if row.known else QUIET)
        under = sheet.say("P", row.value if row.known else _("not known"), at=(x, under), wide=wide, line=line)
        line = sheet.voice(SANS, 8, colour=SOFT)
        under = sheet.say("P", row.between or _short(row.notes), at=(x, under), wide=wide, line=line) if row.between or row.notes else under
        lowest = max(lowest, under)
    return lowest


def _short(text: str, most: int = 110) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def _columns(sheet: Sheet, page: Page, y: float) -> float:
    changes = [_change(line) for line in page.changes if line.day <= page.view.period.last][:MOST_CHANGES]
    frictions = [f"{row.text}: {row.people}, {row.friction.certainty.label}." for row in page.friction_rows[:MOST_FRICTIONS]]
    told = [
        (
            _("What explains it, by citizens lost"),
            frictions or [_("No group leaves any step more than the rest beyond what chance explains.")],
        ),
        (_("What changed"), [*_moved(page), *changes] or [_("Nothing was marked as changed.")]),
    ]
    return _beside(sheet, told, y)


def _moved(page: Page) -> list[str]:
    before = page.told.comparable
    if before is None or page.funnel.completion is None:
        return []
    told = {"now": formatting.percent(page.funnel.completion), "before": formatting.percent(before.completion)}
    return [_("Completion: %(now)s; the month before, %(before)s.") % told]


def _change(line: ChangeLine) -> str:
    told = f"{formatting.day(line.day)}: {line.text}."
    return f"{told} {line.said}: {line.state}." if line.said else told


def _foot(sheet: Sheet, page: Page) -> None:
    sheet.rule(HIGH - 24, colour=LINE)
    line = sheet.voice(SANS, 7.5, colour=QUIET)
    tested = page.frictions.tested
    text = [
        _("Each attempt counts as a person (%(how)s); nobody is recognised from one day to another.")
        % {"how": how_counted(page.procedure)},
        ngettext(
            "%(n)s combination tested; at most 1 in 20 findings would be false.",
            "%(n)s combinations tested; at most 1 in 20 findings would be false.",
            tested,
        )
        % {"n": formatting.number(tested)},
        _("Before and after a change is no experiment: other things may have changed at the same time."),
        _("Intervals hold 95 of each 100 times. Made by Plaza Mayor on %(day)s.") % {"day": formatting.day(page.now.date())},
    ]
    sheet.say("P", " ".join(text), at=(MARGIN, HIGH - 22), wide=WIDE - 2 * MARGIN, line=line)
