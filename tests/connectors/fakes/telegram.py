"""The Bot API of Telegram, checked by its published methods (specs/telegram/api.json)."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from tests.connectors.fakes.network import WAIT, Kind, Network, Post, Reply, Request, specs

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
CHAT = {"id": -1001234567890, "type": "channel", "title": "Ayuntamiento de Zafra", "username": "zafra"}
SENDING = {"sendMessage", "sendPhoto", "sendVideo", "sendMediaGroup"}


def fault(code: int, said: str, **more: Any) -> Reply:
    return Reply({"ok": False, "error_code": code, "description": said, **({"parameters": more} if more else {})}, code)


class Telegram(Network):
    """One channel, and a bot that administers it."""

    refused: ClassVar = fault(400, "Bad Request: can't parse entities")
    expired: ClassVar = fault(401, "Unauthorized")
    lacking: ClassVar = fault(400, "Bad Request: not enough rights to send text messages to the chat")
    waiting: ClassVar = fault(429, f"Too Many Requests: retry after {WAIT}", retry_after=WAIT)

    def __init__(self) -> None:
        super().__init__()
        self.granted = ["can_post_messages", "can_delete_messages"]

    def kind(self, request: Request) -> Kind:
        return Kind.PUBLISH if request.path.rpartition("/")[2] in SENDING else Kind.OTHER

    def answer(self, request: Request) -> Reply:
        token, _slash, method = request.path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            return self.expired
        fields = {name: _read(value) for name, value in request.fields.items()}
        match method:
            case "getMe":
                return _good({"id": 42, "is_bot": True, "first_name": "Plaza", "username": "plaza_bot"})
            case "getChat":
                return _good({**CHAT, "accent_color_id": 1, "max_reaction_count": 1, "accepted_gift_types": GIFTS})
            case "getChatMember":
                return _good(self._member())
            case "sendMessage":
                return self._send(str(request.fields["text"]), fields)
            case "sendPhoto" | "sendVideo":
                return self._send(str(request.fields.get("caption", "")), fields)
            case "sendMediaGroup":
                album = fields["media"]
                messages = [self._send(str(each.get("caption", "")), fields).body["result"] for each in album]
                return _good(messages)
            case "deleteMessage":
                return self._delete(str(fields["message_id"]))
        return fault(404, "Not Found")

    def check(self, request: Request) -> Iterator[str]:
        file = specs("telegram", "api.json")
        if file:
            yield from complaints(str(file), request)

    def _send(self, text: str, fields: dict[str, Any]) -> Reply:
        if str(fields["chat_id"]) not in {"@zafra", str(CHAT["id"])}:
            return fault(400, "Bad Request: chat not found")
        if len(text) > 4096:
            return fault(400, "Bad Request: message is too long")
        above = (fields.get("reply_parameters") or {}).get("message_id", "")
        post = Post(str(100 + len(self.asked) * 10 + len(self.posts)), text, answers=str(above))
        self.posts.append(post)
        return _good({"message_id": int(post.name), "date": int(post.at), "chat": CHAT, "text": text})

    def _delete(self, name: str) -> Reply:
        found = next((post for post in self.posts if post.name == name), None)
        if not found:
            return fault(400, "Bad Request: message to delete not found")
        self.posts.remove(found)
        return _good(True)  # noqa: FBT003 what Telegram answers is this word

    def _member(self) -> dict[str, Any]:
        rights = dict.fromkeys(RIGHTS, False) | dict.fromkeys(self.granted, True)
        return {
            "status": "administrator",
            "user": {"id": 42, "is_bot": True, "first_name": "Plaza"},
            "can_be_edited": False,
            "is_anonymous": False,
            **rights,
        }


GIFTS = dict.fromkeys(["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], False)
RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members can_change_info can_invite_users "
    "can_post_stories can_edit_stories can_delete_stories can_post_messages"
).split()


def _good(result: Any) -> Reply:
    return Reply({"ok": True, "result": result})


def _read(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


@cache
def _interface(file: str) -> dict[str, Any]:
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 the name of a file is what can be remembered
        found: dict[str, Any] = json.load(stream)
    return found


def complaints(file: str, request: Request) -> Iterator[str]:
    """What a request does that the interface does not describe: a method, a field, its type, or one that lacks."""
    name = request.path.rpartition("/")[2]
    method = _interface(file)["methods"].get(name)
    if not method:
        yield f"{name}: there is no such method"
        return
    fields = {each["name"]: each for each in method.get("fields", [])}
    attached = {each for each in request.files if f"attach://{each}" in str(request.fields)}
    sent = {**request.fields, **{each: b"" for each in request.files if each not in attached}}
    yield from (f"{name}: there is no field {each}" for each in sent if each not in fields)
    yield from (f"{name}: {each} lacks" for each, field in fields.items() if field["required"] and each not in sent)
    for each, value in sent.items():
        if each in fields and each not in request.files:
            yield from _of_type(
                file, f"{name}.{each}", _read(value) if "String" not in fields[each]["types"] else value, fields[each]["types"]
            )


def _of_type(file: str, where: str, value: Any, types: list[str]) -> Iterator[str]:
    if not any(_is(file, value, each) for each in types):
        yield f"{where}: {str(value)[:60]} is not {' or '.join(types)}"


def _is(file: str, value: Any, kind: str) -> bool:
    plain = {"Integer": int, "Float": float, "Boolean": bool, "String": str, "InputFile": str}
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(any(_is(file, each, one) for one in _one_of(kind)) for each in value)
    if kind in plain:
        return isinstance(value, plain[kind])
    described = _interface(file)["types"][kind]
    fields = {each["name"]: each for each in described.get("fields", [])}
    if described.get("subtypes"):
        return any(_is(file, value, each) for each in described["subtypes"])
    return (
        isinstance(value, dict)
        and set(value) <= set(fields)
        and all(name in value for name, each in fields.items() if each["required"])
        and all(any(_is(file, value[name], one) for one in fields[name]["types"]) for name in value)
    )


def _one_of(kind: str) -> list[str]:
    return kind.removeprefix("Array of ").replace(" and ", ", ").split(", ")
