"""The ASGI door: pages, the collector beside them, and the parts of the runtime that live as long as the server."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
pages = get_asgi_application()

from plazamayor.analytics.contract import Collector  # noqa: E402 the same
from plazamayor.config.bodies import Bounded  # noqa: E402 the same
from plazamayor.config.runtime import Running  # noqa: E402 Django has to be ready

_log = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Application:
    """Hands requests to the collector or the pages, and starts and stops the runtime with the server."""

    def __init__(self, pages: App) -> None:
        self.collector = Collector(Bounded(pages))
        self.running = Running()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serves one request, or the server's whole life."""
        if scope["type"] == "http":
            await self.collector(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await asyncio.to_thread(self.running.start)
            await asyncio.to_thread(self.collector.start)
        except Exception as error:  # noqa: BLE001 whatever it is, the server must be told
            _log.exception("the server cannot start")
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self.collector.stop)
        await asyncio.to_thread(self.running.stop)
        await send({"type": "lifespan.shutdown.complete"})


application = Application(pages)  # type: ignore[arg-type]  # Django asks for a dict where ASGI promises a mapping
