"""Threads. Meta publishes no machine-readable description of it: the parameters are those of its reference pages."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from tests.connectors.fakes.graph import fault, gone, hour
from tests.connectors.fakes.network import WAIT, Kind, Network, Post, Reply, Request

ACCOUNT = "314"
TOKEN = "token-of-threads"
SCOPES = ["threads_basic", "threads_content_publish", "threads_manage_replies", "threads_manage_insights", "threads_delete"]
END = int(time.time()) + 60 * 86_400
MAKING = {"media_type", "text", "image_url", "video_url", "is_carousel_item", "children", "reply_to_id", "reply_control", "alt_text"}
POST = {"id", "text", "timestamp", "permalink", "replied_to", "username", "media_type", "shortcode", "is_reply", "root_post"}


class Threads(Network):
    """One account: containers that take a moment and serve once; what answers is in a list of its own."""

    refused: ClassVar = fault(400, 100, "Invalid parameter", error_user_msg="No se admite")
    expired: ClassVar = fault(400, 190, "Error validating access token")
    lacking: ClassVar = fault(400, 10, "(#10) Application does not have permission for this action: threads_content_publish")
    waiting: ClassVar = Reply(fault(400, 4, "Application request limit reached").body, 400, {"Retry-After": str(WAIT)})

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = {}
        self.containers: dict[str, dict[str, Any]] = {}
        self.granted = list(SCOPES)
        self.used = 0
        self.tells = True

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.path.endswith("/threads_publish") else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        told = {**request.query, **request.fields}
        if told.get("access_token") != TOKEN:
            return self.expired
        if request.path == "/refresh_access_token":
            return Reply({"access_token": f"{TOKEN}+", "token_type": "bearer", "expires_in": 5_184_000})
        match request.method, request.path.split("/")[2:]:
            case "GET", ["debug_token"]:
                data = {"type": "USER", "is_valid": True, "scopes": self.granted, "expires_at": END, "user_id": ACCOUNT}
                return Reply({"data": data}) if self.tells else fault(400, 100, "The access token does not belong to a tester")
            case "GET", ["me"]:
                return Reply({"id": ACCOUNT, "username": "ayto.zafra", "name": "Ayuntamiento de Zafra"})
            case "GET", [account, "threads_publishing_limit"] if account == ACCOUNT:
                return Reply({"data": [{"quota_usage": self.used, "config": {"quota_total": 250, "quota_duration": 86400}}]})
            case "POST", [account, "threads"] if account == ACCOUNT:
                name = f"c{len(self.containers)}"
                self.containers[name] = {**told, "asked": 0}
                return Reply({"id": name})
            case "POST", [account, "threads_publish"] if account == ACCOUNT:
                return self._publish(self.containers[told["creation_id"]])
            case "GET", [account, ("threads" | "replies") as which] if account == ACCOUNT:
                return self._listed(told, which == "replies")
            case "GET", [name, "insights"]:
                counts = self.counts.get(name, {})
                values = [{"name": each, "values": [{"value": counts.get(each, 0)}]} for each in told["metric"].split(",")]
                return Reply({"data": values}) if self._found(name) else gone()
            case "GET", [name] if name in self.containers:
                self.containers[name]["asked"] += 1
                return Reply({"id": name, "status": "FINISHED" if self.containers[name]["asked"] > 1 else "IN_PROGRESS"})
            case "GET", [name]:
                found = self._found(name)
                return Reply(shown(found)) if found else gone()
            case "DELETE", [name]:
                there = self._found(name)
                self.posts = [post for post in self.posts if post.name != name]
                return Reply({"success": True, "deleted_id": name}) if there else gone()
        return gone()

    def check(self, request: Request) -> Iterator[str]:
        last = request.path.rpartition("/")[2]
        if not request.path.startswith("/v1.0/") and last != "refresh_access_token":
            yield f"{request.path}: no version"
        if (request.method, last) == ("POST", "threads"):
            sent = set(request.fields) - {"access_token"}
            yield from (f"threads: there is no parameter {each}" for each in sorted(sent - MAKING))
            if "media_type" not in sent:
                yield "threads: media_type lacks"
        if request.method == "GET" and last in {"threads", "replies"}:
            yield from (f"{last}: there is no field {each}" for each in request.query["fields"].split(",") if each not in POST)

    def _publish(self, container: dict[str, Any]) -> Reply:
        if container["asked"] < 2:
            return fault(400, 24, "The requested resource does not exist", error_subcode=4279009)
        children = [self.containers[each] for each in container.get("children", "").split(",") if each] or [container]
        alts = [each["alt_text"] for each in children if "alt_text" in each]
        post = Post(f"18{len(self.asked)}", container["text"], alts, container.get("reply_to_id", ""))
        self.posts.append(post)
        return Reply({"id": post.name})

    def _listed(self, told: dict[str, Any], answers: bool) -> Reply:
        posts = [post for post in reversed(self.posts) if bool(post.answers) == answers and post.at >= int(told["since"])]
        at, size = int(told.get("after", 0)), 5
        more = len(posts) > at + size
        paging = {"cursors": {"after": str(at + size)}, **({"next": "https://graph.example/next"} if more else {})}
        return Reply({"data": [shown(post) for post in posts[at : at + size]], "paging": paging})

    def _found(self, name: str) -> Post | None:
        return next((post for post in self.posts if post.name == name), None)


def shown(post: Post) -> dict[str, Any]:
    told = {
        "id": post.name,
        "text": post.text,
        "timestamp": hour(post),
        "permalink": f"https://www.threads.com/@ayto.zafra/post/{post.name}",
    }
    return {**told, **({"replied_to": {"id": post.answers}} if post.answers else {})}


def end() -> datetime:
    return datetime.fromtimestamp(END, UTC)
