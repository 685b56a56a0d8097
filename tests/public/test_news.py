"""What citizens read: exactly what was approved and left, in its formats and languages, and honestly corrected or withdrawn."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from icalendar import Calendar

from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.public.models import Look
from plazamayor.publishing.models import Piece
from tests.make.organisations import make_organisation
from tests.make.sites import make_site
from tests.make.told import PUBLISHED, make_told, tell

HOST = {"host": "localhost"}
LATER = PUBLISHED + timedelta(days=29)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def town(db: None) -> Organisation:
    town = make_organisation("Ayuntamiento de Villaclara", code="villaclara", languages=["es", "ca"])
    make_site(town, domain="localhost")
    return town


def get(client: Client, address: str, **headers: str) -> Any:
    return client.get(f"/p/villaclara/{address}", headers={**HOST, **headers})


def test_the_list_has_what_left_the_latest_first_and_nothing_else(client: Client, town: Organisation) -> None:
    make_told(town, "Ayudas al comercio")
    make_told(town, "Corte de agua", at=LATER)
    make_told(town, "Aún no", state=Delivery.State.SCHEDULED)
    make_told(town, "Ya no", state=Delivery.State.WITHDRAWN)

    page = get(client, "")

    assert [each.piece.title for each in page.context["readings"]] == ["Corte de agua", "Ayudas al comercio"]
    assert page.cookies == {}


def test_what_is_written_after_it_left_is_not_seen(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", "Hasta **2.000 €**.")
    piece.versions.update(text="Hasta 9.000 €, sin aprobar")
    Piece.objects.filter(pk=piece.pk).update(title="Sin aprobar", author_shown="Nadie")

    text = get(client, f"n/{piece.slug}/").content.decode()

    assert "<strong>2.000 €</strong>" in text
    assert "aprobar" not in text


def test_a_piece_says_who_wrote_it_and_what_to_do(client: Client, town: Organisation) -> None:
    unit = town.units.create(name="Comercio y Consumo")
    procedure = Procedure.objects.create(organisation=town, code="ayudas", name="Pedir la ayuda", closes="2026-12-01")
    piece = make_told(
        town,
        "Ayudas",
        "Texto",
        unit=unit,
        procedure=procedure,
        author_shown="Marta Gil",
        link="https://a.example/l/abcd",
        summary="En una frase",
    )

    text = get(client, f"n/{piece.slug}/").content.decode()

    assert "Comercio y Consumo" in text
    assert "Marta Gil" in text
    assert '<a class="button button--primary button--large" href="https://a.example/l/abcd">' in text
    assert "1 de diciembre de 2026" in text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", '<img src=x onerror="alert(1)">', "</script><b onclick=x>"]
)
def test_a_hostile_text_does_no_harm(client: Client, town: Organisation, text: str) -> None:
    piece = make_told(town, f"Título {text}"[:200], text, summary=text)

    page = get(client, f"n/{piece.slug}/").content.decode()
    body = page.partition("<main")[2]

    assert "<script" not in body
    assert "<img src=x" not in body
    assert "<b onclick" not in body
    assert 'href="javascript:' not in page
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data)["@type"] == "NewsArticle"


def test_it_is_read_in_the_language_asked_or_in_the_one_it_has(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", "En castellano")
    tell(piece, "Ajudes", "En valencià", language="ca")

    both, other = get(client, f"n/{piece.slug}/?language=ca"), make_told(town, "Solo castellano")
    only = get(client, f"n/{other.slug}/?language=ca")

    assert (both.headers["Content-Language"], "En valencià" in both.content.decode()) == ("ca", True)
    assert '<article class="prose" lang="ca">' in both.content.decode()
    assert only.headers["Content-Language"] == "es"


def test_a_correction_is_said_with_what_it_said_before(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", "Hasta el 1 de diciembre.")
    tell(piece, "Ayudas", "Hasta el 15 de diciembre.", at=LATER)

    text = get(client, f"n/{piece.slug}/").content.decode()

    assert "<del>Hasta el 1 de diciembre.</del>" in text
    assert "<ins>Hasta el 15 de diciembre.</ins>" in text


def test_what_was_withdrawn_says_so_with_the_status_of_what_is_gone(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", "El texto que se retira", state=Delivery.State.WITHDRAWN)

    page = get(client, f"n/{piece.slug}/")

    assert page.status_code == 410
    assert "El texto que se retira" not in page.content.decode()
    assert get(client, "n/nunca-hubo/").status_code == 404
    assert get(client, f"n/{piece.slug}/preview.png").status_code == 404


def test_a_page_is_there_while_its_delivery_is_being_sent(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", state=Delivery.State.SENDING)

    assert get(client, f"n/{piece.slug}/").status_code == 200


@pytest.mark.parametrize(("wanted", "found"), [("AYUDAS comercio", 1), ("camion", 1), ("gratuítas", 0), ("villaclara", 0), ("", 2)])
def test_search_minds_neither_accents_nor_capitals(client: Client, town: Organisation, wanted: str, found: int) -> None:
    make_told(town, "Ayudas al comercio", "Para tiendas.")
    make_told(town, "Recogida", "Pasará el camión de la basura.")

    assert get(client, f"?q={wanted}").context["count"] == found


def test_questions_open_one_by_one(client: Client, town: Organisation) -> None:
    piece = make_told(
        town, "Preguntas", "## ¿Puedo pedirla?\n\nSí.\n\n## ¿Y si cierro?\n\nSolo *antes* de seis meses.", format=Piece.Format.QUESTIONS
    )

    text = get(client, f"n/{piece.slug}/").content.decode()

    assert text.count("<summary>¿") == 2
    assert '"@type":"FAQPage"' in text


def test_an_event_can_be_kept_in_a_calendar(client: Client, town: Organisation) -> None:
    facts = {
        "starts": "2026-11-27T18:00:00+01:00",
        "ends": "2026-11-27T19:30:00+01:00",
        "place": "Casa de la Cultura",
        "reminders": ["day"],
    }
    piece = make_told(town, "Charla", "Ven.", format=Piece.Format.EVENT, facts=facts)

    text = get(client, f"n/{piece.slug}/").content.decode()
    (event,) = Calendar.from_ical(get(client, f"n/{piece.slug}/event.ics").content).walk("VEVENT")

    assert "Casa de la Cultura" in text
    assert event.decoded("dtstart") == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    assert len(event.walk("VALARM")) == 1
    assert get(client, f"n/{make_told(town, 'Otra').slug}/event.ics").status_code == 404


def test_an_infographic_is_drawn_with_the_same_in_words_and_in_a_table(client: Client, town: Organisation) -> None:
    facts = {"kind": "bars", "heading": "Solicitudes", "table": "Comercio; 120\nCultura; 80", "unit": ""}
    piece = make_told(town, "En una imagen", "", format=Piece.Format.INFOGRAPHIC, facts=facts)

    text = get(client, f"n/{piece.slug}/").content.decode()
    picture = get(client, f"n/{piece.slug}/picture.svg")

    assert "Comercio, 120; Cultura, 80" in text
    assert '<th scope="row">Comercio</th>' in text
    assert fromstring(picture.content).tag.endswith("svg")
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_feeds_have_the_same_pieces_in_three_forms(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas & más", "Hasta **2.000 €**.", summary="En una frase")

    atom = fromstring(get(client, "feeds/atom.xml").content)
    rss = fromstring(get(client, "feeds/rss.xml").content)
    told = get(client, "feeds/feed.json").json()

    assert [each.text for each in atom.findall("a:entry/a:title", ATOM)] == ["Ayudas & más"]
    assert "2.000 €" in (atom.findtext("a:entry/a:content", "", ATOM))
    assert [each.text for each in rss.findall("channel/item/title")] == ["Ayudas & más"]
    assert told["items"][0]["url"].endswith(f"/p/villaclara/n/{piece.slug}/")
    assert "hubs" not in told
    assert get(client, "feeds/otra.xml").status_code == 404


def test_a_hub_is_named_only_when_there_is_one(client: Client, town: Organisation) -> None:
    make_told(town, "Ayudas")
    Look.objects.create(organisation=town, hub="https://hub.example/", changed=PUBLISHED)

    answer = get(client, "feeds/atom.xml")

    assert 'rel="hub"' in answer.headers["Link"]
    assert 'rel="hub"' in answer.content.decode()
    assert get(client, "feeds/feed.json").json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_the_map_has_every_piece(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas")

    root = fromstring(get(client, "sitemap.xml").content)

    assert [each.text for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")][-1].endswith(f"/n/{piece.slug}/")  # type: ignore[union-attr]  # each has text


def test_the_picture_that_networks_show_is_ours(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas al comercio local: cómo pedirlas antes del 1 de diciembre")

    picture = get(client, f"n/{piece.slug}/preview.png")

    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


def test_a_page_is_light_and_asks_nobody_else_for_anything(client: Client, town: Organisation) -> None:
    piece = make_told(town, "Ayudas", "Un párrafo de los que se leen. " * 200)
    text = get(client, f"n/{piece.slug}/").content.decode()

    loaded = [part.partition('"')[0] for mark in ('src="', '<link rel="stylesheet" href="') for part in text.split(mark)[1:]]
    assert len(gzip.compress(text.encode())) < 30_000
    assert [each for each in loaded if not each.startswith("/")] == []


def test_an_own_domain_opens_onto_its_own_square_alone(client: Client, town: Organisation, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["noticias.villaclara.example", "localhost"]
    make_organisation("Otro", code="otro")
    Look.objects.create(organisation=town, domain="noticias.villaclara.example", changed=PUBLISHED)
    own = {"host": "noticias.villaclara.example"}
    piece = make_told(town, "Ayudas")

    assert client.get("/", headers=own)["Location"] == "/p/villaclara/"
    assert client.get("/p/otro/", headers=own).status_code == 404
    text = client.get(f"/p/villaclara/n/{piece.slug}/", headers=own).content.decode()
    assert f'<link rel="canonical" href="https://noticias.villaclara.example/p/villaclara/n/{piece.slug}/">' in text
    assert "/p.js" not in text


def test_a_list_goes_on_in_pages_and_a_search_sees_what_is_new(client: Client, town: Organisation) -> None:
    for number in range(14):
        make_told(town, f"Noticia {number}", at=PUBLISHED + timedelta(hours=number))
    assert get(client, "?q=nueva").context["count"] == 0
    make_told(town, "Cosa nueva", at=LATER)

    last = [each.piece.title for each in get(client, "?page=2").context["readings"]]

    assert last == ["Noticia 2", "Noticia 1", "Noticia 0"]
    assert [each.piece.title for each in get(client, "?page=99").context["readings"]] == last
    assert get(client, "?page=x").status_code == 200
    assert get(client, "?q=nueva").context["count"] == 1
