"""How gazettes are asked: one question at a time to each host, with a pause, with what they said the last time, and less when they fail."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from plazamayor.bulletins.models import Turn
from plazamayor.core.http import Answer, NotAsked, Unreachable, fetch

PAUSE: Final = timedelta(seconds=1)
LEASE: Final = timedelta(seconds=90)
"""How long a process may hold a turn: more than a question can last."""
PATIENCE: Final = 60.0
WAIT: Final = 120.0
LARGEST: Final = 20 << 20
LONGEST_ETAG, LONGEST_DATE = 200, 60
"""As long as their columns."""
FIRST_REST, LONGEST_REST = timedelta(minutes=2), timedelta(hours=6)
OK, NOT_MODIFIED, NOT_FOUND, GONE, TOO_MANY, BROKEN = 200, 304, 404, 410, 429, 500


class Resting(Unreachable):
    """The host failed a while ago, or asked to be left alone: it is not asked again yet."""


@dataclass(frozen=True)
class Known:
    """What an answer said of itself, to ask only for what is newer."""

    etag: str = ""
    modified: str = ""

    @classmethod
    def of(cls, answer: Answer) -> "Known":
        """What an answer says of itself, when it fits."""
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        return cls(etag if len(etag) <= LONGEST_ETAG else "", modified if len(modified) <= LONGEST_DATE else "")

    def headers(self) -> dict[str, str]:
        """The headers that ask so."""
        return {name: value for name, value in (("If-None-Match", self.etag), ("If-Modified-Since", self.modified)) if value}


def ask(address: str, known: Known | None = None) -> Answer:
    """Asks for an address in its turn: 200, 304, 404 or 410; raises Unreachable for all else."""
    host = urlsplit(address).netloc.rpartition("@")[2].lower()[:255]
    with _turn(host) as turn:
        try:
            answer = fetch(address, headers={"Accept-Encoding": "gzip", **(known or Known()).headers()}, patience=PATIENCE, largest=LARGEST)
        except NotAsked:
            raise
        except Unreachable:
            _rest(turn)
            raise
        if answer.status in (OK, NOT_MODIFIED, NOT_FOUND, GONE):
            turn.failures = 0
            return answer
        _rest(turn, _asked_to_wait(answer))
        raise Unreachable(_("%(host)s answers with an error, %(status)d.") % {"host": host, "status": answer.status}, sent=True)


def jitter(length: timedelta) -> timedelta:
    """A length more or less a fifth, so that many installations do not ask at once."""
    return length * random.uniform(0.8, 1.2)  # noqa: S311 not a secret


def rest_after(failures: int) -> timedelta:
    """How long to leave alone what has failed so many times in a row."""
    return jitter(min(LONGEST_REST, FIRST_REST * 2 ** min(max(failures - 1, 0), 12)))


@contextmanager
def _turn(host: str) -> Iterator[Turn]:
    """Holds the only turn to ask a host; raises Resting when it is left alone for longer than one may wait."""
    until = time.monotonic() + WAIT
    while not (turn := _taken(host, until)):
        time.sleep(0.2)
    try:
        yield turn
    finally:
        if turn.free <= _now():
            turn.free = _now() + PAUSE
        Turn.objects.filter(pk=turn.pk).update(free=turn.free, failures=turn.failures)


def _taken(host: str, until: float) -> Turn | None:
    now = _now()
    turn, _made = Turn.objects.get_or_create(host=host, defaults={"free": now})
    if Turn.objects.filter(pk=turn.pk, free=turn.free, free__lte=now).update(free=now + LEASE):
        turn.free = now
        return turn
    if turn.failures and turn.free > now:
        raise Resting(_("%(host)s failed a while ago: it is left alone until %(hour)s.") % {"host": host, "hour": f"{turn.free:%H:%M} UTC"})
    if time.monotonic() > until:
        raise Resting(_("Others have been asking %(host)s all this time.") % {"host": host})
    return None


def _rest(turn: Turn, at_least: timedelta = timedelta()) -> None:
    turn.failures = min(turn.failures + 1, 30)
    turn.free = _now() + max(rest_after(turn.failures), at_least)


def _asked_to_wait(answer: Answer) -> timedelta:
    """What `Retry-After` says, in seconds or as a date, a day at most."""
    said = answer.headers.get("retry-after", "").strip()
    try:
        wait = timedelta(seconds=int(said)) if said.isdecimal() else parsedate_to_datetime(said) - _now()
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    return min(max(wait, timedelta()), timedelta(days=1))


def _now() -> datetime:
    """The clock itself: turns are waited for."""
    return datetime.now(UTC)
