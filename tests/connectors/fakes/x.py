"""X, checked by its OpenAPI (specs/x)."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from tests.connectors.fakes import openapi
from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request, specs

TOKEN = "token-of-x"
REFRESH = "refresh-of-x"
CLIENT_SECRET = "secret-of-the-application-of-x"
ME = {"id": "77", "name": "Ayuntamiento de Zafra", "username": "zafra"}
SCOPES = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"]
PROBLEM = "https://api.x.com/2/problems"


def problem(status: int, detail: str, **more: str) -> Reply:
    return Reply({"title": "Problem", "type": f"{PROBLEM}/client-forbidden", "status": status, "detail": detail, **more}, status)


class X(Network):
    """One account. It shortens addresses, escapes what it shows and, asked to, refuses what it said already."""

    refused: ClassVar = Reply({"errors": [{"message": "No se admite"}], "title": "Invalid Request", "detail": "Invalid."}, 400)
    expired: ClassVar = problem(401, "Unauthorized")
    lacking: ClassVar = problem(403, "You are not permitted to perform this action.")

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = {}
        self.media: dict[str, str] = {}
        self.uploads: dict[str, bytes] = {}
        self.subtitles: list[dict[str, Any]] = []
        self.granted = list(SCOPES)
        self.refresh = REFRESH
        self.tokens = [TOKEN]
        self.remembers = False
        self.asked_status = 0

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if (request.method, request.path) == ("POST", "/2/tweets") else Kind.OTHER

    def answer(self, request: Request) -> Reply:  # noqa: PLR0912 a branch for each address
        if request.path == "/2/oauth2/token":
            return self._renewed(request)
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return self.expired
        match request.method, request.path.strip("/").split("/")[1:]:
            case "GET", ["users", "me"]:
                return Reply({"data": ME})
            case "GET", ["users", "77", "tweets"]:
                return self._page(request)
            case "POST", ["tweets"]:
                return self._publish(request.fields)
            case "GET", ["tweets", name]:
                found = self._found(name)
                gone = {"errors": [{"title": "Not Found Error", "type": f"{PROBLEM}/resource-not-found", "detail": "Could not find it"}]}
                return Reply({"data": self._shown(found)} if found else gone)
            case "DELETE", ["tweets", name]:
                self.posts = [post for post in self.posts if post.name != name]
                return Reply({"data": {"deleted": True}})
            case "POST", ["media", "upload"]:
                return self._kept(request.files["media"][0])
            case "POST", ["media", "metadata"]:
                self.media[request.fields["id"]] = request.fields["metadata"]["alt_text"]["text"]
                return Reply({"data": {"id": request.fields["id"]}})
            case "POST", ["media", "upload", "initialize"]:
                return self._kept(b"")
            case "POST", ["media", "upload", name, "append"]:
                self.uploads[name] += request.files["media"][0]
                return Reply({"data": {"expires_at": 1}})
            case "POST", ["media", "upload", name, "finalize"]:
                return Reply({"data": {"id": name, "processing_info": {"state": "pending", "check_after_secs": 1}}})
            case "GET", ["media", "upload"]:
                self.asked_status += 1
                return Reply({"data": {"id": request.query["media_id"], "processing_info": {"state": "succeeded"}}})
            case "POST", ["media", "subtitles"]:
                self.subtitles.append(dict(request.fields))
                return Reply({"data": {"id": request.fields["id"]}})
        return problem(404, "Not Found")

    def check(self, request: Request) -> Iterator[str]:
        file = specs("x", "openapi-2.167.json")
        if file and request.path != "/2/oauth2/token":
            yield from openapi.complaints(str(file), request)

    def _renewed(self, request: Request) -> Reply:
        if request.fields.get("refresh_token") != self.refresh or request.fields.get("client_id") != "plaza":
            return Reply({"error": "invalid_request", "error_description": "Value passed for the token was invalid."}, 400)
        self.refresh = f"{self.refresh}+"
        self.tokens.append(f"{self.tokens[-1]}+")
        told = {"token_type": "bearer", "expires_in": 7200, "scope": " ".join(self.granted)}
        return Reply({**told, "access_token": self.tokens[-1], "refresh_token": self.refresh})

    def _kept(self, content: bytes) -> Reply:
        name = str(9000 + len(self.media))
        self.media[name] = ""
        self.uploads[name] = content
        return Reply({"data": {"id": name, "media_key": f"3_{name}"}})

    def _publish(self, told: dict[str, Any] | Any) -> Reply:
        text = str(told.get("text") or "")
        if self.remembers and any(post.text == text for post in self.posts):
            return problem(403, "You are not allowed to create a Tweet with duplicate content.")
        alts = [self.media[each] for each in (told.get("media") or {}).get("media_ids", [])]
        above = str((told.get("reply") or {}).get("in_reply_to_tweet_id") or "")
        post = Post(f"18{len(self.asked):06}", text, alts, above)
        self.posts.append(post)
        return Reply({"data": {"id": post.name, "text": text}}, 201)

    def _page(self, request: Request) -> Reply:
        since = datetime.fromisoformat(request.query["start_time"]).timestamp()
        posts = [post for post in reversed(self.posts) if post.at >= since]
        at = int(request.query.get("pagination_token", "0"))
        page, size = posts[at:], 5
        meta = {"result_count": len(page[:size]), **({"next_token": str(at + size)} if len(page) > size else {})}
        return Reply({"meta": meta, **({"data": [self._shown(post) for post in page[:size]]} if page else {})})

    def _found(self, name: str) -> Post | None:
        return next((post for post in self.posts if post.name == name), None)

    def _shown(self, post: Post) -> dict[str, Any]:
        """A post as X gives it: addresses shortened, one more for its pictures, and HTML escaped."""
        urls: list[dict[str, Any]] = []

        def shortened(match: re.Match[str]) -> str:
            urls.append({"start": 0, "end": 1, "url": f"https://t.co/{post.name}{len(urls)}", "expanded_url": match[0]})
            return str(urls[-1]["url"])

        text = html.escape(re.sub(r"https://[\w./-]+\w", shortened, post.text), quote=False)
        if post.alts:
            urls.append(
                {
                    "start": 0,
                    "end": 1,
                    "url": f"https://t.co/m{post.name}",
                    "expanded_url": f"https://x.com/zafra/status/{post.name}/photo/1",
                }
            )
            text += f" https://t.co/m{post.name}"
        zero = dict.fromkeys(["like_count", "repost_count", "quote_count", "reply_count", "bookmark_count", "impression_count"], 0)
        return {
            "id": post.name,
            "text": text,
            "created_at": datetime.fromtimestamp(post.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "edit_history_post_ids": [post.name],
            "public_metrics": {**zero, **self.counts.get(post.name, {})},
            **({"entities": {"urls": urls}} if urls else {}),
            **({"referenced_posts": [{"type": "replied_to", "id": post.answers}]} if post.answers else {}),
        }
