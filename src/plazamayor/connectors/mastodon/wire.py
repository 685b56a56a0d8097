"""The library's transport: every question goes by a line of ours."""

from collections.abc import Mapping
from typing import Any, Final

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from plazamayor.connectors.asking import Line

UNPACKED: Final = {"content-encoding", "content-length", "transfer-encoding"}


class Wire(BaseAdapter):
    """What `requests` sends by, and what it receives: bodies come already decompressed."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        """Asks by the line; raises the failures of the contract."""
        # Files are read whole before they are sent: what comes is text, octets or nothing.
        body = request.body.encode() if isinstance(request.body, str) else bytes(request.body or b"")  # type: ignore[arg-type]  # as said
        answer = self.line.ask(str(request.url), method=str(request.method), headers=_ours(request.headers), body=body or None)
        response = Response()
        response.status_code, response.request, response.url = answer.status, request, answer.address
        response.headers = CaseInsensitiveDict({name: value for name, value in answer.headers.items() if name.lower() not in UNPACKED})
        response.encoding = "utf-8"
        response._content = answer.body  # noqa: SLF001 it is what the adapters of the library itself fill in
        return response

    def close(self) -> None:
        """Nothing stays open."""


def _ours(headers: Mapping[str, Any]) -> dict[str, str]:
    skipped = {"host", "accept-encoding", "connection", "content-length"}
    return {
        name: value.decode() if isinstance(value, bytes) else str(value) for name, value in headers.items() if name.lower() not in skipped
    }
