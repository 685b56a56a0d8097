"""How connectors talk with networks that have no library of their own: JSON, forms and files over a `Line`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from plazamayor.connectors.asking import Line
from plazamayor.core.http import Answer

PIECE: Final = 4 << 20

Told = dict[str, Any]
Files = Mapping[str, tuple[str, bytes, str]]


@dataclass
class Talk:
    """A conversation with one server. `headers` go with every question to it."""

    line: Line
    server: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        query: Mapping[str, str] | None = None,
        told: Any = None,
        form: Mapping[str, str] | None = None,
        files: Files | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Asks with a JSON body (`told`), a form, or a form with files: (name, octets, media type); raises any Failure."""
        address = f"{self.server}{path}" + (f"?{urlencode(query)}" if query else "")
        kind, body = _body(told, form, files)
        sent = {**self.headers, **kind, **(headers or {})}
        return self.line.ask(address, method=method, headers=sent, body=body)

    def read(self, path: str, **question: Any) -> Told:
        """The object that is answered; raises any Failure, also when no object is."""
        return self.told(self.ask(path, **question))

    def told(self, answer: Answer) -> Told:
        """The object of an answer."""
        found = object_of(answer)
        if found is None:
            raise self.line.not_understood()
        return found


def object_of(answer: Answer) -> Told | None:
    """The JSON object of an answer, or None when it holds none."""
    try:
        found = json.loads(answer.body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def pieces(path: Path, size: int = PIECE) -> Iterator[tuple[int, bytes]]:
    """A file in pieces, each with where it begins: videos are larger than memory."""
    with path.open("rb") as stream:
        start = 0
        while piece := stream.read(size):
            yield start, piece
            start += len(piece)


def _body(told: Any, form: Mapping[str, str] | None, files: Files | None) -> tuple[dict[str, str], bytes | None]:
    if files:
        # Only to write the parts as the standard says (RFC 7578); it is sent by the line.
        made = httpx.Request("POST", "https://localhost", data=dict(form or {}), files=dict(files))
        return {"Content-Type": made.headers["content-type"]}, made.read()
    if told is not None:
        return {"Content-Type": "application/json"}, json.dumps(told, ensure_ascii=False).encode()
    if form is not None:
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(form).encode()
    return {}, None
