"""How connectors ask: always by `core.http`, whatever library they use, and every failure in the words of the contract.

A `Line` is the wire of one act with one network. Libraries receive it as their transport, so that no connection is made but by it; what
they make of a failure (they wrap it, each in its way) is unwrapped by `telling`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Failure, Gone, Reconnect, Rejected, TryLater, Uncertain
from plazamayor.core.http import Answer, NotAsked, Unreachable, fetch

PATIENCE: Final = 20.0
PATIENCE_WITH_FILES: Final = 120.0
UNDERSTOOD: Final = range(200, 300)


class Act(StrEnum):
    """What is being done while something is asked: it decides what silence means."""

    CONNECT = "connect"
    READ = "read"
    PREPARE = "prepare"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


@dataclass
class Line:
    """The wire of one act. Only while `act` is PUBLISH may silence mean that something was published.

    `reason` reads in an answer why the network refuses; `special` tells a failure that only this network has, or nothing.
    `needed` are the permissions that lack when an answer is 403.
    """

    network: str
    now: datetime
    act: Act = Act.READ
    reason: Callable[[Answer], str] = lambda answer: str(answer.status)
    special: Callable[[Answer, Act], Failure | None] = lambda _answer, _act: None
    needed: tuple[str, ...] = ()
    patience: float = PATIENCE
    also: tuple[int, ...] = ()
    """Answers that are good too, beside those of 2xx."""

    def ask(self, address: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Answer:
        """Asks, and gives the answer when it is a good one; raises any Failure.

        The address is never told further: tokens travel in those of some networks.
        """
        try:
            answer = fetch(address, method=method, headers=headers, body=body, patience=self.patience)
        except NotAsked:
            raise Rejected(_("The address of %(network)s leads to the own network, or to nowhere.") % self._named) from None
        except Unreachable as error:
            raise self.silence(sent=error.sent) from None
        failure = self.special(answer, self.act) or self.judge(answer)
        if failure:
            raise failure
        return answer

    @contextmanager
    def doing(self, act: Act, patience: float | None = None) -> Iterator[None]:
        """While inside, what is asked is for that act."""
        before = self.act, self.patience
        self.act, self.patience = act, patience or self.patience
        yield
        # On a failure the act stays, for `telling` to know what was being done.
        self.act, self.patience = before

    @contextmanager
    def telling(self) -> Iterator["Line"]:
        """Lets out only failures of the contract: one that a library wrapped is found, any other error is something not understood."""
        try:
            yield self
        except Failure:
            raise
        except Exception as error:  # noqa: BLE001 libraries raise their own, and what they cannot read as anything
            raise self.failure_of(error) from None

    def failure_of(self, error: BaseException) -> Failure:
        """The failure that a library wrapped in an error of its own; when it wrapped none, that nothing was understood."""
        seen: BaseException | None = error
        while seen is not None:
            if isinstance(seen, Failure):
                return seen
            seen = seen.__cause__ or seen.__context__
        return self.not_understood()

    def silence(self, *, sent: bool) -> Failure:
        """The failure of a question without a whole answer."""
        if sent and self.act is Act.PUBLISH:
            return Uncertain(_("%(network)s received it and did not say whether it is published.") % self._named)
        return TryLater(_("%(network)s does not answer.") % self._named)

    def judge(self, answer: Answer) -> Failure | None:
        """The failure that an answer tells by its status, or nothing when it is a good one."""
        status, wait = answer.status, waiting(answer.headers, self.now)
        if status in UNDERSTOOD or status in self.also:
            return None
        if status == 429 or (status == 503 and wait):  # noqa: PLR2004 the numbers of HTTP are its words
            return TryLater(_("%(network)s asks to wait.") % self._named, wait)
        if status >= 500:  # noqa: PLR2004 as above
            return self._broken(answer)
        return self._refused(answer)

    def not_understood(self) -> Failure:
        """The failure of an answer that makes no sense."""
        if self.act is Act.PUBLISH:
            return Uncertain(_("%(network)s answered something that is not understood; it may be published.") % self._named)
        return TryLater(_("%(network)s answered something that is not understood.") % self._named)

    def expired(self) -> Failure:
        """The failure of a permission that is no longer taken."""
        return Reconnect(_("%(network)s no longer takes this permission: connect the account again.") % self._named)

    def lacking(self, missing: tuple[str, ...] = ()) -> Failure:
        """The failure of a permission that does not reach."""
        missing = missing or self.needed
        told = _("%(network)s does not let us do this. What lacks: %(missing)s.") % {
            "network": self.network,
            "missing": ", ".join(missing) or "?",
        }
        return Reconnect(told, missing)

    def _broken(self, answer: Answer) -> Failure:
        told = _("%(network)s has a fault of its own (%(status)d).") % {"network": self.network, "status": answer.status}
        return Uncertain(told) if self.act is Act.PUBLISH else TryLater(told)

    def _refused(self, answer: Answer) -> Failure:
        if answer.status == 401:  # noqa: PLR2004 as above
            return self.expired()
        if answer.status == 403:  # noqa: PLR2004 as above
            return self.lacking()
        if answer.status in {404, 410} and self.act in {Act.READ, Act.WITHDRAW}:
            return gone(self.network)
        return refused(self.network, self.reason(answer))

    @property
    def _named(self) -> dict[str, str]:
        return {"network": self.network}


def refused(network: str, reason: str) -> Rejected:
    """The network does not want it, with its own words."""
    return Rejected(_("%(network)s refuses it: %(reason)s") % {"network": network, "reason": reason[:300]})


def gone(network: str) -> Gone:
    """It is not on the network."""
    return Gone(_("It is no longer on %(network)s.") % {"network": network})


def waiting(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long an answer asks to wait, at most a day: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), or its quota's reset."""
    for name in ("retry-after", "x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"):
        wait = _wait(headers.get(name, ""), now)
        if wait is not None:
            return min(max(wait, timedelta(seconds=1)), timedelta(days=1))
    return None


def _wait(told: str, now: datetime) -> timedelta | None:
    told = told.strip()
    try:
        if told.isdigit():
            seconds = int(told)
            # A number that big is an hour of the clock, not a wait.
            return datetime.fromtimestamp(seconds, UTC) - now if seconds > 10**9 else timedelta(seconds=seconds)
        until = parsedate_to_datetime(told) if "," in told else datetime.fromisoformat(told)
        return (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError, TypeError):
        return None
