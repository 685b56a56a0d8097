"""The text of one act, in the XML of the Agencia Estatal BOE of now and before, or in a page."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from plazamayor.bulletins.readers.contract import Page, Unreadable
from plazamayor.bulletins.readers.lists import text_of
from plazamayor.bulletins.readers.markup import Node, page_of
from plazamayor.bulletins.readers.trees import xml_root

BLOCKS = frozenset({"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "title"})
ASIDE = frozenset({"nav", "header", "footer", "aside", "form", "script", "style", "template", "noscript", "head"})
MOST = 400_000
"""Letters that are kept of a text."""


@dataclass(frozen=True)
class Document:
    """An act: its paragraphs, one a line, and its title when it says one."""

    text: str
    title: str = ""


def read_document(page: Page) -> Document:
    """The paragraphs of an act, one a line; raises Unreadable when it is not there or is something else."""
    start = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"%pdf") or not start.startswith(b"<"):
        raise Unreadable(_("What is there is not text that can be read."))
    if start.startswith((b"<?xml", b"<documento", b"<error")):
        return _of_xml(xml_root(page.body))
    return _of_page(page_of(text_of(page)))


def _of_xml(root: Element) -> Document:
    where = root.find("texto")
    if root.tag != "documento" or where is None:
        raise Unreadable(_("The text of the act is not there."))
    title = root.findtext("metadatos/titulo") or ""
    lines = [" ".join("".join(block.itertext()).split()) for block in where.iter() if block.tag in BLOCKS and not _holds_blocks(block)]
    return Document("\n".join(filter(None, lines))[:MOST], " ".join(title.split()))


def _holds_blocks(block: Element) -> bool:
    return any(inner is not block and inner.tag in BLOCKS for inner in block.iter())


def _of_page(root: Node) -> Document:
    lines: list[str] = []
    waiting = root.elements()[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag in ASIDE:
            continue
        inner = node.elements()
        if node.tag in BLOCKS and not any(each.tag in BLOCKS for each in node.below()):
            lines.append(node.text())
        else:
            waiting.extend(inner[::-1])
    if not any(lines):
        raise Unreadable(_("The text of the act is not there."))
    return Document("\n".join(filter(None, lines))[:MOST])
