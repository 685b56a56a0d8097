"""Writes `docs/demo-truth.md`: the causes of abandonment planted in the demonstration town, as the code plants them."""

import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plazamayor.demo.eoffice.expecting import Expected
    from plazamayor.demo.eoffice.shape import Blueprint

PAGE = Path(__file__).parent.parent / "docs" / "demo-truth.md"
END = date(2026, 11, 19)
PERIODS = {"four weeks": 28, "a year": 365}
OPENING = f"""\
# What is planted in the demonstration town

Made by `python tools/demo_truth.py` from `plazamayor.demo.eoffice`; a test compares the two. Villaclara del Mar does not exist: its
procedures, the SIA codes of these (all begin with 9999, which is given to nobody), its attempts, answers and counts are generated.

Attempts are drawn one by one in the engine: device, browser, language, channel, hour and page of entry first, then, step after step,
whether somebody leaves. Everybody leaves a step with the probability of its table. Whoever has the values of a cause leaves that step
with so many points more, sees an error more often (35 points) and takes longer there (1.6 times). **Nothing else makes one leave more
than another**: whatever else the friction finder tells of a generated town is chance, and at most one telling in twenty should be.

People are expected numbers, of a year that ends on {END:%d %B %Y}; any town differs from them by chance, and by the season in which
its year ends. *Reach*: those with the values of the cause who reach its step. *Leave*: those of them who leave there. *Lost*: of these,
the ones who would have gone on. The finder is asked to find a cause that reaches at least 200 visits with at least 8 points in the days
looked at; those that reach fewer it may find or not.

To check it: `python -m bench.friction_town --scale full` makes 200 towns from their events up, with these causes, with none, and with
others drawn at random, and counts what the finder tells; `tests/demo/test_friction.py` does it for one. `python -m bench.friction` tries
200 towns of counts, with more sorts of causes.

Measured end to end with 84 days of each of 200 towns (seeds 100 to 299, `--kinds nothing drawn`): of 1,357 causes drawn of 8 to 25 points
that reached 200 visits, 1,238 were told (recall 0.91); of 1,310 groups told, 40 were no cause (precision 0.97); with nothing planted
something was told of 6 of the 200 towns, in 6 of their 1,600 procedures. The whole takes about an hour of one core.

## All that is planted

"""
CHANGES = """
## Changes

The town hall marked these changes. A change with a step changed what everybody loses there; the rest had no effect on anybody.

"""
ANSWERS = """
## What citizens answer

Of those who leave and are asked, those whom a cause made leave answer twice as often and give its reason; the rest give any of those
usual at that step. So the reason of each cause stands out at its step, and nowhere else.

"""


def page() -> str:
    """The text of the page."""
    from plazamayor.demo.eoffice.eight import EIGHT

    lines = [OPENING, *_table(_planted(EIGHT)), *_procedures(EIGHT), CHANGES, *_table(_changes(EIGHT)), ANSWERS, *_table(_reasons(EIGHT))]
    return "".join(lines)


def _planted(procedures: Iterable["Blueprint"]) -> Iterator[list[str]]:
    yield ["Procedure", "Step", "Who", "Points", *(f"{what}, {period}" for period in PERIODS for what in ("Reach", "Leave", "Lost")), "Why"]
    for procedure in procedures:
        found = [_expected(procedure, days) for days in PERIODS.values()]
        for planted in procedure.planted:
            cause = planted.cause
            people = [each.suffered[cause] for each in found]
            figures = [f"{figure:,.0f}" for each in people for figure in (each.reached, each.left, each.lost)]
            who = " and ".join(f"{name} `{value}`" for name, value in cause.where)
            step = f"{cause.step}. {procedure.stages[cause.step - 1].name}"
            yield [procedure.name, step, who, f"{100 * cause.points:.0f}", *figures, planted.why]
        if not procedure.planted:
            yield [procedure.name, "none", *[""] * (3 + 3 * len(PERIODS))]


def _procedures(procedures: Iterable["Blueprint"]) -> Iterator[str]:
    for procedure in procedures:
        found = _expected(procedure, PERIODS["a year"])
        yield f"\n## {procedure.name}\n\n`{procedure.code}`, SIA {procedure.sia}, {procedure.kind}, at {procedure.site}.\n\n"
        yield from _table(_steps(procedure, found))


def _steps(procedure: "Blueprint", found: "Expected") -> Iterator[list[str]]:
    yield ["Step", "Recognised by", "Everybody leaves", "Reach, a year", "Leave, a year", "Usual seconds", "See an error", "Ask for help"]
    from plazamayor.demo.eoffice.making import mark_of

    for number, stage in enumerate(procedure.stages, start=1):
        told = {1: "page", 2: "event", 3: "call of the server"}[stage.told]
        yield [
            f"{number}. {stage.name}",
            f"{told} `{mark_of(procedure, number)}`",
            f"{100 * stage.loses:.1f} %",
            f"{found.reached[number - 1]:,.0f}",
            f"{found.left[number - 1]:,.0f}",
            str(stage.seconds),
            f"{100 * stage.errors:.0f} %",
            f"{100 * stage.helps:.0f} %",
        ]


def _changes(procedures: Iterable["Blueprint"]) -> Iterator[list[str]]:
    from plazamayor.demo.eoffice.shape import OPENING

    yield ["Procedure", "Days before the year ends", "What changed", "Effect"]
    for procedure in procedures:
        for turn in procedure.turns:
            stage = procedure.stages[turn.step - 1]
            effect = f"step {turn.step}: from {100 * turn.before:.0f} % to {100 * stage.loses:.0f} %" if turn.step else "none"
            ago = "the first day of the campaign" if turn.ago == OPENING else str(turn.ago)
            yield [procedure.name, ago, turn.text, effect]


def _reasons(procedures: Iterable["Blueprint"]) -> Iterator[list[str]]:
    yield ["Procedure", "Step", "Reason of those whom the cause made leave"]
    for procedure in procedures:
        for planted in procedure.planted:
            yield [procedure.name, str(planted.cause.step), f"`{planted.reason}`"]


def _expected(procedure: "Blueprint", days: int) -> "Expected":
    from plazamayor.demo.eoffice.expecting import expected
    from plazamayor.demo.eoffice.planning import Agenda
    from plazamayor.demo.traffic.making import SEED
    from plazamayor.demo.traffic.season import Season
    from plazamayor.demo.traffic.story import Story

    return expected(Agenda(procedure, Season(Story(END), seed=SEED)), [END - timedelta(days=back) for back in range(days)])


def _table(rows: Iterator[list[str]]) -> Iterator[str]:
    head = next(rows)
    yield f"| {' | '.join(head)} |\n| {' | '.join('---' for _ in head)} |\n"
    for row in rows:
        yield f"| {' | '.join(row)} |\n"


def main() -> None:
    """Writes the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
