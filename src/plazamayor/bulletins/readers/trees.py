"""XML and JSON of gazettes as one plain tree, however they write one child or many.

The same thing comes as an object when it is alone and as a list when it is not, as an attribute or as a child, and sometimes wrapped in
`texto`: `below` finds it in every case.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from plazamayor.bulletins.readers.contract import Unreadable

Tree = Mapping[str, Any]
DEEPEST = 40
TEXT = "texto"


def parse(body: bytes) -> Tree:
    """The tree of a whole answer, with its root as only child; raises Unreadable."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return _json(body)
    root = xml_root(body)
    return {root.tag: _element(root, 0)}


def xml_root(body: bytes) -> Element:
    """The root of an XML document that brings no entities of its own; raises Unreadable."""
    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(_("It brings entities of its own, which a gazette has no need of: it was not read.")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(_("It is not well-formed XML, or not in the encoding it says: %(why)s.") % {"why": str(error)[:100]}) from error


def each(tree: Tree, name: str) -> Iterator[Tree]:
    """The children of that name, whether there is one, several or none, also inside `texto`."""
    found = tree.get(name)
    if found is None and isinstance(tree.get(TEXT), Mapping):
        found = tree[TEXT].get(name)
    for child in found if isinstance(found, list) else [found]:
        if isinstance(child, Mapping):
            yield child


def text(tree: Tree, *names: str) -> str:
    """The text of the first of those children or attributes that has one, with its spaces in order."""
    for name in names:
        found = tree.get(name)
        found = found[0] if isinstance(found, list) and found else found
        found = found.get(TEXT, "") if isinstance(found, Mapping) else found
        if isinstance(found, str | int) and str(found).strip():
            return " ".join(str(found).split())
    return ""


def _json(body: bytes) -> Tree:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("It is not well-formed JSON, or not in UTF-8.")) from error
    if not isinstance(found, dict):
        raise Unreadable(_("It is JSON, but not what this gazette publishes."))
    return found


def _element(element: Element, depth: int) -> Any:
    if depth > DEEPEST:
        raise Unreadable(_("Its parts are one inside another without end: it was not read."))
    made: dict[str, Any] = dict(element.attrib)
    for child in element:
        made.setdefault(child.tag, []).append(_element(child, depth + 1))
    written = (element.text or "").strip()
    if written and TEXT not in made:
        made[TEXT] = written
    return made
