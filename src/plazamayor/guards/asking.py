"""Asks the addresses that texts lead to, a few at a time, with an end to its patience. Pages never wait for it."""

import time
from collections.abc import Iterator
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
_NOT_ANSWERED: Final = 500


def ask_links(now: datetime) -> None:
    """Asks what is due, until the turn ends; may be stopped and repeated at any point."""
    Link.objects.filter(seen__lt=now - FORGOTTEN).delete()
    ends = time.monotonic() + A_TURN.total_seconds()
    for link in Link.objects.filter(due__lte=now).order_by("due")[:A_TIME]:
        if time.monotonic() > ends:
            return
        _note(link, now, *_asked(link.address))


def _asked(address: str) -> tuple[Link.State, int | None, bool | None]:
    """How an address answers, its status, and whether it does by https."""
    state, status = _answer(address)
    if not address.lower().startswith("http://") or state != Link.State.ANSWERS:
        return state, status, None if address.lower().startswith("http://") else True
    secure, _status = _answer("https://" + address[len("http://") :])
    return state, status, secure == Link.State.ANSWERS


def _answer(address: str) -> tuple[Link.State, int | None]:
    try:
        for status in _statuses(address):
            if status < 400 or status in _NOT_FOR_MACHINES:  # noqa: PLR2004 where errors begin, RFC 9110
                return Link.State.ANSWERS, status
        return (Link.State.SILENT if status >= _NOT_ANSWERED else Link.State.MISSING), status
    except NotAsked:
        return Link.State.INSIDE, None
    except Unreachable:
        return Link.State.SILENT, None


def _statuses(address: str) -> Iterator[int]:
    """What it answers to a question without body, and then to a whole one: some sites know only the second."""
    yield fetch(address, method="HEAD", patience=PATIENCE, largest=LARGEST).status
    yield fetch(address, patience=PATIENCE, largest=LARGEST).status


def _note(link: Link, now: datetime, state: Link.State, status: int | None, secure: bool | None) -> None:
    link.failures = link.failures + 1 if state == Link.State.SILENT else 0
    link.state, link.status, link.secure, link.asked = state, status, secure, now
    link.due = now + AGAIN.get(state, min(SOONEST * 2 ** min(link.failures, 8), LATEST))
    link.save(update_fields=["failures", "state", "status", "secure", "asked", "due"])
