"""Template tags of the interface. They are built in: templates use them without loading anything."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_outline

register = template.Library()

# Shapes of our own, on the grid and with the stroke of heroicons.
OWN = {"arch": ("M3.5 21V11.5a8.5 8.5 0 0 1 17 0V21", "M8.5 21v-9a3.5 3.5 0 0 1 7 0v9")}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """Draws an icon by its heroicons name or ours (`arch`), hidden from screen readers; `size` is empty or `s`."""
    css = f"icon icon--{size}" if size else "icon"
    if name not in OWN:
        return SafeString(heroicon_outline(name, size=None, **{"class": css, "aria_hidden": "true", "stroke_linecap": "round"}))
    first, second = OWN[name]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/><path d="{}"/></svg>',
        css,
        first,
        second,
    )


@register.simple_block_tag
def trimmed(content: str) -> str:
    """Gives what is inside without the space around it; with `as name`, keeps it in a variable."""
    return SafeString(content.strip())


@register.filter
def inside(area: str, verb: str) -> bool:
    """Tells whether an area of the console is a verb or belongs to it."""
    return area == verb or area.startswith(f"{verb}.")
