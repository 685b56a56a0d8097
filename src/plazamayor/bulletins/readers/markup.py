"""A page's tags as a tree, and the few selectors that lists need: `table.list tr`, `td:nth-child(2) > a[href]`, `#acts li`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from plazamayor.bulletins.readers.contract import Unreadable

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
CLOSES_ITSELF = {
    "li": {"li"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "p": {"p"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}
"""Tags that end those left open beside them, as browsers understand pages that do not close theirs."""
SILENT = frozenset({"script", "style", "template", "noscript"})
DEEPEST, MOST = 200, 300_000
STEP = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[\^$*~]?=(?:\"[^\"\]]*\"|'[^'\]]*'|[^\]\"']*))?\]|:nth-child\(\d+\))*)\Z"
)
PART = re.compile(
    r"(?P<mark>[.#])(?P<name>[\w-]+)|\[(?P<attribute>[\w-]+)(?:(?P<how>[\^$*~]?)=(?P<value>[^\]]*))?\]|:nth-child\((?P<nth>\d+)\)"
)
SPLIT = re.compile(r"\s*(>)\s*|\s+")


@dataclass(eq=False)
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)

    def elements(self) -> list["Node"]:
        """The elements right under it."""
        return [child for child in self.children if isinstance(child, Node)]

    def below(self) -> Iterator["Node"]:
        """Every element under it, in the order of the page."""
        waiting = self.elements()[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.elements()[::-1])

    def text(self) -> str:
        """What it says, with its spaces in order."""
        parts: list[str] = []
        waiting: list[Node | str] = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in SILENT:
                waiting.extend(child.children[::-1])
        return " ".join(" ".join(parts).split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("")
        self.depth = self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        if self.count > MOST:
            raise Unreadable(_("The page has too many parts to be a list of acts."))
        while self.here.parent and self.here.tag in CLOSES_ITSELF.get(tag, ()):
            self._up()
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID and self.depth < DEEPEST:
            self.here, self.depth = node, self.depth + 1

    def handle_endtag(self, tag: str) -> None:
        at: Node | None = self.here
        while at and at.tag != tag:
            at = at.parent
        while at and at.parent and self.here is not at.parent:
            self._up()

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def _up(self) -> None:
        if self.here.parent:
            self.here, self.depth = self.here.parent, self.depth - 1


def page_of(text: str) -> Node:
    """The tree of a page, however badly written; raises Unreadable when it is beyond measure."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


@dataclass(frozen=True)
class Selector:
    """Steps from the last to the first, each with whether it must be right above the one before it."""

    steps: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, written: str) -> "Selector":
        """Reads a selector; raises ValueError with what is not understood."""
        pieces = [piece for piece in SPLIT.split(written.strip()) if piece]
        steps: list[tuple[str, bool]] = []
        child = False
        for piece in pieces:
            if piece == ">":
                child = True
            elif STEP.match(piece):
                steps.append((piece, child))
                child = False
            else:
                raise ValueError(piece)
        if not steps or child or steps[0][1]:
            raise ValueError(written)
        return cls(tuple(steps[::-1]))

    def all(self, under: Node) -> Iterator[Node]:
        """The elements under another that it selects, in order."""
        return (node for node in under.below() if self._is(node, 0, under))

    def _is(self, node: Node, position: int, top: Node) -> bool:
        step, child = self.steps[position]
        if not _fits(node, step):
            return False
        if position + 1 == len(self.steps):
            return True
        above = node.parent
        while above is not None and above is not top:
            if self._is(above, position + 1, top):
                return True
            if child:
                return False
            above = above.parent
        return False


def _fits(node: Node, step: str) -> bool:
    found = STEP.match(step)
    if found is None or (found["tag"] not in (None, "*") and found["tag"].lower() != node.tag):
        return False
    return all(_part_fits(node, part) for part in PART.finditer(found["rest"]))


def _part_fits(node: Node, part: re.Match[str]) -> bool:
    if part["mark"] == ".":
        return part["name"] in node.attributes.get("class", "").split()
    if part["mark"] == "#":
        return node.attributes.get("id") == part["name"]
    if part["nth"]:
        beside = node.parent.elements() if node.parent else []
        return int(part["nth"]) <= len(beside) and beside[int(part["nth"]) - 1] is node
    has = node.attributes.get(part["attribute"])
    return has is not None and (part["value"] is None or _value_fits(has, part["how"], part["value"].strip("\"'")))


def _value_fits(has: str, how: str, wanted: str) -> bool:
    match how:
        case "^":
            return has.startswith(wanted)
        case "$":
            return has.endswith(wanted)
        case "*":
            return wanted in has
        case "~":
            return wanted in has.split()
    return has == wanted
