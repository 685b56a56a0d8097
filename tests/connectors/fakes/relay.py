"""A line to a real server that fails as lines do: what is asked arrives, and the answer is lost."""

import json

import httpx

from tests.connectors.fakes.network import Kind, Network, Reply, Request

CARRIED = {"authorization", "content-type", "accept"}


class Relay(Network):
    """Carries everything to a server, and its answers back when no fault prevents it."""

    def __init__(self, server: str) -> None:
        super().__init__()
        self.server = server

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.path.endswith(".applyWrites") else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        told = httpx.request(
            request.method,
            f"{self.server}{request.path}",
            params=dict(request.query),
            headers={name: value for name, value in request.headers.items() if name in CARRIED},
            content=request.body,
            timeout=30,
        )
        if request.path.endswith(".createSession") and told.is_success:
            # Where the account lives is said in its entry, and would be asked directly from then on.
            return Reply({name: value for name, value in told.json().items() if name != "didDoc"})
        return Reply(json.loads(told.content) if "json" in told.headers.get("content-type", "") else told.content, told.status_code)
