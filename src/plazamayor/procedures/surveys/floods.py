"""Who sends too much: counted by a digest of the address that changes every hour, so that the address itself is never kept."""

from datetime import datetime
from functools import cache
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import spend
from plazamayor.core.proxies import client_address, networks

POSTS, MINUTE = 120, 60
"""Posts that one address may send in a minute: an office full of people who answer fits."""
REPLIES, HOUR = 60, 3600
"""Replies that one address may begin in an hour."""
INVITATIONS = 600
"""Invitations that one address may say it was made, or closed, in an hour: they are what the response rate is worked out from."""
LARGEST = 16 * 1024
"""Bytes of an answer: the longest text, in the letters that take most."""


class TooMuch(Exception):
    """An address sends too many answers; `again` says in how many seconds it may go on."""

    def __init__(self, again: int) -> None:
        super().__init__(_("Too many answers have come from this connection. What you had answered is kept: wait a while and go on."))
        self.again = again


def count_post(request: HttpRequest, now: datetime) -> None:
    """Counts a post of an address; raises TooMuch."""
    _count(request, now, "posts", POSTS, MINUTE)


def count_reply(request: HttpRequest, now: datetime) -> None:
    """Counts a reply that an address begins; raises TooMuch."""
    _count(request, now, "replies", REPLIES, HOUR)


def count_invitation(request: HttpRequest, now: datetime) -> None:
    """Counts an invitation that an address was made or closed; raises TooMuch."""
    _count(request, now, "invitations", INVITATIONS, HOUR)


def _count(request: HttpRequest, now: datetime, what: str, most: int, seconds: int) -> None:
    spent = spend(f"survey:{what}:{digest(_address(request), now)}", most, now, seconds)
    if not spent.within:
        raise TooMuch(spent.reset)


def digest(address: str, now: datetime) -> str:
    """A name for an address that holds for an hour. An IPv6 network of a house (/64) has one name."""
    known = ip_address(address)
    place = str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)  # noqa: PLR2004 the version of the protocol
    return salted_hmac("procedures.surveys.floods", f"{place} {now:%Y%m%d%H}", algorithm="sha256").hexdigest()[:32]


@cache
def _trusted(proxies: tuple[str, ...]) -> Any:
    return networks(proxies)


def _address(request: HttpRequest) -> str:
    peer = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    return client_address(peer, request.headers.get("X-Forwarded-For", ""), _trusted(settings.TRUSTED_PROXIES))
