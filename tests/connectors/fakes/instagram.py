"""Instagram, checked by the fields that Meta publishes for its generators (specs/meta-graph)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from tests.connectors.fakes.graph import INSTAGRAM, PAGE, Graph, fault, gone, hour, unknown, unread
from tests.connectors.fakes.network import Kind, Post, Reply, Request

SCOPES = ["pages_show_list", "pages_read_engagement", "instagram_basic", "instagram_content_publish", "instagram_manage_insights"]


class Instagram(Graph):
    """Containers that take a moment to be ready, and serve once."""

    scopes: ClassVar = SCOPES

    def __init__(self) -> None:
        super().__init__()
        self.containers: dict[str, dict[str, Any]] = {}
        self.used = 0
        self.broken = False

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.path.endswith("/media_publish") else Kind.OTHER

    def done(self, method: str, path: list[str], told: dict[str, Any]) -> Reply:
        match method, path:
            case "GET", [account, "content_publishing_limit"] if account == INSTAGRAM:
                return Reply({"data": [{"config": {"quota_total": 100, "quota_duration": 86400}, "quota_usage": self.used}]})
            case "POST", [account, "media"] if account == INSTAGRAM:
                return self._contained(told)
            case "POST", [account, "media_publish"] if account == INSTAGRAM:
                return self._publish(self.containers[told["creation_id"]])
            case "GET", [account, "media"] if account == INSTAGRAM:
                return self.listed(told, lambda post: {**shown(post), "caption": post.text, "timestamp": hour(post)})
            case "GET", [name, "insights"]:
                return self._counted(name, told["metric"].split(","))
            case "GET", [name] if name in self.containers:
                container = self.containers[name]
                container["asked"] += 1
                ready = "ERROR" if self.broken else "FINISHED" if container["asked"] > 1 else "IN_PROGRESS"
                return Reply({"id": name, "status_code": ready, "status": "Error: Media download has failed." if self.broken else ready})
            case "GET", [name]:
                post = self.found(name)
                return Reply(shown(post)) if post else gone()
        return gone()

    def complaints(self, request: Request) -> Iterator[str]:
        match request.path.split("/")[2:]:
            case [name] if name == PAGE:
                yield from unread("Page", request)
            case [account, edge] if account == INSTAGRAM:
                yield from unknown("IGUser", edge, request)
                if edge == "media":
                    yield from unread("IGMedia", request)
            case [_, edge]:
                yield from unknown("IGMedia", edge, request)
            case [name] if name not in self.containers and name != "debug_token":
                yield from unread("IGMedia", request)

    def _contained(self, told: dict[str, Any]) -> Reply:
        addresses = [told[each] for each in ("image_url", "video_url") if each in told]
        if not addresses and told.get("media_type") != "CAROUSEL":
            return fault(400, 100, "The parameter image_url is required")
        name = f"c{len(self.containers)}"
        self.containers[name] = {**told, "asked": 0}
        return Reply({"id": name})

    def _publish(self, container: dict[str, Any]) -> Reply:
        if container["asked"] < 2:
            return fault(400, 9007, "The media is not ready for publishing, please wait for a moment")
        children = [self.containers[each] for each in container.get("children", "").split(",") if each] or [container]
        post = Post(f"18{len(self.asked)}", container.get("caption", ""), [each.get("alt_text", "") for each in children])
        self.posts.append(post)
        return Reply({"id": post.name})

    def _counted(self, name: str, metrics: list[str]) -> Reply:
        if not self.found(name):
            return gone()
        counts = self.counts.get(name, {})
        return Reply({"data": [{"name": each, "period": "lifetime", "values": [{"value": counts.get(each, 0)}]} for each in metrics]})


def shown(post: Post) -> dict[str, Any]:
    return {"id": post.name, "permalink": f"https://www.instagram.com/p/{post.name}/"}
