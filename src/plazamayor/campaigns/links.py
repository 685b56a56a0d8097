"""Tracked links: where they lead, with what they carry, and how one is made once."""

import secrets
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.campaigns.contract import token_of
from plazamayor.campaigns.models import Campaign, TrackedLink
from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation

LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"
"""None that is taken for another when it is read aloud."""
LENGTH = 8
TRIES = 5
LONGEST = 2000


class WrongDestination(Mistake):
    """A link leads nowhere that a browser may be sent."""


def link_for(
    *,
    organisation: Organisation,
    destination: str,
    subject: str = "",
    channel: Channel | None = None,
    language: str = "",
    campaign: Campaign | None = None,
    now: datetime | None = None,
) -> TrackedLink:
    """The link of a subject on a channel, in a language, to a destination: made the first time, the same ever after.

    Its campaign is the one said last. Raises WrongDestination.
    """
    kept = {
        "organisation": organisation,
        "subject": subject,
        "channel": channel,
        "language": language,
        "destination": require_destination(destination),
    }
    found = TrackedLink.objects.filter(**kept).order_by("pk").first() or _made(kept, campaign, now)
    if found.campaign_id != (campaign.pk if campaign else None):
        found.campaign = campaign
        found.save(update_fields=["campaign"])
    return found


def tracked_address(**about: object) -> str:
    """The whole address of a link, as it is told; takes what `link_for` does."""
    return short_address(link_for(**about))  # type: ignore[arg-type]  # the same words, passed on


def short_address(link: TrackedLink) -> str:
    """The address that is told of a link."""
    return f"{settings.BASE_URL}{reverse('tracked_link', args=[link.code])}"


def landing(link: TrackedLink) -> str:
    """Where a link leads: its destination with the campaign, the channel and the piece; what else it carried stays."""
    parts = urlsplit(link.destination)
    said = {
        "utm_source": link.channel.connector if link.channel else "",
        "utm_campaign": link.campaign.code if link.campaign else "",
        "utm_content": "-".join(part for part in (token_of(link.subject), link.language) if part),
    }
    carried = {name: value for name, value in said.items() if value}
    others = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in carried]
    return urlunsplit(parts._replace(query=urlencode([*others, *carried.items()])))


def require_destination(text: str) -> str:
    """An address of the web that a browser may be sent to; raises WrongDestination."""
    cleaned = text.strip()
    try:
        parts = urlsplit(cleaned)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    strange = any(ord(letter) <= ord(" ") or letter in '\\"<>' or letter == "\x7f" for letter in cleaned)
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc or strange or len(cleaned) > LONGEST:
        raise WrongDestination(_("“%(text)s” is not an address of the web. It begins with https://.") % {"text": text[:100]})
    return cleaned


def _made(kept: dict[str, object], campaign: Campaign | None, now: datetime | None) -> TrackedLink:
    """A new link, under a code that nobody can guess from another; two that are made at once end as one."""
    given = {**kept, "campaign": campaign, **({"created": now} if now else {})}
    for _try in range(TRIES):
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        try:
            with transaction.atomic():
                return TrackedLink.objects.create(code=code, **given)
        except IntegrityError:
            found = TrackedLink.objects.filter(**kept).order_by("pk").first()
            if found is not None:
                return found
    raise RuntimeError("no code is free")
