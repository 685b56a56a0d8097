"""Template tags of the interface. They are built in: templates use them without loading anything."""

from collections.abc import Iterator
from functools import lru_cache

from django import template
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from heroicons.templatetags.heroicons import heroicon_outline

from plazamayor.core import formatting

register = template.Library()

for write in (
    formatting.number,
    formatting.percent,
    formatting.hundred,
    formatting.points,
    formatting.duration,
    formatting.size,
    formatting.quantity,
    formatting.people,
    formatting.few,
    formatting.euros,
    formatting.day,
    formatting.long_day,
    formatting.moment,
):
    register.filter(write.__name__, write)

register.filter("until", formatting.period)

# Shapes of our own, on the grid and with the stroke of heroicons.
OWN = {"arch": ("M3.5 21V11.5a8.5 8.5 0 0 1 17 0V21", "M8.5 21v-9a3.5 3.5 0 0 1 7 0v9")}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """Draws an icon by its heroicons name or ours (`arch`), hidden from screen readers; `size` is empty or `s`."""
    css = f"icon icon--{size}" if size else "icon"
    if name not in OWN:
        return SafeString(heroicon_outline(name, size=None, **{"class": css, "aria_hidden": "true"}))
    paths = format_html_join("", '<path d="{}"/>', ((path,) for path in OWN[name]))
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>', css, paths
    )


ARROWS = {"up": ("M6 10V2M2.5 5.5 6 2l3.5 3.5", gettext_lazy("rises")), "down": ("M6 2v8M2.5 6.5 6 10l3.5-3.5", gettext_lazy("falls"))}


@register.simple_tag
def arrow(direction: str) -> SafeString:
    """Draws where a figure goes (`up` or `down`), with the word for those who do not see it; nothing when it stays."""
    if direction not in ARROWS:
        return SafeString("")
    return format_html(
        '<svg class="arrow" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg><span class="visually-hidden">{} </span>',
        *ARROWS[direction],
    )


@register.simple_block_tag
def trimmed(content: str) -> SafeString:
    """Gives what is inside without the space around it; with `as name`, keeps it in a variable."""
    return SafeString(content.strip())


@register.simple_block_tag
def notice(content: str, kind: str = "", picture: str = "") -> str:
    """Draws a message about what is going on: `kind` is empty, `good`, `warn` or `grave`, and chooses the icon."""
    pictures = {"": "information-circle", "good": "check-circle", "warn": "exclamation-triangle", "grave": "no-symbol"}
    return render_to_string("ui/notice.html", {"content": SafeString(content.strip()), "kind": kind, "picture": picture or pictures[kind]})


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> str:
    """Draws a native dialog. What opens it is a link with `data-dialog="id"` whose address asks the same without scripts."""
    return render_to_string("ui/dialog.html", {"content": SafeString(content.strip()), "id": id, "title": title})


@register.filter
def inside(area: str, verb: str) -> bool:
    """Tells whether an area of the console is a verb or belongs to it."""
    return area == verb or area.startswith(f"{verb}.")


@register.filter
def elided(paginator: Paginator[object], number: int) -> Iterator[int | str]:
    """The numbers of the pages worth a link, with dots between them."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
