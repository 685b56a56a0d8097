"""The same engine served over ClickHouse's HTTP protocol, in a process of its own: `python -m tests.make.clickhouse_http FOLDER`.

It prints the port it listens on. It speaks what a client needs: a query in the body or in the address, its typed
parameters (`param_*`), its settings, data to insert after the statement, compressed or not, and errors with their code.
"""

import gzip
import re
import sys
import tempfile
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb
import lz4.frame  # type: ignore[import-untyped]  # it ships no types
from backports import zstd

OF_TRANSPORT = {
    "query", "database", "user", "password", "session_id", "session_timeout", "session_check", "query_id", "compress", "decompress",
    "enable_http_compression", "client_protocol_version", "wait_end_of_query", "buffer_size", "send_progress_in_http_headers",
    "http_headers_progress_interval_ms", "quota_key", "role",
}  # fmt: skip
DECODERS = {"gzip": gzip.decompress, "deflate": zlib.decompress, "lz4": lz4.frame.decompress, "zstd": zstd.decompress}
INSERT = re.compile(r"^\s*INSERT\s+INTO\s+(.+?)\s+FORMAT\s+(\w+)\s*$", re.IGNORECASE | re.DOTALL)
HEAD = re.compile(rb"\s*INSERT\s+INTO\s[^\n]+?\sFORMAT\s+\w+[ ]*\n", re.IGNORECASE)
FORMAT = re.compile(r"\bFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)


def _parts(query: str | None, body: bytes) -> tuple[str, bytes]:
    """The statement and the data to insert, which follow one another in the body unless the statement is in the address."""
    if query is not None:
        return query, body
    if head := HEAD.match(body):
        return head[0].decode().strip(), body[head.end() :]
    return body.decode(), b""


class Handler(BaseHTTPRequestHandler):
    """Answers one request with one connection to the engine."""

    protocol_version = "HTTP/1.1"
    folder = ""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        given = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) if "Transfer-Encoding" not in self.headers else self._chunks()
        body = DECODERS.get(self.headers.get("Content-Encoding", ""), bytes)(body)
        try:
            data, name = self._run(given, body)
        except Exception as error:  # noqa: BLE001 whatever the engine says becomes an answer, as a server does
            self._answer(str(error).encode(), 500, {"X-ClickHouse-Exception-Code": (re.findall(r"Code: (\d+)", str(error)) or ["1002"])[0]})
        else:
            self._answer(data, 200, {"X-ClickHouse-Format": name})

    def _chunks(self) -> bytes:
        data = b""
        while size := int(self.rfile.readline().strip() or b"0", 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def _run(self, given: dict[str, str], body: bytes) -> tuple[bytes, str]:
        statement, payload = _parts(given.get("query"), body)
        params = {name.removeprefix("param_"): value for name, value in given.items() if name.startswith("param_")}
        settings = {name: value for name, value in given.items() if name not in OF_TRANSPORT and not name.startswith("param_")}
        connection: Any = chdb.connect(self.folder)  # type: ignore[no-untyped-call]  # it ships no types
        try:
            for name, value in settings.items():
                connection.query("SET {} = '{}'".format(name, value.replace("'", "\\'")))
            if (insert := INSERT.match(statement)) and payload:
                return self._insert(connection, insert, payload), "Native"
            name = (FORMAT.findall(statement) or ["TabSeparated"])[0]
            return connection.query(statement, name, params=params).bytes(), name
        finally:
            connection.close()

    def _insert(self, connection: Any, insert: re.Match[str], payload: bytes) -> bytes:
        with tempfile.NamedTemporaryFile() as file:
            file.write(payload)
            file.flush()
            connection.query(f"INSERT INTO {insert[1]} FROM INFILE '{file.name}' FORMAT {insert[2]}")
        return b""

    def _answer(self, data: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "X-ClickHouse-Timezone": "UTC", "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Says nothing of each request."""


def main() -> None:
    Handler.folder = str(Path(sys.argv[1]).resolve())
    keep_open: Any = chdb.connect(Handler.folder)  # type: ignore[no-untyped-call]  # it ships no types
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
    keep_open.close()


if __name__ == "__main__":
    main()
