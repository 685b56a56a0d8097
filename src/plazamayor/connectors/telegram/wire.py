"""The library's transport: every question goes by a line of ours."""

from typing import Any

import httpx
from telegram.request import BaseRequest, RequestData

from plazamayor.connectors.asking import Line


class Wire(BaseRequest):
    """What the library asks by. It waits in its place: each act has a loop of its own, in which nothing else happens."""

    def __init__(self, line: Line) -> None:
        self.line = line

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for, in seconds."""
        return self.line.patience

    async def initialize(self) -> None:
        """Nothing has to be opened."""

    async def shutdown(self) -> None:
        """Nothing stays open."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_waits: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """Asks by the line; raises the failures of the contract, which the library wraps."""
        fields = request_data.json_parameters if request_data else None
        files = request_data.multipart_data if request_data and request_data.contains_files else None
        request = httpx.Request(method, url, data=fields, files=files)
        headers = {name: value for name, value in request.headers.items() if name not in {"host", "content-length"}}
        answer = self.line.ask(url, method=method, headers=headers, body=request.read() or None)
        return answer.status, answer.body
