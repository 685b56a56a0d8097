"""Asks the addresses that texts lead to, a few at a time, with an end to its patience. Pages never wait for it."""

import time
from datetime import datetime, timedelta
from typing import Final

from plazamayor.core.http import NotAsked, Unreachable, fetch
from plazamayor.guards.models import Link

PATIENCE: Final = 8.0
LARGEST: Final = 2 << 20
A_TURN: Final = timedelta(seconds=25)
A_TIME: Final = 40
FORGOTTEN: Final = timedelta(days=60)
"""An address that no text has led to for so long is forgotten."""
AGAIN: Final = {Link.State.ANSWERS: timedelta(days=1), Link.State.MISSING: timedelta(hours=6), Link.State.INSIDE: timedelta(days=7)}
SOONEST, LATEST = timedelta(minutes=10), timedelta(hours=12)
_NOT_FOR_MACHINES: Final = frozenset({401, 403, 405, 406, 429, 451})
"""Answers of a site that is there and does not like to be asked by programs."""
_ERRORS, _NOT_ANSWERED = 400, 500
"""Where errors begin, and those of the server (RFC 9110)."""


def ask_links(now: datetime) -> None:
    """Asks what is due, until the turn ends; may be stopped and repeated at any point."""
    Link.objects.filter(seen__lt=now - FORGOTTEN).delete()
    ends = time.monotonic() + A_TURN.total_seconds()
    for link in Link.objects.filter(due__lte=now).order_by("due")[:A_TIME]:
        if time.monotonic() > ends:
            return
        _note(link, now, _asked(link.address))


def _asked(address: str) -> tuple[Link.State, int | None, bool | None]:
    """How an address answers, its status, and whether it does by https."""
    state, status = _answer(address)
    if not address.lower().startswith("http://") or state != Link.State.ANSWERS:
        return state, status, None if address.lower().startswith("http://") else True
    secure, _status = _answer("https://" + address[len("http://") :])
    return state, status, secure == Link.State.ANSWERS


def _answer(address: str) -> tuple[Link.State, int | None]:
    """How an address answers to a question without body, and if it does not like it, to a whole one: some sites know only the second."""
    try:
        status = fetch(address, method="HEAD", patience=PATIENCE, largest=LARGEST).status
        if not _is_there(status):
            status = fetch(address, patience=PATIENCE, largest=LARGEST).status
    except NotAsked:
        return Link.State.INSIDE, None
    except Unreachable:
        return Link.State.SILENT, None
    if _is_there(status):
        return Link.State.ANSWERS, status
    return (Link.State.SILENT if status >= _NOT_ANSWERED else Link.State.MISSING), status


def _is_there(status: int) -> bool:
    return status < _ERRORS or status in _NOT_FOR_MACHINES


def _note(link: Link, now: datetime, found: tuple[Link.State, int | None, bool | None]) -> None:
    link.state, link.status, link.secure = found
    link.failures = link.failures + 1 if link.state == Link.State.SILENT else 0
    link.asked = now
    link.due = now + AGAIN.get(found[0], min(SOONEST * 2 ** min(link.failures, 8), LATEST))
    link.save(update_fields=["failures", "state", "status", "secure", "asked", "due"])
