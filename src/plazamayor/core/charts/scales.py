"""Scales: from a figure to its place."""

from math import ceil, floor, isfinite, log10

NICE = (1, 2, 2.5, 5, 10)


def share(part: float, whole: float) -> str:
    """A part of a whole as a percentage between 0 and 100, for an attribute of SVG: `64%`."""
    ratio = part / whole if whole > 0 else 0.0
    return f"{short(100 * min(max(ratio, 0.0), 1.0))}%"


def short(value: float, places: int = 2) -> str:
    """A figure for an attribute of SVG: a dot, few decimals, no trailing zeros, whatever the language."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def nice_step(top: float, count: int = 3, *, whole: bool = True) -> float:
    """The least round step (1, 2, 2.5 or 5 times a power of ten) with which `count` steps reach `top`."""
    if not isfinite(top) or top <= 0:
        return 1.0
    rough = top / count
    power = 10.0 ** floor(log10(rough))
    step = next((nice * power for nice in NICE if nice * power >= rough * (1 - 1e-9)), 10 * power)
    return max(1.0, ceil(step)) if whole else step


def ticks(top: float, count: int = 3, *, whole: bool = True) -> list[float]:
    """Round figures from zero to the first that is not below `top`; whole ones when what is counted cannot be divided."""
    step = nice_step(top, count, whole=whole)
    steps = max(1, ceil(top / step - 1e-9)) if isfinite(top) and top > 0 else 1
    return [index * step for index in range(steps + 1)]
