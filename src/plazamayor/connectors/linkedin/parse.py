"""What is written to LinkedIn and read of it. Nothing here asks anybody.

LinkedIn takes texts in a notation of its own (“little”): what is not escaped of it may be cut off without a word.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Failure, Metrics, Outgoing, TryLater
from plazamayor.connectors.asking import Act
from plazamayor.connectors.talking import object_of
from plazamayor.connectors.timeline import Seen
from plazamayor.core.counting import HASHTAG, links
from plazamayor.core.http import Answer

NETWORK: Final = "LinkedIn"
NEEDED: Final = ("w_organization_social", "r_organization_social", "rw_organization_admin")
RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
TAG: Final = re.compile(r"\{hashtag\|(?:\\)?[#\uff03]\|((?:\\.|[^}])*)\}")
CARD: Final = 400
"""How many letters of a title go on the card of a link."""


def little(text: str) -> str:
    """A text in the notation of LinkedIn (little Text Format): hashtags as such, and everything that it reserves escaped."""
    taken, parts, at = links(text), [], 0
    for found in HASHTAG.finditer(text):
        start, end = found.start(1) - 1, found.end(1)
        if any(begin <= start < stop for begin, stop in taken):
            continue
        parts += [_escaped(text[at:start]), "{hashtag|\\#|", _escaped(found[1]), "}"]
        at = end
    return "".join([*parts, _escaped(text[at:])])


def plain(told: str) -> str:
    """A text out of that notation."""
    return re.sub(r"\\(.)", r"\1", TAG.sub(lambda found: f"#{found[1]}", told), flags=re.DOTALL)


def post(author: str, outgoing: Outgoing, content: Mapping[str, Any] | None) -> dict[str, Any]:
    """The body of a post that everybody sees."""
    body: dict[str, Any] = {
        "author": author,
        "commentary": little(outgoing.text),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    return {**body, "content": content} if content else body


def pictures(names: Sequence[str], outgoing: Outgoing) -> dict[str, Any]:
    """What goes with a post: one picture or several, each with its alternative text."""
    shown = [{"id": name, "altText": each.alt} for name, each in zip(names, outgoing.attachments, strict=True)]
    return {"media": shown[0]} if len(shown) == 1 else {"multiImage": {"images": shown}}


def card(outgoing: Outgoing) -> dict[str, Any] | None:
    """The card of a link: LinkedIn looks at the page no longer, so it says what we say."""
    if not outgoing.link:
        return None
    return {"article": {"source": outgoing.link, "title": (outgoing.title or outgoing.text)[:CARD]}}


def seen(posts: Sequence[Mapping[str, Any]]) -> list[Seen]:
    """Our posts that people see."""
    return [
        Seen(str(each["id"]), plain(str(each.get("commentary") or "")), _moment(each), address(str(each["id"])))
        for each in posts
        if each.get("lifecycleState") == "PUBLISHED"
    ]


def address(name: str) -> str:
    """Where people see a post."""
    return f"https://www.linkedin.com/feed/update/{name}/"


def lacking(scope: str) -> tuple[str, ...]:
    """The permissions that lack among those that a token has; to read the organisation is enough where to write it is not given."""
    granted = {*re.split(r"[,\s]+", scope)}
    if "r_organization_admin" in granted:
        granted.add("rw_organization_admin")
    return tuple(each for each in NEEDED if each not in granted)


def metrics(told: Mapping[str, Any]) -> Metrics:
    """The counts of a post (organizationalEntityShareStatistics)."""
    elements = told.get("elements") or [{}]
    found = elements[0].get("totalShareStatistics") or {}
    return Metrics(
        views=found.get("impressionCount", 0),
        likes=found.get("likeCount", 0),
        shares=found.get("shareCount", 0),
        replies=found.get("commentCount", 0),
        clicks=found.get("clickCount", 0),
    )


def reason(answer: Answer) -> str:
    """The sentence with which LinkedIn refuses."""
    told = object_of(answer) or {}
    return str(told.get("message") or told.get("error_description") or answer.status)


class Special:
    """The failures that only LinkedIn tells: a day's questions that are used up, which is told without saying until when."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self, answer: Answer, _act: Act) -> Failure | None:
        """When to try again, at its next day (UTC); nothing when it is another failure."""
        if answer.status != 429 or "DAY" not in reason(answer).upper():  # noqa: PLR2004 of HTTP
            return None
        midnight = self.now.astimezone(UTC).replace(hour=0, minute=1, second=0, microsecond=0) + timedelta(days=1)
        return TryLater(_("What LinkedIn lets us ask in a day is used up."), midnight - self.now)


def _escaped(text: str) -> str:
    return RESERVED.sub(lambda found: f"\\{found[0]}", text)


def _moment(post: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(post.get("publishedAt") or post["createdAt"]) / 1000, UTC)
