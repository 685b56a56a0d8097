"""A server of Mastodon, checked by its OpenAPI (specs/mastodon/schema.json)."""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar

from jsonschema import Draft202012Validator

from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request, specs

ME = {"id": "7", "username": "zafra", "acct": "zafra", "display_name": "Ayuntamiento de Zafra", "url": "https://mastodon.test/@zafra"}
TOKEN = "token-of-mastodon"


class Mastodon(Network):
    """Keeps idempotency keys as the real one does, or forgets them as others do."""

    keeps_keys = True
    scopes: ClassVar = ["read", "write:statuses", "write:media"]

    def __init__(self) -> None:
        super().__init__()
        self.media: dict[str, str] = {}
        self.counts: dict[str, dict[str, int]] = {}
        self.granted = list(self.scopes)

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if (request.method, request.path) == ("POST", "/api/v1/statuses") else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        if request.path == "/api/v2/instance":
            return Reply(INSTANCE)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return self.expired
        match request.method, request.path.strip("/").split("/")[2:]:
            case "GET", ["accounts", "verify_credentials"]:
                return Reply(ME)
            case "GET", ["apps", "verify_credentials"]:
                return Reply({"id": "1", "name": "Plaza Mayor", "website": None, "scopes": self.granted})
            case "GET", ["accounts", "7", "statuses"]:
                return Reply(self._page(request))
            case "POST", ["media"]:
                return self._keep(request)
            case "GET", ["media", name]:
                return Reply({"id": name, "type": "image", "url": f"{self.address}/media/{name}.png"})
            case "POST", ["statuses"]:
                return self._publish(request)
            case "GET", ["statuses", name]:
                found = self._found(name)
                return Reply(self._status(found)) if found else Reply({"error": "Record not found"}, 404)
            case "DELETE", ["statuses", name]:
                return self._delete(name)
        return Reply({"error": "Not found"}, 404)

    def check(self, request: Request) -> Iterator[str]:
        file = specs("mastodon", "schema.json")
        if file:
            yield from complaints(str(file), request)

    def _keep(self, request: Request) -> Reply:
        if "file" not in request.files:
            return Reply({"error": "Validation failed: File can't be blank"}, 422)
        name = f"m{len(self.media)}"
        self.media[name] = str(request.fields.get("description", ""))
        # As with anything large, it is first prepared: 202 and no address yet.
        return Reply({"id": name, "type": "image", "url": None}, 202)

    def _publish(self, request: Request) -> Reply:
        key = request.headers.get("idempotency-key", "")
        before = next((post for post in self.posts if key and post.key == key), None)
        if before and self.keeps_keys:
            return Reply(self._status(before))
        text = str(request.fields.get("status") or "")
        names = request.fields.get("media_ids") or []
        if len(text) > 500:
            return Reply({"error": "Validation failed: Text character limit of 500 exceeded"}, 422)
        post = Post(
            f"1{len(self.asked):05}", text, [self.media[each] for each in names], str(request.fields.get("in_reply_to_id") or ""), key=key
        )
        self.posts.append(post)
        return Reply(self._status(post))

    def _delete(self, name: str) -> Reply:
        found = self._found(name)
        if not found:
            return Reply({"error": "Record not found"}, 404)
        self.posts.remove(found)
        return Reply(self._status(found))

    def _page(self, request: Request) -> list[dict[str, Any]]:
        below = request.query.get("max_id")
        return [self._status(post) for post in reversed(self.posts) if not below or post.name < below][
            : int(request.query.get("limit", 20))
        ]

    def _found(self, name: str) -> Post | None:
        return next((post for post in self.posts if post.name == name), None)

    def _status(self, post: Post) -> dict[str, Any]:
        """A status as it is shown: in HTML, links shortened in sight, mentions without their server."""
        shown = html.escape(post.text)
        shown = re.sub(r"https://(\S+)", r'<a href="https://\1"><span class="invisible">https://</span><span>\1</span></a>', shown)
        shown = re.sub(r"(?<![\w/])@(\w+)@[\w.-]+\w", r'<span class="h-card"><a class="u-url mention">@<span>\1</span></a></span>', shown)
        shown = shown.replace("\n\n", "</p><p>").replace("\n", "<br />")
        return {
            "id": post.name,
            "created_at": datetime.fromtimestamp(post.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "in_reply_to_id": post.answers or None,
            "url": f"https://mastodon.test/@zafra/{post.name}",
            "content": f"<p>{shown}</p>",
            "account": ME,
            "media_attachments": [],
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": 0,
            **self.counts.get(post.name, {}),
        }


INSTANCE = {
    "domain": "mastodon.test",
    "version": "an unparseable one",
    "configuration": {
        "statuses": {"max_characters": 5000, "max_media_attachments": 6, "characters_reserved_per_url": 25},
        "media_attachments": {
            "supported_mime_types": ["image/jpeg", "image/png", "video/mp4"],
            "image_size_limit": 1000,
            "description_limit": 700,
        },
    },
}


@cache
def _schema(file: str) -> dict[str, Any]:
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 the name of a file is what can be remembered
        found: dict[str, Any] = json.load(stream)
    return found


def complaints(file: str, request: Request) -> Iterator[str]:
    """What a request does that the interface does not describe: an address, a parameter, a field or its type."""
    schema = _schema(file)
    said = f"{request.method} {request.path}"
    path = next(
        (each for each in schema["paths"] if request.method.lower() in schema["paths"][each] and _matches(each, request.path)), None
    )
    if not path:
        yield f"{said}: there is no such operation"
        return
    operation = schema["paths"][path][request.method.lower()]
    known = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
    yield from (f"{said}: there is no parameter {name}" for name in request.query if name.removesuffix("[]") not in known)
    contents = operation.get("requestBody", {}).get("content", {})
    sent = {**request.fields, **dict.fromkeys(request.files, "octets")}
    if sent and not contents:
        yield f"{said}: there is no body"
    for content in list(contents.values())[:1]:
        # The shapes of a status overlap in what is described: any of them will do.
        body = {
            "components": schema["components"],
            **{"anyOf" if name == "oneOf" else name: value for name, value in content["schema"].items()},
        }
        typed = _plain(sent, _properties(schema, content["schema"]))
        body = {**body, "additionalProperties": False} if "properties" in body else {**body, "unevaluatedProperties": False}
        yield from (f"{said}: {each.message[:200]}" for each in Draft202012Validator(body).iter_errors(typed))


def _properties(schema: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """The fields of a body, whichever of its shapes it has."""
    if "$ref" in body:
        return _properties(schema, schema["components"]["schemas"][body["$ref"].rpartition("/")[2]])
    shapes = [each for word in ("anyOf", "oneOf", "allOf") for each in body.get(word, [])]
    found = dict(body.get("properties", {}))
    for each in shapes:
        found |= _properties(schema, each)
    return found


def _plain(sent: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    """Fields with the types that the server reads in a form, which carries only words."""
    words = {"0": False, "false": False, "1": True, "true": True}
    return {name: words.get(value, value) if properties.get(name, {}).get("type") == "boolean" else value for name, value in sent.items()}


def _matches(pattern: str, path: str) -> bool:
    parts, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    fits = all(part == each or (part.startswith("{") and not each.startswith("verify")) for part, each in zip(parts, given, strict=False))
    return len(parts) == len(given) and fits
