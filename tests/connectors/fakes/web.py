"""Programs of the web that no network keeps: one that takes webhooks, and our own website."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any, ClassVar

from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request

SECRET = "a-secret-of-the-tests-that-is-long"


class Receiver(Network):
    """A program that takes webhooks: it checks the signature and does each key once."""

    expired: ClassVar = Reply({"error": "bad signature"}, 401)

    def __init__(self) -> None:
        super().__init__()
        self.secret = SECRET

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.fields.get("type") == "publication.published" else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        if not self._is_ours(request):
            return self.expired
        data: dict[str, Any] = request.fields["data"]
        match request.fields["type"]:
            case "publication.published":
                if all(post.key != data["key"] for post in self.posts):
                    for text in (data["text"], *data["more"]):
                        alts = [] if text != data["text"] else [each["alt"] for each in data["attachments"]]
                        above = "" if text == data["text"] else self.posts[-1].name
                        self.posts.append(Post(f"p{len(self.posts)}", text, alts, above, key=data["key"]))
                found = next(post for post in self.posts if post.key == data["key"])
                return Reply({"id": found.name, "address": f"https://intranet.ejemplo.es/{found.name}"})
            case "publication.withdrawn":
                key = next((post.key for post in self.posts if post.name == data["id"]), None)
                self.posts = [post for post in self.posts if post.key != key]
                return Reply({}) if key else Reply({"error": "unknown"}, 410)
        return Reply({})

    def check(self, request: Request) -> Iterator[str]:
        """Standard Webhooks: three headers, and a body of `type`, `timestamp` and `data`."""
        lacking = {"webhook-id", "webhook-timestamp", "webhook-signature", "idempotency-key"} - set(request.headers)
        yield from (f"{each} lacks" for each in lacking)
        if set(request.fields) != {"type", "timestamp", "data"}:
            yield f"a body of {sorted(request.fields)}"

    def _is_ours(self, request: Request) -> bool:
        content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
        signature = base64.b64encode(hmac.new(self.secret.encode(), content, hashlib.sha256).digest()).decode()
        return request.headers["webhook-signature"] == f"v1,{signature}"


class Square(Network):
    """Our own website: pages are there, or are not."""

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH

    def answer(self, request: Request) -> Reply:
        there = any(post.name == request.path for post in self.posts)
        return Reply(json.dumps("page").encode(), 200 if there else 404)
