"""A personal data server of the AT Protocol, checked by its lexicons (specs/bluesky/lexicons)."""

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import regex

from tests.connectors.fakes.network import Kind, Network, Post, Reply, Request, specs

DID = "did:plc:zafra7777777777777777777"
HANDLE = "zafra.bsky.social"
PASSWORD = "abcd-efgh-ijkl-mnop"
POST = "app.bsky.feed.post"


class Bluesky(Network):
    """Keeps the records of one account: a name that is taken is not taken again, and a transaction is whole or is not."""

    refused: ClassVar = Reply({"error": "InvalidRequest", "message": "Record/text must not be longer than 300 graphemes"}, 400)
    expired: ClassVar = Reply({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
    lacking: ClassVar = Reply({"error": "AccountTakedown", "message": "Account has been taken down"}, 400)
    waiting: ClassVar = Reply({"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, 429, {"Retry-After": "7"})

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, dict[str, int]] = {}
        self.entered = 0

    def kind(self, request: Request) -> Kind:
        writes = request.fields.get("writes") or []
        creates = any(each.get("$type", "").endswith("#create") for each in writes)
        return Kind.PUBLISH if request.path.endswith(".applyWrites") and creates else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        match request.path.removeprefix("/xrpc/"):
            case "com.atproto.server.createSession":
                if (request.fields.get("identifier"), request.fields.get("password")) != (HANDLE, PASSWORD):
                    return self.expired
                self.entered += 1
                return Reply({"did": DID, "handle": HANDLE, "accessJwt": _token(), "refreshJwt": _token(), "active": True})
            case "com.atproto.identity.resolveHandle":
                return Reply({"error": "InvalidRequest", "message": "Unable to resolve handle"}, 400)
            case "com.atproto.repo.getRecord":
                return self._read(request.query["collection"], request.query["rkey"])
            case "com.atproto.repo.uploadBlob":
                return Reply({"blob": _blob(request.body, request.headers.get("content-type", ""))})
            case "com.atproto.repo.applyWrites":
                return self._write(request.fields["writes"])
            case "com.atproto.repo.deleteRecord":
                self.posts = [post for post in self.posts if post.name != request.fields["rkey"]]
                return Reply({})
            case "app.bsky.feed.getPosts":
                return Reply({"posts": [self._view(post) for post in self.posts if post.name == request.query["uris"].rpartition("/")[2]]})
        return Reply({"error": "MethodNotImplemented", "message": "Method Not Implemented"}, 501)

    def check(self, request: Request) -> Iterator[str]:
        folder = specs("bluesky", "lexicons")
        if folder:
            yield from complaints(str(folder), request)

    def _write(self, writes: list[dict[str, Any]]) -> Reply:
        taken = {post.name for post in self.posts}
        if any(each["rkey"] in taken for each in writes):
            return Reply({"error": "InternalServerError", "message": "Internal Server Error"}, 500)
        for each in writes:
            value = each["value"]
            alts = [image["alt"] for image in value.get("embed", {}).get("images", [])]
            above = value.get("reply", {}).get("parent", {}).get("uri", "")
            self.posts.append(Post(each["rkey"], value["text"], alts, above.rpartition("/")[2], key=value["createdAt"]))
        return Reply({"results": []})

    def _read(self, collection: str, key: str) -> Reply:
        found = next((post for post in self.posts if post.name == key), None)
        if collection != POST or not found:
            return Reply({"error": "RecordNotFound", "message": f"Could not locate record: {collection}/{key}"}, 400)
        value = {"$type": POST, "text": found.text, "createdAt": found.key}
        return Reply({"uri": f"at://{DID}/{POST}/{key}", "cid": CID, "value": value})

    def _view(self, post: Post) -> dict[str, Any]:
        return {
            "uri": f"at://{DID}/{POST}/{post.name}",
            "cid": CID,
            "author": {"did": DID, "handle": HANDLE},
            "record": {"$type": POST, "text": post.text, "createdAt": post.key},
            "indexedAt": post.key,
            **self.counts.get(post.name, {}),
        }


CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"


def _token() -> str:
    said = {"exp": int(time.time()) + 7200, "iat": int(time.time()), "sub": DID, "scope": "com.atproto.access"}
    return ".".join(base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in ({"alg": "none"}, said, {}))


def _blob(content: bytes, mime: str) -> dict[str, Any]:
    raw = b"\x01\x55\x12\x20" + hashlib.sha256(content).digest()
    link = "b" + base64.b32encode(raw).decode().lower().rstrip("=")
    return {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/png" if mime in {"*/*", ""} else mime, "size": len(content)}


# --- Lexicons ----------------------------------------------------------------------------------------------------------


@cache
def _lexicon(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, *name.split(".")).with_suffix(".json").read_text())["defs"]
    return found


def complaints(folder: str, request: Request) -> Iterator[str]:
    """What a request does that the lexicons do not describe: a method, a parameter, a field of a record, a length, a form."""
    name = request.path.removeprefix("/xrpc/")
    if not Path(folder, *name.split(".")).with_suffix(".json").exists():
        yield f"{name}: there is no such method"
        return
    main = _lexicon(folder, name)["main"]
    if (request.method == "POST") != (main["type"] == "procedure"):
        yield f"{name}: it is asked with the other method"
    known = main.get("parameters", {}).get("properties", {})
    yield from (f"{name}: there is no parameter {each}" for each in request.query if each not in known)
    schema = main.get("input", {}).get("schema")
    if schema:
        yield from _faults(folder, name, name, schema, request.fields)


def _faults(folder: str, lexicon: str, where: str, schema: dict[str, Any], value: Any) -> Iterator[str]:
    kind = schema["type"]
    if kind == "ref":
        yield from _named(folder, lexicon, where, schema["ref"], value)
    elif kind == "union":
        yield from _chosen(folder, lexicon, where, schema, value)
    elif kind == "unknown":
        if isinstance(value, dict) and "$type" in value:
            record = _lexicon(folder, value["$type"])["main"]
            yield from _faults(folder, value["$type"], where, record["record"], value)
    elif kind == "object":
        yield from _object(folder, lexicon, where, schema, value)
    elif kind == "array":
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{where}: {len(value)} are too many"
        for number, each in enumerate(value):
            yield from _faults(folder, lexicon, f"{where}[{number}]", schema["items"], each)
    else:
        yield from _simple(where, schema, value)


def _named(folder: str, lexicon: str, where: str, ref: str, value: Any) -> Iterator[str]:
    file, _hash, name = ref.partition("#")
    yield from _faults(folder, file or lexicon, where, _lexicon(folder, file or lexicon)[name or "main"], value)


def _chosen(folder: str, lexicon: str, where: str, schema: dict[str, Any], value: Any) -> Iterator[str]:
    chosen = value.get("$type", "").removesuffix("#main")
    known = {(lexicon + each if each.startswith("#") else each): each for each in schema["refs"]}
    if chosen not in known:
        yield f"{where}: {chosen} is none of {sorted(known)}"
    else:
        yield from _named(folder, lexicon, where, known[chosen], value)


def _object(folder: str, lexicon: str, where: str, schema: dict[str, Any], value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: {value!r} is no object"
        return
    yield from (f"{where}: {name} lacks" for name in schema.get("required", []) if name not in value)
    for name, each in value.items():
        if name == "$type":
            continue
        if name not in schema.get("properties", {}):
            yield f"{where}: there is no field {name}"
        else:
            yield from _faults(folder, lexicon, f"{where}.{name}", schema["properties"][name], each)


KINDS = {"string": str, "integer": int, "boolean": bool}
FORMS = {
    "record-key": r"[A-Za-z0-9_~.:-]{1,512}",
    "nsid": r"[a-z][a-z0-9-]*(\.[a-zA-Z0-9-]+){2,}",
    "at-uri": r"at://[^/]+/[^/]+/[^/]+",
    "cid": r"b[a-z2-7]{20,}",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    "language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
    "uri": r"[a-z]+:\S+",
    "did": r"did:[a-z]+:\S+",
}


def _simple(where: str, schema: dict[str, Any], value: Any) -> Iterator[str]:
    if schema["type"] == "blob":
        if set(value) != {"$type", "ref", "mimeType", "size"} or value["size"] > schema.get("maxSize", value["size"]):
            yield f"{where}: {value} is no blob that is taken"
    elif not isinstance(value, KINDS[schema["type"]]):
        yield f"{where}: {value!r} is no {schema['type']}"
    elif isinstance(value, str):
        if len(value.encode()) > schema.get("maxLength", len(value.encode())):
            yield f"{where}: too many octets"
        if len(regex.findall(r"\X", value)) > schema.get("maxGraphemes", len(value)):
            yield f"{where}: too many letters"
        if not re.fullmatch(FORMS.get(schema.get("format", ""), r"(?s:.*)"), value):
            yield f"{where}: {value!r} is no {schema['format']}"
