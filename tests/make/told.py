"""Plain factories of pieces that were published on the administration's own website, as the outbox leaves them."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.content import digest, freeze
from plazamayor.publishing.models import Piece, Revision
from tests.make.campaigns import make_delivery

PUBLISHED = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
_numbers = count(1)


def website(organisation: Organisation) -> Channel:
    return Channel.objects.get_or_create(organisation=organisation, connector="website", handle="", defaults={"name": "Web"})[0]


def make_told(organisation: Organisation, title: str, text: str = "Un texto.", *, language: str = "es", **fields: Any) -> Piece:
    """A piece out on the website in a language. `at` says when; `link` where its button leads."""
    at, state = fields.pop("at", PUBLISHED), fields.pop("state", Delivery.State.PUBLISHED)
    link, summary = fields.pop("link", ""), fields.pop("summary", "")
    given = {"slug": f"pieza-{next(_numbers)}", "languages": [language], "format": Piece.Format.ARTICLE, **fields}
    piece = Piece.objects.create(organisation=organisation, title=title, state=Piece.State.PUBLISHED, **given)
    tell(piece, title, text, language=language, at=at, state=state, link=link, summary=summary)
    return piece


def tell(piece: Piece, title: str, text: str, *, language: str = "es", at: datetime = PUBLISHED, **fields: Any) -> Delivery:
    """Publishes what a piece now is, once more."""
    state, link, summary = fields.get("state", Delivery.State.PUBLISHED), fields.get("link", ""), fields.get("summary", "")
    piece.versions.update_or_create(channel=None, language=language, defaults={"title": title, "text": text, "summary": summary})
    content = freeze(piece)
    number = piece.revisions.count() + 1
    Revision.objects.create(piece=piece, number=number, content=content, digest=digest(content), at=at)
    extra = {"digest": digest(content), "summary": summary, "slug": piece.slug}
    frozen = {"title": title, "text": text, "language": language, "link": link, "extra": extra}
    withdrawn = at if state == Delivery.State.WITHDRAWN else None
    subject = f"publishing.piece:{piece.pk}"
    return make_delivery(
        website(piece.organisation), subject, content=frozen, published=at, due=at, state=state, withdrawn=withdrawn, title=title
    )
