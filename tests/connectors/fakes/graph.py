"""Meta's Graph API: the page of a town hall, checked by the fields that Meta publishes for its generators (specs/meta-graph)."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from tests.connectors.fakes.network import WAIT, Kind, Network, Post, Reply, Request, specs

PAGE, INSTAGRAM, APP = "104", "178", "555"
TOKEN, PAGE_TOKEN, SECRET = "token-of-a-person-of-meta", "token-of-the-page", "secret-of-the-application-of-meta"
COMMON = {"access_token", "appsecret_proof", "fields", "limit", "after"}
END = int(time.time()) + 80 * 86_400


def fault(status: int, code: int, message: str, **more: Any) -> Reply:
    return Reply({"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A", **more}}, status)


class Graph(Network):
    """What Facebook and Instagram have in common: the token of a person, and the page it opens."""

    refused: ClassVar = fault(400, 100, "Invalid parameter", error_user_msg="No se admite")
    expired: ClassVar = fault(401, 190, "Error validating access token: Session has expired", error_subcode=463)
    lacking: ClassVar = fault(403, 200, "(#200) Requires pages_manage_posts permission")
    waiting: ClassVar = Reply(
        {"error": {"message": "(#4) Application request limit reached", "type": "OAuthException", "code": 4}},
        400,
        {"Retry-After": str(WAIT)},
    )
    scopes: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = {}
        self.granted = list(self.scopes)
        self.ends = END

    def answer(self, request: Request) -> Reply:
        told = {**request.query, **request.fields}
        path = request.path.split("/")[2:]
        if path == ["debug_token"]:
            return self._debugged(told)
        token = told.get("access_token", "")
        proof = hmac.new(SECRET.encode(), str(token).encode(), hashlib.sha256).hexdigest()
        if token not in {TOKEN, PAGE_TOKEN} or told.get("appsecret_proof") != proof:
            return self.expired
        if request.method == "GET" and path == [PAGE]:
            hanging = {"id": INSTAGRAM, "username": "ayto.zafra", "name": "Ayuntamiento de Zafra"}
            return Reply(
                {"id": PAGE, "name": "Ayuntamiento de Zafra", "username": "aytozafra", "access_token": PAGE_TOKEN}
                | {"link": "https://www.facebook.com/aytozafra", "instagram_business_account": hanging}
            )
        if token != PAGE_TOKEN:
            return fault(403, 200, "(#200) Requires a page access token")
        return self.done(request.method, path, told)

    def done(self, method: str, path: list[str], told: dict[str, Any]) -> Reply:
        """Does what is asked by the token of the page."""
        raise AssertionError(path)

    def check(self, request: Request) -> Iterator[str]:
        if not re.fullmatch(r"/v\d\d\.0/.+", request.path):
            yield f"{request.path}: no version"
        if specs("meta-graph"):
            yield from self.complaints(request)

    def complaints(self, request: Request) -> Iterator[str]:
        """What the published fields do not know."""
        raise AssertionError(request)

    def listed(self, told: dict[str, Any], shown: Any) -> Reply:
        """Our posts, in pages of five."""
        posts, at, size = list(reversed(self.posts)), int(told.get("after", 0)), 5
        more = len(posts) > at + size
        paging = {"paging": {"cursors": {"after": str(at + size)}, **({"next": "https://graph.example/next"} if more else {})}}
        return Reply({"data": [shown(post) for post in posts[at : at + size]], **(paging if posts else {})})

    def found(self, name: str) -> Post | None:
        return next((post for post in self.posts if post.name == name), None)

    def _debugged(self, told: dict[str, Any]) -> Reply:
        if told["access_token"] != f"{APP}|{SECRET}":
            return fault(400, 190, "Invalid OAuth access token signature.")
        known = told["input_token"] == TOKEN
        return Reply(
            {"data": {"app_id": APP, "is_valid": known, "scopes": self.granted, "expires_at": 0, "data_access_expires_at": self.ends}}
        )


def gone() -> Reply:
    return fault(400, 100, "Unsupported get request. Object with ID does not exist", error_subcode=33)


def hour(post: Post) -> str:
    return datetime.fromtimestamp(post.at, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


@cache
def node(file: str) -> dict[str, Any]:
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 the name of a file is what can be remembered
        found: dict[str, Any] = json.load(stream)
    return found


def unknown(name: str, endpoint: str, request: Request) -> Iterator[str]:
    """The parameters and fields of a request that a node, or an edge of it, does not know, and those that lack."""
    described = node(str(specs("meta-graph", f"{name}.json")))
    said = f"{request.method} {name}/{endpoint}"
    edge = next((each for each in described["apis"] if (each["method"], each.get("endpoint", "")) == (request.method, endpoint)), None)
    if edge is None and not (request.method == "GET" and not endpoint):
        yield f"{said}: there is no such edge"
        return
    params = {each["name"]: each for each in (edge or {}).get("params", [])}
    # The octets of a photo travel as `source`, of which the generators' lists say nothing.
    sent = {*request.query, *request.fields, *(request.files if endpoint != "photos" else ())} - COMMON
    yield from (f"{said}: there is no parameter {each}" for each in sorted(sent) if each not in params)
    yield from (f"{said}: {each} lacks" for each, found in params.items() if found.get("required") and each not in sent)


def unread(name: str, request: Request, *besides: str) -> Iterator[str]:
    """The fields that are asked of a node that has none of that name; `besides` are edges, which may be asked as fields."""
    described = node(str(specs("meta-graph", f"{name}.json")))
    known = {each["name"] for each in described["fields"]} | {each["endpoint"] for each in described["apis"] if each.get("endpoint")}
    asked = re.sub(r"\.[a-z]+\([^)]*\)|\{[^}]*\}", "", request.query.get("fields", ""))
    yield from (f"{name}: there is no field {each}" for each in asked.split(",") if each and each not in known | set(besides))


class Facebook(Graph):
    """The page, its posts, and what is uploaded and not yet seen."""

    scopes: ClassVar = ["pages_show_list", "pages_read_engagement", "pages_manage_posts", "pages_read_user_content"]

    def __init__(self) -> None:
        super().__init__()
        self.photos: dict[str, str] = {}
        self.film = b""
        self.captions = b""
        self.unseen: list[Post] = []

    def kind(self, request: Request) -> Kind:
        last = request.path.rpartition("/")[2]
        fields = request.fields
        seen = last == "feed" or (fields.get("upload_phase") == "finish" and fields.get("published") != "false")
        return Kind.PUBLISH if request.method == "POST" and (seen or fields.get("published") == "true") else Kind.OTHER

    def done(self, method: str, path: list[str], told: dict[str, Any]) -> Reply:
        match method, path:
            case "POST", [_, "photos"]:
                name = f"7{len(self.photos):03}"
                self.photos[name] = str(told.get("alt_text_custom") or "")
                return Reply({"id": name})
            case "POST", [_, "feed"]:
                names = [each["media_fbid"] for each in json.loads(told.get("attached_media") or "[]")]
                post = Post(f"{PAGE}_{len(self.asked)}", told["message"], [self.photos[each] for each in names])
                self.posts.append(post)
                return Reply({"id": post.name})
            case "POST", [_, "videos"]:
                return self._uploaded(told)
            case "POST", [_, "captions"]:
                self.captions = self.asked[-1].files["captions_file"][0]
                return Reply({"success": True})
            case "GET", [_, "published_posts"]:
                return self.listed(told, lambda post: {"id": post.name, "message": post.text, "created_time": hour(post)})
            case "POST", [name]:
                self.posts += [post for post in self.unseen if post.name == name]
                return Reply({"success": True})
            case "GET", [name]:
                return self._counted(name)
            case "DELETE", [name]:
                found = self.found(name)
                self.posts = [post for post in self.posts if post.name != name]
                return Reply({"success": True}) if found else gone()
        return gone()

    def _uploaded(self, told: dict[str, Any]) -> Reply:
        match told["upload_phase"]:
            case "start":
                return Reply({"video_id": "900", "upload_session_id": "s1", "start_offset": "0", "end_offset": told["file_size"]})
            case "transfer":
                assert int(told["start_offset"]) == len(self.film)
                self.film += self.asked[-1].files["video_file_chunk"][0]
                return Reply({"start_offset": str(len(self.film))})
        post = Post("900", told["description"])
        (self.unseen if told.get("published") == "false" else self.posts).append(post)
        return Reply({"success": True})

    def _counted(self, name: str) -> Reply:
        post = self.found(name)
        if not post:
            return gone()
        counts = self.counts.get(name, {})
        totals = {each: {"data": [], "summary": {"total_count": counts.get(each, 0)}} for each in ("reactions", "comments")}
        return Reply({"id": name, **totals, **({"shares": {"count": counts["shares"]}} if "shares" in counts else {})})

    def complaints(self, request: Request) -> Iterator[str]:
        match request.path.split("/")[2:]:
            case ["debug_token"]:
                return
            case [name] if name == PAGE:
                yield from unread("Page", request)
            case [name] if "_" in name:
                yield from unknown("PagePost", "", request)
                yield from unread("PagePost", request)
            case [_]:
                yield from unknown("AdVideo", "", request)
            case [_, "captions"]:
                yield from unknown("AdVideo", "captions", request)
            case [_, edge]:
                yield from unknown("Page", edge, request)
                if request.method == "GET":
                    yield from unread("PagePost", request)
