"""The river of a procedure: a course that narrows step by step, and what leaves it at each, let go downwards. Pure geometry.

Places are units of a drawing 1000 wide and 230 high that stretches; text is never in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plazamayor.analytics.journeys.contract import StepFigures

WIDTH, HEIGHT, TOP, DEEP = 1000.0, 230.0, 8.0, 190.0
THIN = 0.8
"""How much narrower a loss is when it falls than when it leaves."""
FALL = 34.0
LOWEST = 212.0


@dataclass(frozen=True)
class Loss:
    """What leaves at a step: its outline."""

    path: str
    lit: bool


@dataclass(frozen=True)
class Mark:
    """Where a step ends and the next begins: its place along, and how deep the river is there."""

    x: str
    y: str


@dataclass(frozen=True)
class River:
    """The drawing."""

    body: str
    losses: Sequence[Loss]
    marks: Sequence[Mark]


def river(steps: Sequence[StepFigures], lit: int = 0) -> River | None:
    """Draws the steps of a funnel; the one that the finding speaks of (from 1) is lit. None when nobody started."""
    if not steps or not steps[0].reached:
        return None
    wide, scale = WIDTH / len(steps), DEEP / steps[0].reached
    deep = [TOP + step.reached * scale for step in steps]
    kept = [TOP + (step.reached - step.left) * scale for step in steps]
    body = [f"M0 {TOP:g} H{WIDTH:g} V{kept[-1]:.1f}"]
    body += [f"H{number * wide:.1f} V{kept[number - 1]:.1f}" for number in range(len(steps) - 1, 0, -1)]
    losses = [
        Loss(_fall(number * wide, wide, kept[number], deep[number]), number + 1 == lit)
        for number, step in enumerate(steps)
        if step.left and number + 1 < len(steps)
    ]
    marks = [Mark(f"{number * wide:.1f}", f"{kept[number - 1]:.1f}") for number in range(1, len(steps))]
    return River(" ".join([*body, "H0Z"]), losses, marks)


def _fall(x: float, wide: float, upper: float, lower: float) -> str:
    """What leaves: along half of the step under the river, then down at its end, to the bottom."""
    half = (lower - upper) * THIN / 2
    end, bend = x + wide, min(lower + FALL, LOWEST)
    right, left = end + half, end - half
    return (
        f"M{x:.1f} {upper:.1f} H{x + wide / 2:.1f} C{x + 0.8 * wide:.1f} {upper:.1f} {right:.1f} {upper + 4:.1f} {right:.1f} {bend:.1f} "
        f"V{HEIGHT:g} H{left:.1f} V{bend:.1f} C{left:.1f} {lower + 8:.1f} {x + 0.76 * wide:.1f} {lower:.1f} {x + wide / 2:.1f} {lower:.1f} "
        f"H{x:.1f}Z"
    )
