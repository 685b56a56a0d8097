"""Plain factories of pieces that were published on the administration's own website, as the outbox leaves them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from plazamayor.campaigns.operations import link_for, short_address
from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.content import digest, freeze
from plazamayor.publishing.models import Piece, Revision
from tests.make.campaigns import make_campaign, make_channel, make_delivery
from tests.make.sites import make_site

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


def ready_campaign(address: str) -> dict[str, str]:
    """What the journey of a campaign finds: a procedure of two pages of the square, and a piece out on it and told on a network.

    Gives the tracked link of the network and that of the website.
    """
    town = Organisation.objects.get()
    town.languages = ["es", "ca"]
    town.save()
    unit = town.units.create(name="Comercio y Consumo")
    procedure = _procedure(town)
    today = datetime.now(UTC)
    days = {"begins": today.date() - timedelta(days=2), "ends": today.date() + timedelta(days=30)}
    campaign = make_campaign(town, procedure=procedure, audience="comercios de la villa", **days)
    title, summary = "Ayudas al comercio local: cómo pedirlas antes del 1 de diciembre", "Hasta 2.000 € para las tiendas y los talleres."
    text = (
        "## Quién puede pedirla\n\nPuedes pedirla si tienes un comercio o un taller y menos de diez personas contratadas.\n\n"
        "## Qué preparar\n\n- El alta en el impuesto de actividades.\n- Las facturas de 2026.\n- El número de cuenta.\n\n"
        "**Un consejo:** cada archivo puede pesar hasta 4 MB.\n"
    )
    more: dict[str, Any] = {"unit": unit, "campaign": campaign, "procedure": procedure}
    more |= {"author_shown": "Marta Gil", "slug": "ayudas-comercio"}
    source = {"source_name": "Boletín Oficial de la Provincia n.º 201", "source_address": "https://bop.example/201"}
    there = f"{address}/p/{town.code}/n/ayudas-comercio/"
    links = {
        name: link_for(
            organisation=town, destination=to, subject="publishing.piece:1", channel=channel, language="es", campaign=campaign, now=today
        )
        for name, channel, to in (
            ("network", make_channel(town, "mastodon", name="Mastodon"), there),
            ("website", website(town), f"{address}/p/{town.code}/accessibility/"),
        )
    }
    addresses = {name: short_address(link) for name, link in links.items()}
    at = today - timedelta(days=1)
    piece = make_told(town, title, text, summary=summary, at=at, link=addresses["website"], pk=1, **more, **source)
    tell(piece, title, text.replace("4 MB", "20 MB"), at=today - timedelta(hours=1), link=addresses["website"], summary=summary)
    make_delivery(Channel.objects.get(connector="mastodon"), "publishing.piece:1", published=today, due=today)
    for number in range(5):
        old = f"Noticia {number + 1} de la villa", "Un texto de ejemplo."
        make_told(town, *old, summary="Lo que ha pasado, en una frase.", at=today - timedelta(days=3 + number), unit=unit)
    return addresses


def _procedure(town: Organisation) -> Procedure:
    """Its first step is to read the piece, and its last the statement of accessibility: pages of our own that a browser can open."""
    site = make_site(town, domain="localhost", exempt=False)
    day = datetime.now(UTC).date() - timedelta(days=30)
    site.declarations.create(basis="public_task", text="Saber qué sirve a la ciudadanía.", day=day)
    procedure = Procedure.objects.create(organisation=town, site=site, code="ayudas", name="Ayudas al comercio local", closes="2026-12-01")
    pages = (("leer", f"/p/{town.code}/n/ayudas-comercio/"), ("fin", f"/p/{town.code}/accessibility/"))
    for position, (key, page) in enumerate(pages):
        procedure.steps.create(key=key, name=key.capitalize(), position=position, marks=[["address", f"{page}*"]])
    return procedure
