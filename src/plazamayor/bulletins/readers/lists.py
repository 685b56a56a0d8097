"""Gazettes that only have a page with a list: a small recipe says where each thing is.

    {"address": "https://bop.example.es/anuncios?fecha={day:%d/%m/%Y}", "row": "table.anuncios tr", "title": "td.titulo",
     "link": "td.titulo a @href", "department": "td:nth-child(1)", "day": "td.fecha", "identifier": "td.numero"}

`row` and `title` are needed; the rest may be missing. `announced` and `number` are looked for in the whole page.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.bulletins.readers.contract import Options, Page, ReadIssue, ReadItem, Unreadable
from plazamayor.bulletins.readers.dates import day_in
from plazamayor.bulletins.readers.identity import by_day, identifier_of, mark_of
from plazamayor.bulletins.readers.markup import Node, Selector, page_of

OF_A_ROW: Final = ("title", "link", "identifier", "department", "section", "heading", "day", "pdf")
OF_THE_PAGE: Final = ("number", "announced", "page_day")
META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
LONGEST = 2000


class Lists:
    """Lists of acts in a page. When its address has a place for the day, it can be asked about any."""

    key = "list"
    label = gettext_lazy("A list in a page")
    by_day = False

    def address(self, options: Options, day: date) -> str:
        """The address of the list, of that day if it says so; raises Unreadable when it is badly written."""
        try:
            return str(options.get("address", "")).format(day=day)
        except (ValueError, LookupError, AttributeError) as error:
            raise Unreadable(_("The address may only have {day:%%d/%%m/%%Y} in braces, or the like.")) from error

    def read(self, page: Page, options: Options) -> list[ReadIssue]:
        """The acts of the list by day; raises Unreadable when it has no row of those."""
        tree = page_of(text_of(page))
        rows = list(_selector(options, "row").all(tree))
        whole = {name: _value(tree, options, name) for name in OF_THE_PAGE}
        day = day_in(whole["page_day"]) or page.day
        issues = by_day((found, item) for row in rows for found, item in _acts(row, options, page, day))
        if not issues:
            raise Unreadable(_("In the page there is nothing like %(row)s with a title.") % {"row": options.get("row", "")})
        return _numbered(issues, whole)


def text_of(page: Page) -> str:
    """The text of a page, in the encoding its header or its own head say; UTF-8 or Windows' otherwise."""
    declared = META.search(page.body[:4096])
    for charset in (page.charset, declared[1].decode() if declared else "", "utf-8"):
        try:
            return page.body.decode(charset) if charset else _never()
        except (LookupError, UnicodeDecodeError):
            continue
    return page.body.decode("cp1252", "replace")


def _never() -> str:
    raise LookupError


def check(options: Options) -> list[str]:
    """What is wrong in a recipe, a sentence each."""
    said = [_("It must say where rows and titles are.")] if not (options.get("row") and options.get("title")) else []
    for name in ("row", *OF_A_ROW, *OF_THE_PAGE):
        try:
            _selector(options, name)
        except Unreadable as error:
            said.append(str(error))
    return said


def _selector(options: Options, name: str) -> Selector:
    written = str(options.get(name) or "*").partition("@")[0].strip() or "*"
    try:
        return Selector.of(written)
    except ValueError as error:
        raise Unreadable(_("“%(selector)s” is not understood as a selector.") % {"selector": written}) from error


def _value(under: Node, options: Options, name: str) -> str:
    """What a part of the recipe finds: the text of an element, or one of its attributes after `@`."""
    written = str(options.get(name) or "")
    if not written:
        return ""
    where, _at, attribute = (part.strip() for part in written.partition("@"))
    found = next(_selector(options, name).all(under), None) if where else under
    if found is None:
        return ""
    value = found.attributes.get(attribute, "") if attribute else found.text()
    return " ".join(value.split())[:LONGEST]


def _acts(row: Node, options: Options, page: Page, day: date) -> Iterator[tuple[date, ReadItem]]:
    found = {name: _value(row, options, name) for name in OF_A_ROW}
    if not found["title"]:
        return
    link, pdf = (_whole(page.address, found[name]) for name in ("link", "pdf"))
    pdf = pdf or (link if link.partition("?")[0].endswith(".pdf") else "")
    yield (
        day_in(found["day"]) or day,
        ReadItem(
            identifier=identifier_of(found["identifier"] or link or mark_of(found["title"])),
            title=found["title"],
            section=found["section"],
            department=found["department"],
            heading=found["heading"],
            address=link,
            pdf=pdf,
        ),
    )


def _whole(base: str, address: str) -> str:
    try:
        whole = urljoin(base, address)
    except ValueError:
        return ""
    return whole if address and whole.startswith(("http://", "https://")) else ""


def _numbered(issues: list[ReadIssue], whole: dict[str, str]) -> list[ReadIssue]:
    """A page of one day may say which number it is and how many acts it has."""
    announced = re.search(r"\d[\d.]*", whole["announced"])
    if len(issues) != 1 or not (whole["number"] or announced):
        return issues
    number = re.search(r"\d[\d./-]*", whole["number"])
    said = int(announced[0].replace(".", "")) if announced else None
    one = issues[0]
    return [ReadIssue(day=one.day, number=number[0] if number else "", announced=said, items=one.items, open=True)]
