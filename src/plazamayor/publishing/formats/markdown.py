"""Markdown of articles as HTML that can do no harm: CommonMark with tables, then only the elements that a text needs."""

from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = frozenset("a abbr blockquote br code del em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul".split())
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
LONGEST = 200_000


def render(text: str) -> SafeString:
    """The HTML of a text; whatever else is written in it is shown as text or left out."""
    import nh3  # noqa: PLC0415 loaded by whoever draws a text

    written = _reader().render(text[:LONGEST])
    return mark_safe(  # noqa: S308 it comes out of the sanitiser
        nh3.clean(
            written, tags=set(TAGS), attributes={"a": {"href", "title"}, "ol": {"start"}}, url_schemes=set(SCHEMES), link_rel="noopener"
        )
    )


@cache
def _reader() -> "MarkdownIt":
    """Titles begin at the second level, because a page has its own first; images come from the library, described, and not from a text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 the same

    reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"]).disable(["image"])
    reader.core.ruler.push("lower_titles", _lower_titles)
    return reader


def _lower_titles(state: object) -> None:
    for token in state.tokens:  # type: ignore[attr-defined]  # the library's own state, which has no types for its rules
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, max(2, int(token.tag[1])))}"
