"""What a request may carry. Django writes a body whole to disk before anybody looks at who sends it: here it is refused before.

Little is taken from anybody, since no page but one takes more; files only from whoever has signed in, where they are uploaded.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MOST = 4 << 20
"""Bytes that anybody may send: a piece of an upload and what surrounds it."""
PATIENCE = 60.0
"""Seconds that a body may stand still on its way."""
TAKES_FILES = "imports"
"""The page to which files are sent whole in a form."""


class _Refused(Exception):
    """The body is not taken: its status and why, for whoever reads the answer."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def without_nul(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Refuses an address that holds the character NUL: nothing here is called so, and PostgreSQL does not take it even to look for it."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        return HttpResponseBadRequest(b"") if "\0" in request.path else get_response(request)

    return answered


class Bounded:
    """An application whose bodies are bounded in size and in time."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serves a request, or answers 413 or 408 and has the connection closed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, await _bounded(scope, receive), send)
        except _Refused as refused:
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": refused.status, "headers": headers})
            await send({"type": "http.response.body", "body": f"{refused}\n".encode()})


async def _bounded(scope: Message, receive: Receive) -> Receive:
    """What a request sends, cut off where it is too much; raises _Refused at once for what is said to be."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    said = int(length) if length.isdigit() and len(length) < len(str(1 << 62)) else None
    most = MOST
    if said is None or said > MOST:
        most = await _most(str(scope["path"]), headers)
    if said is not None and said > most:
        raise _too_large(most)
    taken, ended = 0, False

    async def bounded() -> Message:
        nonlocal taken, ended
        if ended:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError as error:
            raise _Refused(408, "The request stood still on its way. Send it again.") from error
        taken += len(message.get("body", b""))
        ended = not message.get("more_body", False)
        if taken > most:
            raise _too_large(most)
        return message

    return bounded


def _too_large(most: int) -> _Refused:
    return _Refused(413, f"The request carries too much: at most {most >> 20} MB are taken here.")


async def _most(path: str, headers: dict[bytes, bytes]) -> int:
    """The bytes that a request may carry: files, where they are uploaded, from whoever has signed in."""
    try:
        takes_files = resolve(path).url_name == TAKES_FILES
    except Http404:
        takes_files = False
    if takes_files and await sync_to_async(_signed_in)(headers.get(b"cookie", b"").decode("latin-1")):
        return int(2 * settings.UPLOAD_LIMIT + MOST)
    return MOST


def _signed_in(cookies: str) -> bool:
    """Whether a request comes from a session that somebody opened; who may do what is the page's own affair."""
    read: SimpleCookie = SimpleCookie()
    with contextlib.suppress(CookieError):
        read.load(cookies)
    key = read.get(settings.SESSION_COOKIE_NAME)
    return key is not None and SESSION_KEY in SessionStore(key.value).load()
