"""The gazettes of the Agencia Estatal BOE: today's open-data interface (XML and JSON), for BOE and BORME, and the summaries of before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.bulletins.readers.contract import Options, Page, ReadIssue, ReadItem, Unreadable
from plazamayor.bulletins.readers.trees import Tree, each, parse, text

BOE = "https://www.boe.es"
BETWEEN = ("departamento", "emisor", "epigrafe", "apartado")
"""What may stand between a section and its items, from outside in; BORME has issuers and parts instead."""
ITEM_XML = re.compile(rb"<item[\s>]")
ITEM_JSON = re.compile(rb'"identificador"\s*:\s*"[A-Z]+-[^S]')
"""Items of a body counted without reading it. Identifiers of summaries have an S: `BOE-S-2026-242`."""


@dataclass(frozen=True)
class Summaries:
    """Daily summaries. `where` is the address of a day's."""

    key: str
    label: str | Promise
    where: str
    by_day: bool = True

    def address(self, options: Options, day: date) -> str:
        """The address of that day's summary; `options["base"]` is another server of the same."""
        return str(options.get("base") or BOE) + self.where.format(day=day)

    def read(self, page: Page, _options: Options) -> list[ReadIssue]:
        """The gazettes of a day: often one, sometimes two."""
        tree = parse(page.body)
        if _says_there_is_none(tree):
            return []
        summary = next(_summaries(tree), None)
        if summary is None:
            raise Unreadable(_("It is not a summary of this gazette."))
        day = _day_of(summary) or page.day
        issues = [_issue(diary, day, page) for diary in each(summary, "diario")]
        return _announced(issues, page.body)


def _says_there_is_none(tree: Tree) -> bool:
    """Told with 404, or with 200 and an error inside."""
    if next(each(tree, "error"), None) is not None:
        return True
    response = next(each(tree, "response"), tree)
    status = next(each(response, "status"), {})
    return text(status, "code") == "404"


def _summaries(tree: Tree) -> Iterator[Tree]:
    yield from each(tree, "sumario")
    for data in each(next(each(tree, "response"), tree), "data"):
        yield from each(data, "sumario")


def _day_of(summary: Tree) -> date | None:
    for about in (*each(summary, "metadatos"), *each(summary, "meta")):
        written = text(about, "fecha_publicacion", "fechaInv").replace("/", "")
        try:
            return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 a gazette's day has no hour
        except ValueError:
            continue
    return None


def _issue(diary: Tree, day: date, page: Page) -> ReadIssue:
    items = tuple(
        item
        for section in each(diary, "seccion")
        for found, names in _items(section, {}, 0)
        if (item := _item(found, text(section, "nombre"), names, page.address))
    )
    return ReadIssue(day=day, number=text(diary, "numero", "nbo"), items=items)


def _items(tree: Tree, names: dict[str, str], level: int) -> Iterator[tuple[Tree, dict[str, str]]]:
    """Items at any depth under a section, with the names of what they are inside of."""
    for item in each(tree, "item"):
        yield item, names
    for position, kind in enumerate(BETWEEN[level:], level):
        for inner in each(tree, kind):
            yield from _items(inner, {**names, kind: text(inner, "nombre")}, position + 1)


def _item(found: Tree, section: str, names: dict[str, str], base: str) -> ReadItem | None:
    identifier, title = text(found, "identificador", "id"), text(found, "titulo")
    if not identifier or not title:
        return None
    return ReadItem(
        identifier=identifier,
        title=title,
        section=section,
        department=names.get("departamento") or names.get("emisor", ""),
        heading=names.get("epigrafe") or names.get("apartado", ""),
        address=_whole(base, text(found, "url_html", "urlHtm")),
        pdf=_whole(base, text(found, "url_pdf", "urlPdf")),
        xml=_whole(base, text(found, "url_xml", "urlXml")),
    )


def _whole(base: str, address: str) -> str:
    whole = urljoin(base, address) if address else ""
    return whole if whole.startswith(("http://", "https://")) else ""


def _announced(issues: list[ReadIssue], body: bytes) -> list[ReadIssue]:
    """Says how many items the body has, by counting marks: exact for the day, so what is missing is told of its last issue."""
    counted = len((ITEM_JSON if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else ITEM_XML).findall(body))
    missing = counted - sum(len(issue.items) for issue in issues)
    expected = [len(issue.items) for issue in issues]
    if expected:
        expected[-1] += missing
    return [
        ReadIssue(day=issue.day, number=issue.number, announced=number, items=issue.items)
        for issue, number in zip(issues, expected, strict=True)
    ]


BOE_NOW = Summaries("boe", gettext_lazy("BOE, open data"), "/datosabiertos/api/boe/sumario/{day:%Y%m%d}")
BORME = Summaries("borme", gettext_lazy("BORME, open data"), "/datosabiertos/api/borme/sumario/{day:%Y%m%d}")
BOE_BEFORE = Summaries("boe_before", gettext_lazy("BOE, XML of before"), "/diario_boe/xml.php?id=BOE-S-{day:%Y%m%d}")
