"""The pages of gazettes, asked as a person does."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.bulletins.export import files
from plazamayor.bulletins.models import BackFill, Issue, Match, Source, Subscription
from plazamayor.bulletins.texts import keep_text
from plazamayor.organisation.models import AuditEntry, Membership, Role, Unit
from plazamayor.publishing.models import Piece
from tests.conftest import SignIn
from tests.make.gazettes import DAY, NOW, Gazette, Reply, item, make_issue, make_source, make_subscription
from tests.make.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db
TERM = "El plazo de presentación de solicitudes será de veinte días hábiles a contar desde el siguiente al de la publicación."


@pytest.fixture
def member() -> Membership:
    return make_member(make_organisation("Ayuntamiento de Villaclara del Mar", territory="ES-VC"))


@pytest.fixture
def client(member: Membership, sign_in: SignIn) -> Client:
    return sign_in(member)


@pytest.fixture
def source(member: Membership) -> Source:
    """A gazette with an act that concerns a unit, with its term, one that does not, and one that names people."""
    unit = Unit.objects.create(organisation=member.organisation, name="Comercio y Consumo")
    make_subscription(member.organisation, unit=unit, people=[member.person])
    made = make_source()
    secret = item("BOE-N-1", title="Notificación a don Secreto Pérez", department="AYUNTAMIENTO DE ONDA")
    make_issue(made, item("BOE-A-2026-7"), item("BOE-A-2026-8", title="Convenio con la Fundación"), secret)
    keep_text(Match.objects.get().item, TERM, TERM, "f" * 64, NOW)
    return made


def at(name: str, member: Membership, *args: object, day: bool = True) -> str:
    return reverse(name, args=[member.organisation.code, *args]) + (f"?day={DAY:%Y-%m-%d}" if day else "")


def test_the_page_of_a_day_says_what_concerns_us_with_its_term(client: Client, member: Membership, source: Source) -> None:
    page = client.get(at("gazettes", member)).content.decode()

    assert "Resolución por la que se convocan ayudas al comercio local." in page
    assert "Sigue «ayudas comercio»" in page
    assert "<mark>veinte días hábiles a contar desde el siguiente al de la publicación</mark>" in page
    assert page.count("<rect class=") >= 31
    assert "Comercio y Consumo" in page
    assert "2 de 3" in page


def test_nobody_is_named_anywhere(client: Client, member: Membership, source: Source) -> None:
    asked = [
        at("gazettes", member),
        at("gazettes_file", member, "json"),
        *(f"{at('gazettes_left', member)}&motive={each}" for each in ("near", "others", "nobody")),
    ]

    pages = [client.get(address).content.decode() for address in asked]

    assert [page for page in pages if "Secreto" in page] == []
    assert client.get(f"{at('gazettes_left', member)}&motive=people").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("unit=Comercio y Consumo", True),
        ("unit=Urbanismo", False),
        ("kind=grant", True),
        ("kind=rule", False),
        ("term=1", True),
        ("source=0", False),
    ],
)
def test_the_day_is_filtered(query: str, shown: bool, client: Client, member: Membership, source: Source) -> None:
    page = client.get(f"{at('gazettes', member)}&{query}").content.decode()

    assert ('<li class="act"' in page) is shown


def test_a_day_without_anything_teaches(client: Client, member: Membership) -> None:
    page = client.get(at("gazettes", member, day=False)).content.decode()

    assert "Nadie tiene que leer todos los boletines cada mañana" in page


def test_the_day_leaves_as_files(client: Client, member: Membership, source: Source) -> None:
    rows = json.loads(client.get(at("gazettes_file", member, "json")).content)["acts"]
    table = client.get(at("gazettes_file", member, "csv")).content.decode("utf-8-sig").splitlines()

    assert [(row["identifier"], row["last_day"]) for row in rows] == [("BOE-A-2026-7", "2026-12-21")]
    assert (len(table), "BOE-A-2026-7" in table[1]) == (2, True)


def test_an_act_becomes_a_piece_from_its_button(client: Client, member: Membership, source: Source) -> None:
    match = Match.objects.get()

    for _turn in range(2):
        client.post(at("gazette_piece", member, match.pk, day=False))

    assert Piece.objects.filter(organisation=member.organisation).count() == 1
    assert AuditEntry.objects.filter(action="gazette_act.became_piece").count() == 1


def test_a_term_is_confirmed_corrected_or_written_from_the_page(client: Client, member: Membership, source: Source) -> None:
    match = Match.objects.get()
    term = match.terms.get()
    client.post(at("gazette_confirm", member, term.pk, day=False))
    term.refresh_from_db()
    found = term.confirmed

    client.post(at("gazette_confirm", member, term.pk, day=False), {"day": "2026-12-18"})
    client.post(at("gazette_say_term", member, match.pk, day=False), {"day": "2026-12-30"})
    client.post(at("gazette_say_term", member, match.pk, day=False), {"day": "mañana"})

    term.refresh_from_db()
    assert (found, term.confirmed) == (term.day, DAY.replace(month=12, day=18))
    assert match.terms.count() == 2


def test_an_act_is_discarded_and_shown_again(client: Client, member: Membership, source: Source) -> None:
    match = Match.objects.get()
    for state in ("discarded", "nonsense"):
        client.post(at("gazette_settle", member, match.pk, day=False), {"state": state})
    left = client.get(at("gazettes", member)).content.decode()

    client.post(at("gazette_bring", member, match.item_id, day=False))
    client.post(at("gazette_settle", member, match.pk, day=False), {"state": "new"})

    assert '<li class="act"' not in left
    assert '<li class="act"' in client.get(at("gazettes", member)).content.decode()


def test_a_subscription_is_tried_kept_changed_and_removed(client: Client, member: Membership, source: Source) -> None:
    wishes = {"name": "Convenios", "words": "convenio fundación", "active": "on"}
    today = timezone.localdate()
    Issue.objects.update(day=today)

    tried = client.post(at("gazette_subscription_add", member, day=False), {**wishes, "try": "1"}).content.decode()
    before = Subscription.objects.count()
    client.post(at("gazette_subscription_add", member, day=False), wishes)
    made = Subscription.objects.get(name="Convenios")
    client.post(at("gazette_subscription", member, made.pk, day=False), {**wishes, "name": "Acuerdos"})
    listed = client.get(at("gazette_subscriptions", member, day=False)).content.decode()
    client.post(at("gazette_subscription_remove", member, made.pk, day=False))

    assert "Habría traído 1 disposición" in tried
    assert "Convenio con la Fundación" in tried
    assert (before, "Acuerdos" in listed, Subscription.objects.count()) == (1, True, 1)


def test_following_everything_is_said_in_the_form(client: Client, member: Membership) -> None:
    for form in ({"name": "Todo"}, {"name": "Todo", "try": "1"}):
        page = client.post(at("gazette_subscription_add", member, day=False), form).content.decode()

        assert "Indica al menos una condición" in page


def test_a_gazette_is_tried_added_changed_and_removed(client: Client, member: Membership, gazette: Gazette) -> None:
    entries = "<item><title>Bando</title><guid>urn:1</guid></item><item><title>Edicto a don Secreto Pérez</title></item>"
    rss = f"<rss version='2.0'><channel>{entries}</channel></rss>"
    gazette.replies["/rss"] = Reply(rss.encode())
    form = {"reader": "feed", "name": "Boletín", "short_name": "BOP", "address": f"{gazette.address}/rss"}

    tried = client.post(at("gazette_add", member, day=False), {**form, "try": "1"}).content.decode()
    wrong = client.post(at("gazette_add", member, day=False), {**form, "address": f"{gazette.address}/nada", "try": "1"}).content.decode()
    client.post(at("gazette_add", member, day=False), form)
    made = Source.objects.get(short_name="BOP")
    client.post(at("gazette_source", member, made.pk, day=False), {**form, "short_name": "BOPA", "active": "on"})
    listed = client.get(at("gazette_sources", member, day=False)).content.decode()
    client.post(at("gazette_source_remove", member, made.pk, day=False))

    assert "Leería 2 disposiciones" in tried
    assert "Secreto" not in tried
    assert "No se ha podido leer." in wrong
    assert "BOPA" in listed
    assert not Source.objects.filter(pk=made.pk).exists()


def test_nobody_changes_the_gazettes_of_the_state(client: Client, member: Membership, source: Source) -> None:
    answers = [client.post(at(name, member, source.pk, day=False)).status_code for name in ("gazette_source", "gazette_source_remove")]

    assert answers == [404, 404]


def test_a_past_is_asked_for_seen_and_stopped(client: Client, member: Membership, source: Source) -> None:
    last = timezone.localdate()
    form = {"first": last - timedelta(days=3), "last": last}

    client.post(at("gazette_fill", member, source.pk, day=False), form)
    row = BackFill.objects.get()
    seen = client.get(at("gazette_fills", member, day=False)).content.decode()
    client.post(at("gazette_fill_stop", member, row.pk, day=False))
    client.post(at("gazette_fill", member, source.pk, day=False), {"first": last, "last": last - timedelta(days=1)})

    row.refresh_from_db()
    assert ('hx-trigger="every 2s"' in seen, row.state, BackFill.objects.count()) == (True, "cancelled", 1)


def test_whoever_only_looks_finds_no_buttons(member: Membership, source: Source, sign_in: SignIn) -> None:
    looks = sign_in(make_member(member.organisation, role=Role.ANALYST))

    page = looks.get(at("gazettes", member)).content.decode()

    assert "Convertir en pieza" not in page
    assert "Confirmar la fecha" not in page


def test_everything_of_an_administration_leaves_and_nothing_of_others(member: Membership, source: Source) -> None:
    make_subscription(make_organisation(), name="Ajena")

    found = {name: json.loads(content) for name, content in files(member.organisation_id)}

    assert [row["name"] for row in found["gazette-subscriptions.json"]] == ["Ayudas al comercio"]
    assert [row["identifier"] for row in found["gazette-acts.json"]] == ["BOE-A-2026-7"]
    assert len(found["gazette-terms.json"]) == 1
