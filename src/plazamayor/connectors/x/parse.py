"""What is read in the answers of X: texts as they were written, permissions, refusals. Nothing here asks anybody."""

import html
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Failure, Metrics, Outgoing, Rejected, TryLater
from plazamayor.connectors.asking import Act
from plazamayor.connectors.talking import object_of
from plazamayor.connectors.timeline import Seen
from plazamayor.core.http import Answer

NETWORK: Final = "X"
NEEDED: Final = ("tweet.read", "tweet.write", "users.read", "media.write", "offline.access")
POST: Final = 15
"""A post, in thousandths of a US dollar: X developer documentation, pricing, read on 2026-11-21."""
POST_WITH_ADDRESS: Final = 200
NO_CREDIT: Final = timedelta(hours=1)


def special(answer: Answer, _act: Act) -> Failure | None:
    """The failures that X tells in its own way: that there is no credit left, and that it was said already."""
    if answer.status == 402:  # noqa: PLR2004 of HTTP: payment required
        return TryLater(_("There is no credit left in the account of X that pays: add some in its developer console."), NO_CREDIT)
    if answer.status == 403 and "duplicate" in reason(answer).lower():  # noqa: PLR2004 of HTTP
        return Rejected(_("X refuses to say again what was said a short while ago: change the text."))
    return None


def reason(answer: Answer) -> str:
    """The sentence with which X refuses."""
    told = object_of(answer) or {}
    errors = [str(each.get("message") or each.get("detail") or "") for each in told.get("errors") or [] if isinstance(each, dict)]
    own = told.get("detail") or told.get("error_description") or told.get("title") or ""
    return " ".join(dict.fromkeys(each for each in (str(own), *errors) if each)) or str(answer.status)


def lacking(scope: str) -> tuple[str, ...]:
    """The permissions that lack among those that a token says it has; nothing when it does not say."""
    granted = scope.split()
    return tuple(each for each in NEEDED if each not in granted) if granted else ()


def addresses(outgoing: Outgoing) -> int:
    """How many of the texts of a thread hold an address; X takes a name such as ejemplo.es for one."""
    from twitter_text.extract_urls import extract_urls_with_indices  # noqa: PLC0415 its tables are large

    return sum(bool(extract_urls_with_indices(text)) for text in (outgoing.text, *outgoing.more))


def seen(posts: Sequence[Mapping[str, Any]], user: str) -> list[Seen]:
    """Our posts, as X shows them."""
    return [
        Seen(str(each["id"]), written(each), datetime.fromisoformat(str(each["created_at"])), address(user, str(each["id"])), _above(each))
        for each in posts
    ]


def written(post: Mapping[str, Any]) -> str:
    """A text as it was written: X shortens the addresses, adds those of its pictures, and escapes what HTML would take for its own."""
    text = str((post.get("note_post") or {}).get("text") or post["text"])
    for each in (post.get("entities") or {}).get("urls") or []:
        of_media = each.get("media_key") or "/photo/" in str(each.get("expanded_url")) or "/video/" in str(each.get("expanded_url"))
        text = text.replace(str(each["url"]), "" if of_media else str(each.get("expanded_url") or each["url"]))
    return html.unescape(text)


def metrics(post: Mapping[str, Any]) -> Metrics:
    """The counts of a post. Quoting is sharing too."""
    told = post.get("public_metrics") or {}
    return Metrics(
        views=told.get("impression_count"),
        likes=told.get("like_count"),
        shares=int(told.get("repost_count") or 0) + int(told.get("quote_count") or 0),
        replies=told.get("reply_count"),
        saves=told.get("bookmark_count"),
    )


def address(user: str, name: str) -> str:
    """Where people see a post."""
    return f"https://x.com/{user or 'i'}/status/{name}"


def _above(post: Mapping[str, Any]) -> str:
    return next((str(each["id"]) for each in post.get("referenced_posts") or [] if each.get("type") == "replied_to"), "")
