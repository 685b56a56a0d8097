"""Colours are checked by computation: text at 4.5:1, controls and marks at 3:1 (WCAG 2.2, 1.4.3 and 1.4.11), in both themes."""

import re
from pathlib import Path

import pytest

from plazamayor.core import samples

TOKENS = (Path(samples.__file__).parents[1] / "static" / "css" / "tokens.css").read_text()
GROUNDS = ("ground", "ground-2", "ground-3", "raised")
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "accent-ink") for ground in GROUNDS]
TEXT += [("ink-3", ground) for ground in ("ground", "ground-2", "raised")]
TEXT += [
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-grave", "grave"),
    ("good-ink", "good-soft"),
    ("warn-ink", "warn-soft"),
]
TEXT += [("good-ink", "ground"), ("warn-ink", "ground"), ("ink", "data-fill"), ("ink", "data-hi-fill")]
MARKS = [(mark, "ground") for mark in ("edge", "accent", "good-mark", "warn-mark", "grave", "data-1", "data-2", "data-hi", "focus")]


def theme(name: str) -> dict[str, str]:
    """The colours of a theme; the first block of that name in the file."""
    block = TOKENS.split(f"/* {name} */")[1].split("/* end */")[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3.0, MARKS)], ids=["text", "marks"])
def test_contrast_is_enough(name: str, least: float, pairs: list[tuple[str, str]]) -> None:
    colours = theme(name)

    poor = {pair: round(value, 2) for pair in pairs if (value := contrast(colours[pair[0]], colours[pair[1]])) < least}

    assert poor == {}


def test_dark_is_the_same_however_it_is_chosen() -> None:
    blocks = [part.split("/* end */")[0] for part in TOKENS.split("/* dark */")[1:]]

    assert len({" ".join(block.split()) for block in blocks}) == 1
