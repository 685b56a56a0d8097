"""YouTube, checked by the discovery document that Google publishes (specs/youtube)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request, specs

TOKEN, REFRESH, SECRET = "token-of-an-hour-of-google", "refresh-of-google", "secret-of-the-application-of-google"
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
CHANNEL = {"id": "UC77", "snippet": {"title": "Ayuntamiento de Zafra", "customUrl": "@aytozafra"}}
COMMON = {"uploadType", "upload_id"}


def fault(status: int, reason: str, message: str) -> Reply:
    return Reply(
        {"error": {"code": status, "message": message, "errors": [{"reason": reason, "message": message, "domain": "youtube"}]}}, status
    )


class YouTube(Network):
    """One channel. Videos that nobody sees are there too, `unseen`, until they are shown."""

    refused: ClassVar = fault(400, "invalidDescription", "No se admite")
    expired: ClassVar = Reply({"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, 400)
    lacking: ClassVar = fault(403, "insufficientPermissions", "Request had insufficient authentication scopes.")

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, str]] = {}
        self.scope = SCOPE
        self.lasts = 0
        self.unseen: list[Post] = []
        self.titles: dict[str, str] = {}
        self.content = b""
        self.begun: dict[str, Any] = {}
        self.captions: dict[str, bytes] = {}
        self.audited = True
        self.channels = [CHANNEL]

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.method == "PUT" and request.path == "/youtube/v3/videos" else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        if request.path == "/token":
            return self._token(request)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return fault(401, "authError", "Invalid Credentials")
        match request.method, request.path:
            case "GET", "/youtube/v3/channels":
                lists = {"contentDetails": {"relatedPlaylists": {"uploads": "UU77"}}}
                return Reply({"items": [{**each, **lists} for each in self.channels]})
            case "GET", "/youtube/v3/playlistItems":
                return self._listed(request)
            case "GET", "/youtube/v3/videos":
                names = request.query["id"].split(",")
                return Reply({"items": [self._shown(post) for post in self._all() if post.name in names]})
            case "POST", "/upload/youtube/v3/videos":
                self.begun, self.content = dict(request.fields), b""
                return Reply(b"", 200, {"Location": f"{self.address}/session"})
            case "PUT", "/session":
                return self._received(request)
            case "GET", "/youtube/v3/captions":
                return Reply({"items": [{"id": "c1"}] if request.query["videoId"] in self.captions else []})
            case "POST", "/upload/youtube/v3/captions":
                told, track = (part.partition(b"\r\n\r\n")[2].rstrip(b"\r\n") for part in request.body.split(b"\r\n--")[0:2])
                self.captions[json.loads(told)["snippet"]["videoId"]] = track
                return Reply({"id": "c1"})
            case "PUT", "/youtube/v3/videos":
                return self._showed(request.fields["id"])
            case "DELETE", "/youtube/v3/videos":
                found = any(post.name == request.query["id"] for post in self.posts)
                self.posts = [post for post in self.posts if post.name != request.query["id"]]
                return Reply(b"", 204) if found else fault(404, "videoNotFound", "The video cannot be found.")
        return fault(404, "notFound", "Not Found")

    def check(self, request: Request) -> Iterator[str]:
        file = specs("youtube", "youtube.v3.json")
        if file and request.path not in {"/token", "/session"}:
            yield from complaints(str(file), request)

    def _token(self, request: Request) -> Reply:
        if (request.fields["refresh_token"], request.fields["client_secret"]) != (REFRESH, SECRET):
            return self.expired
        lasts = {"refresh_token_expires_in": self.lasts} if self.lasts else {}
        return Reply({"access_token": TOKEN, "expires_in": 3599, "scope": self.scope, "token_type": "Bearer", **lasts})

    def _received(self, request: Request) -> Reply:
        span, _slash, whole = request.headers["content-range"].removeprefix("bytes ").partition("/")
        assert int(span.partition("-")[0]) == len(self.content)
        self.content += request.body
        if len(self.content) < int(whole):
            return Reply(b"", 308, {"Range": f"bytes=0-{len(self.content) - 1}"})
        post = Post(f"v{len(self.asked):04}", self.begun["snippet"]["description"])
        self.titles[post.name] = self.begun["snippet"]["title"]
        self.unseen.append(post)
        return Reply(self._shown(post))

    def _showed(self, name: str) -> Reply:
        post = next(post for post in self._all() if post.name == name)
        if self.audited and post in self.unseen:
            self.unseen.remove(post)
            self.posts.append(post)
        return Reply(self._shown(post))

    def _listed(self, request: Request) -> Reply:
        at, size = int(request.query.get("pageToken", 0)), 5
        posts = sorted(self._all(), key=lambda post: -post.at)
        more = {"nextPageToken": str(at + size)} if len(posts) > at + size else {}
        return Reply({"items": [{"contentDetails": {"videoId": post.name}} for post in posts[at : at + size]], **more})

    def _all(self) -> list[Post]:
        return [*self.posts, *self.unseen]

    def _shown(self, post: Post) -> dict[str, Any]:
        moment = datetime.fromtimestamp(post.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "id": post.name,
            "snippet": {"title": self.titles.get(post.name, post.text[:100]), "description": post.text, "publishedAt": moment},
            "status": {"privacyStatus": "private" if post in self.unseen else "public"},
            "statistics": {"viewCount": "0", "likeCount": "0", "commentCount": "0", **self.counts.get(post.name, {})},
        }


@cache
def _described(file: str) -> dict[str, Any]:
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 the name of a file is what can be remembered
        found: dict[str, Any] = json.load(stream)
    return found


def complaints(file: str, request: Request) -> Iterator[str]:
    """What a request does that the discovery document does not describe: a method, a parameter, a field or its type."""
    described = _described(file)
    said = f"{request.method} {request.path}"
    path = request.path.removeprefix("/upload").strip("/")
    methods = [method for resource in described["resources"].values() for method in resource.get("methods", {}).values()]
    found = next((each for each in methods if (each["httpMethod"], each["path"]) == (request.method, path)), None)
    if not found or (request.path.startswith("/upload") and "mediaUpload" not in found):
        yield f"{said}: there is no such method"
        return
    known = found.get("parameters", {})
    yield from (f"{said}: there is no parameter {each}" for each in request.query if each not in known and each not in COMMON)
    yield from (f"{said}: {name} lacks" for name, each in known.items() if each.get("required") and name not in request.query)
    if request.fields:
        yield from (f"{said}: {each}" for each in _wrong(described, found["request"]["$ref"], request.fields))


def _wrong(described: dict[str, Any], name: str, value: Any) -> Iterator[str]:
    properties = described["schemas"][name]["properties"]
    for field, each in value.items():
        kind = properties.get(field)
        if kind is None:
            yield f"{name} has no field {field}"
        elif "$ref" in kind:
            yield from _wrong(described, kind["$ref"], each)
        elif not isinstance(each, {"string": str, "boolean": bool, "array": list, "object": dict}.get(kind["type"], object)):
            yield f"{name}.{field} is no {kind['type']}"
        elif "enum" in kind and each not in kind["enum"]:
            yield f"{name}.{field}: {each} is none of its words"
