"""Questions about deliveries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.accounts.queries import marks
from plazamayor.channels.models import Attempt, Delivery
from plazamayor.channels.outbox.lateness import LATE, has_failed, is_doubtful, is_late
from plazamayor.channels.outbox.states import State
from plazamayor.core import formatting
from plazamayor.organisation.models import Organisation


class View(StrEnum):
    """What of the outbox is looked at."""

    ATTENTION = "attention"
    COMING = "coming"
    LATE = "late"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    HELD = "held"
    PUBLISHED = "published"
    GONE = "gone"
    ALL = "all"

    @property
    def label(self) -> str | Promise:
        """The word people read."""
        return LABELS[self]


LABELS: dict[str, str | Promise] = {
    "attention": _("Needs you"),
    "coming": _("About to leave"),
    "late": _("Late"),
    "uncertain": _("Uncertain"),
    "failed": _("Failed"),
    "held": _("Held"),
    "published": _("Published"),
    "gone": _("Cancelled or withdrawn"),
    "all": _("Everything"),
}
MARKS = {
    State.SCHEDULED: "ready",
    State.HELD: "half",
    State.SENDING: "ready",
    State.UNCERTAIN: "warn",
    State.PUBLISHED: "good",
    State.FAILED: "grave",
    State.CANCELLED: "draft",
    State.WITHDRAWING: "half",
    State.WITHDRAWN: "draft",
}


@dataclass(frozen=True)
class Wanted:
    """What is asked of the outbox."""

    view: View = View.ALL
    channel: int | None = None
    words: str = ""


OUTCOMES: dict[str, str | Promise] = {
    "": _("in progress"),
    "published": _("published"),
    "found": _("it was there"),
    "absent": _("it was not there"),
    "withdrawn": _("taken away"),
    "gone": _("it was no longer there"),
    "trylater": _("not now"),
    "reconnect": _("the permission is missing"),
    "rejected": _("the network refuses it"),
    "uncertain": _("no receipt"),
    "failure": _("failed"),
}
"""How a try ended, in words."""


@dataclass(frozen=True)
class Line:
    """A delivery as a list shows it: the letters of its network, and the mark of its state."""

    delivery: Delivery
    letters: str
    now: datetime

    @property
    def mark(self) -> str:
        """The variant of the state component that draws it."""
        return MARKS[State(self.delivery.state)]

    @property
    def late(self) -> str:
        """By how much it is late, when it is waiting and is."""
        gone = self.now - self.delivery.due
        if self.delivery.state not in {State.SCHEDULED, State.SENDING} or gone < LATE:
            return ""
        return gettext("%(time)s late") % {"time": formatting.duration(gone.total_seconds() // 60 * 60)}


def lines_of(rows: Iterable[Delivery], now: datetime) -> list[Line]:
    """Deliveries as a list shows them."""
    letters = marks()
    return [Line(row, letters.get(row.channel.connector, ""), now) for row in rows]


def tries_of(delivery: Delivery) -> list[tuple[Attempt, str]]:
    """Every try of a delivery, with how it ended in words."""
    return [(each, str(OUTCOMES.get(each.outcome, each.outcome))) for each in delivery.tries.all()]


def condition(view: View, now: datetime) -> Q:
    """The rows of a view."""
    stuck = Q(state=State.PUBLISHED, withdraw_asked__isnull=False)
    found = {
        View.ATTENTION: is_late(now) | is_doubtful(now) | has_failed(now) | Q(state=State.HELD) | stuck,
        View.COMING: Q(state__in=[State.SCHEDULED, State.SENDING]),
        View.LATE: is_late(now),
        View.UNCERTAIN: Q(state=State.UNCERTAIN),
        View.FAILED: Q(state=State.FAILED),
        View.HELD: Q(state=State.HELD),
        View.PUBLISHED: Q(state=State.PUBLISHED),
        View.GONE: Q(state__in=[State.CANCELLED, State.WITHDRAWING, State.WITHDRAWN]),
    }
    return found.get(view, Q())


def chosen(rows: QuerySet[Delivery], wanted: Wanted, now: datetime) -> QuerySet[Delivery]:
    """The rows that are asked for: what is to come in its order, what is past the newest first."""
    found = rows.filter(condition(wanted.view, now))
    if wanted.channel:
        found = found.filter(channel_id=wanted.channel)
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(key=wanted.words) | Q(address__icontains=wanted.words))
    past = wanted.view in {View.PUBLISHED, View.GONE, View.ALL, View.FAILED}
    return found.order_by("-due", "-pk") if past else found.order_by("due", "pk")


def troubled(organisation: Organisation, now: datetime, most: int = 10) -> list[Delivery]:
    """The deliveries that need a person, those that should have left first before, for the page of today."""
    rows = Delivery.objects.select_related("channel").filter(organisation=organisation)
    return list(chosen(rows, Wanted(View.ATTENTION), now)[:most])


def deliveries_of(subject: str) -> QuerySet[Delivery]:
    """What leaves, left or was going to, for a row of an upper room (`publishing.piece:12`)."""
    return Delivery.objects.select_related("channel").filter(subject=subject)
