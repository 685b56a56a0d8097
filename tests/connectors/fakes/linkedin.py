"""LinkedIn. It publishes no machine-readable description: what it wants is of its reference pages, and its cutting of texts too."""

import time
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import unquote

from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request

ORGANIZATION, PAGE = "2414183", "urn:li:organization:2414183"
TOKEN, REFRESH, SECRET = "token-of-linkedin", "refresh-of-linkedin", "secret-of-the-application-of-linkedin"
SCOPES = ["w_organization_social", "r_organization_social", "rw_organization_admin"]
END = int(time.time()) + 60 * 86_400
RESERVED = set("|{}@[]()<>#*_~")
BODY = {"author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor", "content"}


class LinkedIn(Network):
    """One page. It reads texts in its notation, and cuts them off, without a word, where what is reserved is not escaped."""

    refused: ClassVar = Reply({"status": 422, "code": "UNPROCESSABLE_ENTITY", "message": "No se admite"}, 422)
    expired: ClassVar = Reply({"status": 401, "code": "EXPIRED_ACCESS_TOKEN", "message": "The token used has expired"}, 401)
    lacking: ClassVar = Reply({"status": 403, "code": "ACCESS_DENIED", "message": "Not enough permissions to access: posts.CREATE"}, 403)

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = {}
        self.media: dict[str, bytes] = {}
        self.granted = list(SCOPES)
        self.content: list[dict[str, Any]] = []

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if (request.method, request.path) == ("POST", "/rest/posts") else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/oauth/v2/"):
            return self._token(request)
        path = [unquote(each) for each in request.path.strip("/").split("/")]
        if path[0] == "upload":
            self.media[path[1]] = self.media.get(path[1], b"") + request.body
            return Reply(b"", 201, {"ETag": f'"e{len(self.asked)}"'})
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self.expired
        match request.method, path[1:]:
            case "GET", ["organizations", organization] if organization == ORGANIZATION:
                return Reply({"id": int(ORGANIZATION), "localizedName": "Ayuntamiento de Zafra", "vanityName": "ayto-zafra"})
            case "POST", [("images" | "videos") as kind]:
                return self._began(kind, request)
            case "GET", ["videos", name]:
                return Reply({"id": name, "status": "AVAILABLE" if len(self.asked) % 2 else "PROCESSING"})
            case "POST", ["posts"]:
                return self._publish(request.fields)
            case "GET", ["posts"]:
                return self._listed(request)
            case ("GET" | "DELETE") as method, ["posts", name]:
                return self._one(method, name)
            case "GET", ["organizationalEntityShareStatistics"]:
                name = request.query["shares"].removeprefix("List(").removesuffix(")")
                counts = self.counts.get(name)
                return Reply({"elements": [{"share": name, "totalShareStatistics": counts}] if counts and self._found(name) else []})
        return Reply({"status": 404, "code": "NOT_FOUND", "message": "No resource"}, 404)

    def check(self, request: Request) -> Iterator[str]:
        if request.path.startswith("/rest/"):
            if not request.headers.get("linkedin-version", "").isdigit():
                yield "linkedin-version lacks"
            if request.headers.get("x-restli-protocol-version") != "2.0.0":
                yield "x-restli-protocol-version lacks"
        if self.kind(request) is Kind.PUBLISH:
            yield from (f"posts: there is no field {each}" for each in sorted(set(request.fields) - BODY))
            yield from (f"posts: {each} lacks" for each in sorted(BODY - {"content"} - set(request.fields)))

    def _token(self, request: Request) -> Reply:
        if request.fields.get("client_secret") != SECRET:
            return Reply({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        if request.path.endswith("/introspectToken"):
            active = request.fields["token"] == TOKEN
            return Reply(
                {"active": active, "status": "active" if active else "expired", "scope": ",".join(self.granted), "expires_at": END}
            )
        if request.fields["refresh_token"] != REFRESH:
            return Reply({"error": "invalid_request", "error_description": "The provided refresh token is invalid"}, 400)
        return Reply({"access_token": f"{TOKEN}+", "expires_in": 5_184_000, "refresh_token": f"{REFRESH}+"})

    def _began(self, kind: str, request: Request) -> Reply:
        if request.query["action"] == "finalizeUpload":
            assert all(request.fields["finalizeUploadRequest"]["uploadedPartIds"])
            return Reply(b"", 200)
        asked, name = request.fields["initializeUploadRequest"], f"m{len(self.media)}"
        self.media[name] = b""
        upload = f"{self.address}/upload/{name}"
        if kind == "images":
            return Reply({"value": {"image": f"urn:li:image:{name}", "uploadUrl": upload}})
        size, half = asked["fileSizeBytes"], asked["fileSizeBytes"] // 2
        parts = [
            {"uploadUrl": upload, "firstByte": 0, "lastByte": half},
            {"uploadUrl": upload, "firstByte": half + 1, "lastByte": size - 1},
        ]
        return Reply({"value": {"video": f"urn:li:video:{name}", "uploadInstructions": parts, "uploadToken": ""}})

    def _publish(self, told: Any) -> Reply:
        content = told.get("content") or {}
        images = (content.get("multiImage") or {}).get("images") or ([content["media"]] if "media" in content else [])
        post = Post(
            f"urn:li:share:7{len(self.asked):04}",
            read(told["commentary"]),
            [each.get("altText", "") for each in images],
            key=told["commentary"],
        )
        self.content.append(content)
        self.posts.append(post)
        return Reply(b"", 201, {"x-restli-id": post.name})

    def _listed(self, request: Request) -> Reply:
        assert (request.query["q"], request.query["author"], request.headers["x-restli-method"]) == ("author", PAGE, "FINDER")
        start, count = int(request.query["start"]), int(request.query["count"])
        shown = [_shown(post) for post in reversed(self.posts)]
        return Reply({"elements": shown[start : start + count], "paging": {"start": start, "count": count}})

    def _one(self, method: str, name: str) -> Reply:
        found = self._found(name)
        if method == "DELETE":
            self.posts = [post for post in self.posts if post.name != name]
            return Reply(b"", 204)
        return Reply(_shown(found)) if found else Reply({"status": 404, "code": "NOT_FOUND", "message": "Post not found"}, 404)

    def _found(self, name: str) -> Post | None:
        return next((post for post in self.posts if post.name == name), None)


def _shown(post: Post) -> dict[str, Any]:
    moment = int(post.at * 1000)
    return {"id": post.name, "commentary": post.key or post.text, "createdAt": moment, "publishedAt": moment, "lifecycleState": "PUBLISHED"}


def read(told: str) -> str:
    """A text as LinkedIn understands it: escaped letters, hashtags by their template; at anything else reserved it stops."""
    said, at = "", 0
    while at < len(told):
        if told[at] == "\\":
            said += told[at + 1]
            at += 2
        elif told.startswith("{hashtag|\\#|", at):
            end = told.index("}", at)
            said += "#" + told[at + len("{hashtag|\\#|") : end].replace("\\", "")
            at = end + 1
        elif told[at] in RESERVED:
            return said
        else:
            said += told[at]
            at += 1
    return said
