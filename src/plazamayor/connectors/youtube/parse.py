"""What is written to YouTube and read of it. Nothing here asks anybody."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Failure, Metrics, Outgoing, Reconnect, Rejected, TryLater
from plazamayor.connectors.asking import Act
from plazamayor.connectors.talking import Told, object_of
from plazamayor.connectors.timeline import Seen, letters
from plazamayor.core.http import Answer

NETWORK: Final = "YouTube"
SCOPE: Final = "https://www.googleapis.com/auth/youtube.force-ssl"
TITLE: Final = 100
DESCRIPTION: Final = 5000
CATEGORY: Final = "25"
"""News and politics, which is where what administrations say goes."""
DAY: Final = ZoneInfo("America/Los_Angeles")
"""Google counts days by the clock of the Pacific."""
USED_UP: Final = frozenset({"quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"})
HURRIED: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
POWERLESS: Final = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})


def video(outgoing: Outgoing) -> Told:
    """A video that nobody sees yet; raises Rejected when YouTube would not take its texts."""
    title = called(outgoing)
    if any(each in f"{title}{outgoing.text}" for each in "<>"):
        raise Rejected(_("YouTube takes neither < nor > in a title or a description: write it otherwise."))
    if len(title) > TITLE or len(outgoing.text.encode()) > DESCRIPTION:
        raise Rejected(_("YouTube takes a title of 100 characters and a description of 5,000 octets."))
    language = {"defaultLanguage": outgoing.language, "defaultAudioLanguage": outgoing.language} if outgoing.language else {}
    return {
        "snippet": {"title": title, "description": outgoing.text, "categoryId": CATEGORY, **language},
        "status": {"privacyStatus": "private", "selfDeclaredMadeForKids": False, "embeddable": True},
    }


def called(outgoing: Outgoing) -> str:
    """The title of a video, or the first line of its description."""
    return outgoing.title or outgoing.text.strip().partition("\n")[0][:TITLE]


def same(told: Mapping[str, Any], outgoing: Outgoing) -> bool:
    """Whether a video of ours is that publication, by its letters."""
    snippet = told["snippet"]
    return letters(snippet.get("title", "")) == letters(called(outgoing)) and letters(snippet.get("description", "")) == letters(
        outgoing.text
    )


def seen(told: Mapping[str, Any]) -> Seen:
    """A video as YouTube shows it."""
    name = str(told["id"])
    return Seen(name, str(told["snippet"].get("description") or ""), datetime.fromisoformat(told["snippet"]["publishedAt"]), address(name))


def address(name: str) -> str:
    """Where people see a video."""
    return f"https://www.youtube.com/watch?v={name}"


def metrics(told: Mapping[str, Any]) -> Metrics:
    """The counts of a video, which YouTube writes as words."""
    counts = {name: int(value) for name, value in (told.get("statistics") or {}).items()}
    return Metrics(views=counts.get("viewCount"), likes=counts.get("likeCount"), replies=counts.get("commentCount"))


def captions(name: str, language: str, track: bytes) -> tuple[str, bytes]:
    """The body of a question that brings captions: what they are, and they (multipart/related, RFC 2387). Its media type comes first."""
    border = secrets.token_hex(16)
    told = json.dumps({"snippet": {"videoId": name, "language": language, "name": "", "isDraft": False}}).encode()
    body = b"\r\n".join(
        [
            f"--{border}\r\nContent-Type: application/json; charset=UTF-8\r\n".encode(),
            told,
            f"--{border}\r\nContent-Type: application/octet-stream\r\n".encode(),
            track,
            f"--{border}--\r\n".encode(),
        ]
    )
    return f"multipart/related; boundary={border}", body


def reason(answer: Answer) -> str:
    """The sentence with which Google refuses."""
    told = object_of(answer) or {}
    error = told.get("error")
    if isinstance(error, dict):
        return str(error.get("message") or answer.status)
    return str(told.get("error_description") or error or answer.status)


class Special:
    """The failures that only Google tells: quotas that are used up, and tokens that were withdrawn."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self, answer: Answer, _act: Act) -> Failure | None:
        """When a day's quota comes back, at midnight of the Pacific; what a person has to do; nothing when it is another failure."""
        told = object_of(answer) or {}
        if answer.status in {400, 401} and str(told.get("error")) in {"invalid_grant", "invalid_client", "unauthorized_client"}:
            return Reconnect(_("%(network)s no longer takes this permission: connect the account again.") % {"network": NETWORK})
        names = _reasons(told)
        if names & USED_UP:
            midnight = self.now.astimezone(DAY).replace(hour=0, minute=1, second=0, microsecond=0) + timedelta(days=1)
            return TryLater(_("What YouTube lets us do in a day is used up."), midnight - self.now)
        if names & HURRIED:
            return TryLater(_("%(network)s asks to wait.") % {"network": NETWORK})
        if names & POWERLESS:
            told_so = _("%(network)s does not let us do this. What lacks: %(missing)s.")
            return Reconnect(told_so % {"network": NETWORK, "missing": SCOPE}, [SCOPE])
        return None


def _reasons(told: Told) -> set[str]:
    error = told.get("error")
    if not isinstance(error, dict):
        return set()
    return {str(each.get("reason")) for key in ("errors", "details") for each in error.get(key) or [] if isinstance(each, dict)}
