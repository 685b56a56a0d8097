"""The one way of asking another machine for something: with an end to its patience and its appetite, and never the own network.

An address typed by a person, or found in what a stranger published, may lead to the machines behind the wall. The name is resolved once,
the numbers are looked at, and the connection goes to those very numbers, so that a name that changes its mind changes nothing.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

PATIENCE: Final = 20.0
LARGEST: Final = 10 << 20
FOLLOWED: Final = 5
AGENT: Final = "PlazaMayor"


class Unreachable(Mistake):
    """What was asked did not come. `sent` tells whether the request may have reached the other side."""

    def __init__(self, told: str, *, sent: bool = False) -> None:
        super().__init__(told)
        self.sent = sent


class NotAsked(Unreachable):
    """The address may not be asked: it is not one of the web, or leads inside."""


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status. `address` is where it came from, after redirections; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


def fetch(
    address: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    patience: float = PATIENCE,
    largest: int = LARGEST,
    follow: int = FOLLOWED,
) -> Answer:
    """Asks once, following redirections of GET and HEAD; raises NotAsked or Unreachable.

    `patience` is the whole time in seconds, `largest` the octets of the body once decompressed.
    """
    _check(address)
    until = time.monotonic() + patience
    with client(patience) as asking:
        for _turn in range(follow + 1):
            answer, onward = _once(asking, method, address, dict(headers or {}), body, until, largest)
            if not onward or method not in {"GET", "HEAD"}:
                return answer
            _check(onward)
            headers = _without_secrets(headers or {}, address, onward)
            address = onward
    raise Unreachable(_("%(address)s redirects too many times.") % {"address": address})


def client(patience: float = PATIENCE, **options: Any) -> httpx.Client:
    """A client for libraries that take one: it reaches only what may be asked, and does not follow redirections."""
    transport = httpx.HTTPTransport(verify=_trusted())
    # The public constructor has no place for a network backend, which is where a name becomes numbers.
    transport._pool = httpcore.ConnectionPool(  # noqa: SLF001 as said above
        ssl_context=_trusted(), network_backend=_Outside(), max_connections=10
    )
    return httpx.Client(
        transport=transport, timeout=patience, follow_redirects=False, trust_env=False, headers={"User-Agent": AGENT}, **options
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust; reading it takes tens of milliseconds, so it is read once."""
    return ssl.create_default_context()


def server_of(written: str) -> str:
    """The server of an address as a person wrote it, without what follows: over TLS unless it is this very machine, for secrets travel."""
    parts = urlsplit(written.strip() if "://" in written else f"https://{written.strip()}")
    plain = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return f"{'http' if plain else 'https'}://{parts.netloc.rpartition('@')[2]}"


def may_be_asked(numbers: str) -> bool:
    """Whether an IP address is of the outside world, or of those the installation allows by `PLAZAMAYOR_PRIVATE_HOSTS`."""
    found = ipaddress.ip_address(numbers)
    found = getattr(found, "ipv4_mapped", None) or found
    return (found.is_global and not found.is_multicast) or any(found in ipaddress.ip_network(each) for each in _allowed())


def _allowed() -> Iterable[str]:
    return settings.PRIVATE_HOSTS


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotAsked(_("%(address)s is not a whole web address, with https://.") % {"address": address[:200]})


def _without_secrets(headers: Mapping[str, str], before: str, after: str) -> Mapping[str, str]:
    """Headers that may go on: what opens doors is for the host it was meant for."""
    if urlsplit(before).netloc == urlsplit(after).netloc:
        return headers
    return {name: value for name, value in headers.items() if name.lower() not in {"authorization", "cookie"}}


def _once(
    asking: httpx.Client, method: str, address: str, headers: dict[str, str], body: bytes | None, until: float, largest: int
) -> tuple[Answer, str]:
    """One question: its answer, and where it sends us on, or nothing."""
    with _told(address), asking.stream(method, address, headers=headers, content=body) as response:
        if response.has_redirect_location and method in {"GET", "HEAD"}:
            onward = str(response.url.join(response.headers["location"]))
            return Answer(response.status_code, {}, b"", address), onward
        kept = bytearray()
        for part in response.iter_bytes():
            kept += part
            if len(kept) > largest:
                raise Unreachable(_("%(address)s sends more than %(size)d MB.") % {"address": address, "size": largest >> 20}, sent=True)
            if time.monotonic() > until:
                raise Unreachable(_("%(address)s is too slow.") % {"address": address}, sent=True)
        return Answer(response.status_code, dict(response.headers), bytes(kept), address), ""


@contextmanager
def _told(address: str) -> Any:
    """Says in a sentence how a question failed, and whether it may have arrived."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(_("%(address)s does not answer.") % {"address": address}) from error
    except httpx.InvalidURL as error:
        raise NotAsked(_("%(address)s is not a whole web address, with https://.") % {"address": address[:200]}) from error
    except httpx.TimeoutException as error:
        raise Unreachable(_("%(address)s is too slow.") % {"address": address}, sent=True) from error
    except httpx.HTTPError as error:
        raise Unreachable(_("%(address)s answered with something that is not HTTP.") % {"address": address}, sent=True) from error


class _Outside(httpcore.SyncBackend):
    """Connects only to numbers that may be asked."""

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        """Resolves, looks at every number, and connects to the first that takes it; raises NotAsked when one of them leads inside."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(map(may_be_asked, numbers)):
            raise NotAsked(_("%(host)s leads to the own network, which is not asked.") % {"host": host})
        for each in numbers[:-1]:
            # Names have numbers of two generations, and not every machine or network has both.
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return super().connect_tcp(each, port, *args, **kwargs)
        return super().connect_tcp(numbers[-1], port, *args, **kwargs)
