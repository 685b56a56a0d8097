"""The library's transport: every question goes by a line of ours."""

from typing import Final

import httpx

from plazamayor.connectors.asking import Line

UNPACKED: Final = {"content-encoding", "content-length", "transfer-encoding"}


class Wire(httpx.BaseTransport):
    """What httpx sends by, and what it receives: bodies come already decompressed."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Asks by the line; raises the failures of the contract."""
        headers = {name: value for name, value in request.headers.items() if name not in {"host", "accept-encoding", "connection"}}
        answer = self.line.ask(str(request.url), method=request.method, headers=headers, body=request.read() or None)
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in UNPACKED}
        return httpx.Response(answer.status, headers=kept, content=answer.body, request=request)
