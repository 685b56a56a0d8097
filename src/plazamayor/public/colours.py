"""Colours that can be read: the contrast of WCAG 2.2 (1.4.3), and the nearest tone of a colour that reaches it. Pure."""

import colorsys
from dataclasses import dataclass

LIGHT, DARK = "#fffefc", "#1b1714"
"""The grounds on which an administration's colour is written."""
ENOUGH = 4.5
STEP = 0.01
KNEE = 0.04045
"""Below which a part of a colour is in proportion to its light (IEC 61966-2-1)."""
WHITE = "#ffffff"


@dataclass(frozen=True)
class Shades:
    """A colour as it is used on a ground: what acts, the same pressed, links, its soft ground, and what is written on it."""

    accent: str
    strong: str
    ink: str
    soft: str
    on: str


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable(colour: str) -> bool:
    """Whether white can be read on a colour, and the colour on the light ground."""
    return contrast(colour, WHITE) >= ENOUGH and contrast(colour, LIGHT) >= ENOUGH


def readable(colour: str, ground: str = LIGHT, least: float = ENOUGH) -> str:
    """The colour itself, or its nearest tone that can be read on a ground: darker on a light one, lighter on a dark one."""
    hue, lightness, saturation = _split(colour)
    step = -STEP if _luminance(ground) > 0.5 else STEP  # noqa: PLR2004 the middle
    for _step in range(round(1 / STEP)):
        if contrast(colour, ground) >= least:
            break
        lightness = min(1.0, max(0.0, lightness + step))
        colour = _joined(hue, lightness, saturation)
    return colour


def shades(colour: str, *, dark: bool) -> Shades:
    """How a colour is used on the light ground, or on the dark one."""
    ground = DARK if dark else LIGHT
    accent = readable(colour, ground, ENOUGH if not dark else 5.5)
    hue, lightness, saturation = _split(accent)
    strong = _joined(hue, lightness + (0.08 if dark else -0.08), saturation)
    soft = _joined(hue, 0.16 if dark else 0.95, min(saturation, 0.45))
    ink = readable(readable(accent, soft), ground)
    on = WHITE if contrast(accent, WHITE) >= ENOUGH else "#1b1714"
    return Shades(accent, strong, ink, soft, on)


def _split(colour: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))


def _joined(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, lightness)), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    text = colour.removeprefix("#")
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= KNEE else ((part + 0.055) / 1.055) ** 2.4
