"""The fakes understand nothing that the networks would not: a wrong field is seen, by what each network publishes."""

from pathlib import Path

import pytest

from tests.connectors.fakes import bluesky, graph, mastodon, openapi, telegram, youtube
from tests.connectors.fakes.network import Request

pytestmark = pytest.mark.real


def ask(path: str, method: str = "POST", query: dict[str, str] | None = None, **fields: object) -> Request:
    return Request(method, path, query or {}, {}, b"", fields)


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (ask("/api/v1/statuses", status="Hola", language="es", visibility="public"), ""),
        (ask("/api/v1/statuses", status="Hola", idioma="es"), "POST /api/v1/statuses: "),
        (ask("/api/v1/statuses", status="Hola", visibility="everybody"), "POST /api/v1/statuses: "),
        (ask("/api/v1/statuses", language="es"), "POST /api/v1/statuses: "),
        (ask("/api/v1/toots", status="Hola"), "POST /api/v1/toots: there is no such operation"),
        (ask("/api/v1/accounts/7/statuses", "GET", {"limit": "40", "max_id": "3"}), ""),
        (ask("/api/v1/accounts/7/statuses", "GET", {"max": "40"}), "GET /api/v1/accounts/7/statuses: there is no parameter max"),
    ],
)
def test_mastodon_sees_what_it_does_not_describe(request_: Request, complaint: str, real_specs: Path) -> None:
    found = list(mastodon.complaints(str(real_specs / "mastodon/schema.json"), request_))
    assert [bool(found), "".join(found[:1]).startswith(complaint)] == [bool(complaint), True]


@pytest.mark.parametrize(
    ("request_", "complaints"),
    [
        (ask("/bot1:a/sendMessage", chat_id="@zafra", text="Hola"), []),
        (ask("/bot1:a/sendMessage", chat_id="@zafra", text="Hola", reply_parameters='{"message_id": 3}'), []),
        (ask("/bot1:a/sendMessage", chat_id="@zafra"), ["sendMessage: text lacks"]),
        (ask("/bot1:a/sendMessage", chat_id="@zafra", text="Hola", alt="Plaza"), ["sendMessage: there is no field alt"]),
        (ask("/bot1:a/sendTweet"), ["sendTweet: there is no such method"]),
        (
            ask("/bot1:a/sendMessage", chat_id="@zafra", text="Hola", reply_parameters='{"message": 3}'),
            ["sendMessage.reply_parameters: {'message': 3} is not ReplyParameters"],
        ),
        (ask("/bot1:a/deleteMessage", chat_id="@zafra", message_id="uno"), ["deleteMessage.message_id: uno is not Integer"]),
    ],
)
def test_telegram_sees_what_it_does_not_describe(request_: Request, complaints: list[str], real_specs: Path) -> None:
    assert list(telegram.complaints(str(real_specs / "telegram/api.json"), request_)) == complaints


def write(**value: object) -> Request:
    record = {"$type": bluesky.POST, "text": "Hola", "createdAt": "2026-11-22T00:00:00.000Z", **value}
    create = {"$type": "com.atproto.repo.applyWrites#create", "collection": bluesky.POST, "rkey": "3l2lildhop4um", "value": record}
    return ask("/xrpc/com.atproto.repo.applyWrites", repo=bluesky.DID, writes=[create])


WHERE = "com.atproto.repo.applyWrites.writes[0].value"


@pytest.mark.parametrize(
    ("request_", "complaints"),
    [
        (write(langs=["es"]), []),
        (write(idioma="es"), [f"{WHERE}: there is no field idioma"]),
        (write(text="a" * 301), [f"{WHERE}.text: too many letters"]),
        (write(text="\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 121), [f"{WHERE}.text: too many octets"]),
        (write(langs=["es", "eu", "ca", "gl"]), [f"{WHERE}.langs: 4 are too many"]),
        (write(createdAt="22/11/2026"), [f"{WHERE}.createdAt: '22/11/2026' is no datetime"]),
        (write(reply={"root": {"uri": "at://a/b/c"}}), [f"{WHERE}.reply: parent lacks", f"{WHERE}.reply.root: cid lacks"]),
        (
            write(facets=[{"index": {"byteStart": "0", "byteEnd": 3}, "features": []}]),
            [f"{WHERE}.facets[0].index.byteStart: '0' is no integer"],
        ),
        (ask("/xrpc/com.atproto.repo.putPost"), ["com.atproto.repo.putPost: there is no such method"]),
    ],
)
def test_bluesky_sees_what_it_does_not_describe(request_: Request, complaints: list[str], real_specs: Path) -> None:
    assert list(bluesky.complaints(str(real_specs / "bluesky/lexicons"), request_)) == complaints


POSTING = "POST /2/tweets"


@pytest.mark.parametrize(
    ("request_", "complaints"),
    [
        (ask("/2/tweets", text="Hola", reply={"in_reply_to_tweet_id": "18"}), []),
        (ask("/2/tweets", text="Hola", alt="Plaza"), [f"{POSTING}: Additional properties are not allowed ('alt' was unexpected)"]),
        (ask("/2/tweets", text="Hola", reply={"in_reply_to_tweet_id": "uno"}), [f"{POSTING}: 'uno' does not match '^[0-9]{{1,19}}$'"]),
        (ask("/2/toots", text="Hola"), ["POST /2/toots: there is no such operation"]),
        (ask("/2/users/7/tweets", "GET", {"max_results": "100", "post.fields": "created_at,entities"}), []),
        (
            ask("/2/users/7/tweets", "GET", {"max_results": "500"}),
            ["GET /2/users/7/tweets: max_results: 500 is greater than the maximum of 100"],
        ),
        (ask("/2/users/7/tweets", "GET", {"limit": "5"}), ["GET /2/users/7/tweets: there is no parameter limit"]),
        (ask("/2/media/upload", "GET"), ["GET /2/media/upload: media_id lacks"]),
    ],
)
def test_x_sees_what_it_does_not_describe(request_: Request, complaints: list[str], real_specs: Path) -> None:
    assert list(openapi.complaints(str(real_specs / "x/openapi-2.167.json"), request_)) == complaints


@pytest.mark.parametrize(
    ("node", "edge", "request_", "complaints"),
    [
        ("Page", "feed", ask("/v24.0/104/feed", message="Hola", link="https://zafra.es"), []),
        ("Page", "feed", ask("/v24.0/104/feed", mesage="Hola"), ["POST Page/feed: there is no parameter mesage"]),
        ("Page", "toots", ask("/v24.0/104/toots"), ["POST Page/toots: there is no such edge"]),
        ("IGUser", "media_publish", ask("/v24.0/178/media_publish"), ["POST IGUser/media_publish: creation_id lacks"]),
    ],
)
@pytest.mark.usefixtures("real_specs")
def test_meta_sees_what_it_does_not_describe(node: str, edge: str, request_: Request, complaints: list[str]) -> None:
    assert list(graph.unknown(node, edge, request_)) == complaints


@pytest.mark.parametrize(
    ("fields", "complaints"),
    [
        ("id,message,created_time,shares", []),
        ("id,text", ["PagePost: there is no field text"]),
    ],
)
@pytest.mark.usefixtures("real_specs")
def test_meta_sees_the_fields_that_a_node_has_not(fields: str, complaints: list[str]) -> None:
    assert list(graph.unread("PagePost", ask("/v24.0/104_1", "GET", {"fields": fields}))) == complaints


@pytest.mark.parametrize(
    ("request_", "complaints"),
    [
        (ask("/youtube/v3/videos", "PUT", {"part": "status"}, id="v1", status={"privacyStatus": "public"}), []),
        (
            ask("/youtube/v3/videos", "PUT", {"part": "status"}, status={"privacyStatus": "seen"}),
            ["VideoStatus.privacyStatus: seen is none of its words"],
        ),
        (ask("/youtube/v3/videos", "PUT", {}, snippet={"titulo": "Hola"}), ["part lacks", "VideoSnippet has no field titulo"]),
        (ask("/upload/youtube/v3/playlistItems", "POST", {"part": "id"}), ["there is no such method"]),
        (ask("/youtube/v3/channels", "GET", {"part": "snippet", "own": "true"}), ["there is no parameter own"]),
    ],
)
def test_youtube_sees_what_it_does_not_describe(request_: Request, complaints: list[str], real_specs: Path) -> None:
    said = f"{request_.method} {request_.path}: "
    assert list(youtube.complaints(str(real_specs / "youtube/youtube.v3.json"), request_)) == [f"{said}{each}" for each in complaints]
