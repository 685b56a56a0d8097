"""A network of our own on loopback: a real HTTP server that a fake of each network gives answers to, and the ways in which it may fail.

A fake says what a request is (`kind`), does it (`answer`) and checks it by what the network publishes (`check`, where the published
interface is at hand). What it says of a request that does not comply stays in `wrong`, which every test of the suite wants empty.
"""

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

WAIT = 7


class Fault(StrEnum):
    """How a network fails the next request of a kind."""

    DONE_AND_SILENT = "done and silent"
    """Does what it is asked and closes the connection without an answer."""
    SILENT = "silent"
    """Closes the connection without doing anything."""
    DONE_AND_GARBAGE = "done and garbage"
    DONE_AND_SLOW = "done and slow"
    GARBAGE = "garbage"
    WAIT = "429 with Retry-After"
    CLOSED = "503 with Retry-After"
    BROKEN = "500"
    BAD_GATEWAY = "502"
    EXPIRED = "expired token"
    LACKING = "lacking permission"
    REFUSED = "refused content"


class Kind(StrEnum):
    """What a request is for."""

    PUBLISH = "publish"
    OTHER = "other"


@dataclass(frozen=True)
class Request:
    """A request as it came. `fields` are of its JSON or form; `files` of its multipart, by name: (octets, media type)."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """An answer: JSON unless it is octets."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Post:
    """Something that everybody sees on the network. `alts` are of its pictures, in order."""

    name: str
    text: str
    alts: list[str] = field(default_factory=list)
    answers: str = ""
    at: float = field(default_factory=time.time)
    key: str = ""


class Network:
    """A fake. Those of each network say the rest."""

    refused: ClassVar[Reply] = Reply({"error": "No se admite"}, 422)
    expired: ClassVar[Reply] = Reply({"error": "The access token expired"}, 401)
    lacking: ClassVar[Reply] = Reply({"error": "This action is outside the authorized scopes"}, 403)
    waiting: ClassVar[Reply] = Reply({"error": "Too many requests"}, 429, {"Retry-After": str(WAIT)})

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.wrong: list[str] = []
        self.asked: list[Request] = []
        self.faults: list[tuple[Fault, Kind | None]] = []
        self.address = ""

    def fail(self, fault: Fault, kind: Kind | None = Kind.PUBLISH) -> None:
        """Fails the next request of a kind (None: any) in that way."""
        self.faults.append((fault, kind))

    def kind(self, request: Request) -> Kind:
        """What a request is for."""
        raise AssertionError(request)

    def answer(self, request: Request) -> Reply:
        """Does what is asked."""
        raise AssertionError(request)

    def check(self, request: Request) -> Iterator[str]:
        """What in a request the network would not understand."""
        yield from ()

    def fault(self, request: Request) -> Fault | None:
        """The fault that this request meets, if any."""
        kind = self.kind(request)
        for found in self.faults:
            if found[1] in {None, kind}:
                self.faults.remove(found)
                return found[0]
        return None

    @contextmanager
    def open(self) -> Iterator["Network"]:
        """Serves meanwhile, on loopback."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        server.network = self  # type: ignore[attr-defined]  # it is how the handler of the standard library reaches us
        self.address = f"http://127.0.0.1:{server.server_port}"
        serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            serving.join()


def specs(*names: str) -> Path | None:
    """A file of what networks publish of their interfaces, which lies beside the real data; None where it is not at hand."""
    data = os.environ.get("PLAZAMAYOR_DATA")
    return Path(data).parent.joinpath("specs", *names) if data else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        network: Network = self.server.network  # type: ignore[attr-defined]  # as above
        request = self._read()
        network.asked.append(request)
        network.wrong += network.check(request)
        fault = network.fault(request)
        done = network.answer(request) if fault in {None, Fault.DONE_AND_SILENT, Fault.DONE_AND_GARBAGE, Fault.DONE_AND_SLOW} else Reply()
        match fault:
            case Fault.DONE_AND_SILENT | Fault.SILENT:
                self._hang_up()
            case Fault.DONE_AND_SLOW:
                time.sleep(1.5)
                self._hang_up()
            case Fault.DONE_AND_GARBAGE | Fault.GARBAGE:
                self._reply(Reply(b"<html><p>\xff Welcome to nginx!"))
            case None:
                self._reply(done)
            case _:
                self._reply(_failing(network, fault))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve  # noqa: N815 names of the standard library

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fields, files = _fields(self.headers, body)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, parts.path, query, headers, body, fields, files)

    def _reply(self, reply: Reply) -> None:
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Type" not in reply.headers:
            self.send_header("Content-Type", "text/html" if isinstance(reply.body, bytes) else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _hang_up(self) -> None:
        """Closes at once, as a network that fell does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def _failing(network: Network, fault: Fault) -> Reply:
    return {
        Fault.WAIT: network.waiting,
        Fault.CLOSED: Reply({"error": "Back soon"}, 503, {"Retry-After": str(WAIT)}),
        Fault.BROKEN: Reply({"error": "Internal error"}, 500),
        Fault.BAD_GATEWAY: Reply(b"<html>502 Bad Gateway", 502),
        Fault.EXPIRED: network.expired,
        Fault.LACKING: network.lacking,
        Fault.REFUSED: network.refused,
    }[fault]


def _fields(headers: Message, body: bytes) -> tuple[dict[str, Any], dict[str, tuple[bytes, str]]]:
    kind = headers.get_content_type()
    if kind == "application/json":
        try:
            read = json.loads(body or b"{}")
        except ValueError:
            return {}, {}
        return (read if isinstance(read, dict) else {}), {}
    if kind == "application/x-www-form-urlencoded":
        told = parse_qs(body.decode(), keep_blank_values=True)
        return {name.removesuffix("[]"): values if name.endswith("[]") else values[-1] for name, values in told.items()}, {}
    if kind == "multipart/form-data":
        return _multipart(headers, body)
    return {}, {}


def _multipart(headers: Message, body: bytes) -> tuple[dict[str, Any], dict[str, tuple[bytes, str]]]:
    whole = BytesParser().parsebytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
    fields: dict[str, Any] = {}
    files: dict[str, tuple[bytes, str]] = {}
    for part in whole.get_payload():
        assert isinstance(part, Message)
        name = str(part.get_param("name", header="Content-Disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is not None:
            files[name] = content, part.get_content_type()
        else:
            fields[name] = content.decode()
    return fields, files
