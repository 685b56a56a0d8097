"""The door: what is checked, what holds, what still stands."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plazamayor.guards import export, operations, queries
from plazamayor.guards.contract import Category, Content, Gravity, Passage, Picture, Verdict
from plazamayor.guards.models import ElectoralCall, GuardSetting, Silence
from plazamayor.organisation.models import Membership, Organisation
from tests.make.sites import make_site

DIGEST, OTHER = "a" * 64, "b" * 64


def content(town: Organisation, text: str, *, at: datetime, **given: Any) -> Content:
    passages = (Passage(where="1:es:text", language="es", text=text),)
    return Content(organisation_id=town.pk, at=at, **{"passages": passages, "languages": ("es",), **given})


def told(found: list[Verdict]) -> dict[str, Gravity]:
    """The gravest that each guard says, without what is fine."""
    graves = sorted((each for each in found if each.gravity), key=lambda each: each.gravity)
    return {each.guard: each.gravity for each in graves}


@pytest.fixture
def call(town: Organisation) -> ElectoralCall:
    return ElectoralCall.objects.create(organisation=town, scope="local", called=date(2027, 3, 30), voting=date(2027, 5, 23))


def test_what_was_scheduled_before_the_call_is_held_inside_its_period_and_says_until_when(
    town: Organisation, call: ElectoralCall, now: datetime
) -> None:
    inside = content(town, "Concierto de la banda el domingo.", at=now)
    before = content(town, "Concierto de la banda el domingo.", at=datetime(2027, 3, 29, 12, tzinfo=UTC))
    found = [each for each in queries.check(inside, now) if each.guard == "electoral_period"]
    assert [(each.gravity, each.until) for each in found] == [(Gravity.HOLDS, datetime(2027, 5, 23, 22, tzinfo=UTC))]
    assert told(queries.check(before, now)) == {}


def test_overlapping_elections_hold_until_the_last(town: Organisation, call: ElectoralCall, now: datetime) -> None:
    ElectoralCall.objects.create(organisation=town, scope="general", called=date(2027, 5, 10), voting=date(2027, 7, 3))
    held = queries.what_holds(town, Category.ORDINARY, datetime(2027, 5, 20, tzinfo=UTC))
    assert [(each.kind, each.until) for each in held] == [("elections", datetime(2027, 7, 3, 22, tzinfo=UTC))] * 2
    assert queries.what_holds(town, Category.DEADLINE, datetime(2027, 5, 20, tzinfo=UTC)) == []
    periods = queries.electoral_periods_between(town, date(2027, 5, 23), date(2027, 5, 23))
    assert [each.name for each in periods] == ["municipales 2027", "generales 2027"]
    assert queries.electoral_periods_between(town, date(2027, 7, 4), date(2027, 8, 1)) == []


def test_the_period_of_an_island_ends_an_hour_later(town: Organisation, call: ElectoralCall) -> None:
    ElectoralCall.objects.filter(pk=call.pk).update(time_zone="Atlantic/Canary")
    moment = datetime(2027, 5, 23, 22, 30, tzinfo=UTC)
    assert [each.kind for each in queries.what_holds(town, Category.ORDINARY, moment)] == ["elections"]
    assert queries.what_holds(town, Category.ORDINARY, moment + timedelta(minutes=30)) == []


@pytest.mark.parametrize(
    ("kind", "category", "text", "held"),
    [
        ("mourning", Category.ORDINARY, "Taller de cocina el sábado.", True),
        ("mourning", Category.ORDINARY, "Minuto de silencio por las víctimas, a las 12.", False),
        ("mourning", Category.DEADLINE, "El plazo acaba mañana.", False),
        ("emergency", Category.DEADLINE, "El plazo acaba mañana.", True),
        ("emergency", Category.EMERGENCY, "Riada: no salgas de casa.", False),
        ("emergency", Category.DISRUPTION, "Sin servicio de autobús.", False),
        ("other", Category.ORDINARY, "Taller de cocina el sábado.", True),
    ],
)
def test_a_silence_holds_what_is_not_about_it(
    town: Organisation, now: datetime, kind: str, category: Category, text: str, *, held: bool
) -> None:
    Silence.objects.create(organisation=town, kind=kind, text="Tres días", begins=now - timedelta(hours=1), ends=now + timedelta(days=2))
    found = queries.check(content(town, text, at=now, category=category), now)
    assert [each.until for each in queries.open_holds(found)] == ([now + timedelta(days=2)] if held else [])


def test_silences_are_told_by_the_days_of_the_administration(town: Organisation) -> None:
    begins = datetime(2027, 4, 12, 22, tzinfo=UTC)  # midnight of the 13th in Madrid
    silence = Silence.objects.create(organisation=town, kind="mourning", text="Luto", begins=begins, ends=begins + timedelta(days=1))
    lasting = Silence.objects.create(organisation=town, kind="emergency", text="Riada", begins=begins + timedelta(days=9))
    asked = [(12, 12), (13, 13), (14, 20), (22, 30)]
    found = [queries.silences_between(town, date(2027, 4, first), date(2027, 4, last)) for first, last in asked]
    assert found == [[], [silence], [], [lasting]]


def test_images_and_videos_are_asked_for_what_stands_in_their_place(town: Organisation, now: datetime) -> None:
    pictures = (
        Picture(where="p1", name="cartel.jpg", alt={"es": "Cuatro tiendas bajo los soportales", "ca-valencia": ""}),
        Picture(where="p2", name="fondo.jpg", alt={}, decorative=True),
        Picture(where="p3", name="plazo.mp4", alt={}, video=True, has_captions=True),
        Picture(where="p4", name="foto.jpg", alt={"es": "Imagen 1", "ca-valencia": "Tres xiquetes en un hort"}, people_consented=False),
    )
    given = Content(organisation_id=town.pk, at=now, pictures=pictures, languages=("es", "ca-valencia"))
    found = [(each.guard, each.where, each.gravity) for each in queries.check(given, now)]
    assert found == [
        ("consent", "p4", Gravity.BLOCKS),
        ("alternatives", "p1", Gravity.BLOCKS),
        ("alternatives", "p3", Gravity.BLOCKS),
        ("alternatives", "p4", Gravity.BLOCKS),
    ]


def test_mailboxes_of_the_own_sites_are_of_nobody(town: Organisation, now: datetime) -> None:
    make_site(town, domain="www.villaclara.example")
    text = "Escribe a m.perez@villaclara.example o a m.perez@correo.example. Llama al 965 12 34 56."
    found = [each for each in queries.check(content(town, text, at=now), now) if each.guard == "personal_data"]
    assert [(each.gravity, text[each.start : each.end]) for each in found] == [(Gravity.WARNS, "m.perez@correo.example")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("El presupuesto es de 1.250.000 euros.", []),
        ("Curso 2026-2027, de 09.00 a 14.00.", []),
        ("Matrícula 1234 BCD mal aparcada.", ["1234 BCD"]),
        ("Expediente en https://villaclara.example/exp/123456789", []),
        ("Con NIE X1234567L y DNI 12.345.678-Z.", ["X1234567L", "12.345.678-Z"]),
    ],
)
def test_numbers_are_of_somebody_or_are_not(town: Organisation, now: datetime, text: str, found: list[str]) -> None:
    verdicts = [each for each in queries.check(content(town, text, at=now), now) if each.guard == "personal_data" and each.gravity]
    assert [text[each.start : each.end] for each in verdicts] == found


def test_own_words_are_looked_for_and_own_exceptions_let_through(town: Organisation, now: datetime) -> None:
    text = "La mejor fiesta de la comarca, en el Edén de la Marina."
    assert told(queries.check(content(town, text, at=now), now)) == {"self_praise": Gravity.BLOCKS}
    options = {"also": ["edén de la marina"], "not_these": ["la mejor fiesta de la comarca"]}
    GuardSetting.objects.create(organisation=town, guard="self_praise", gravity=1, options=options)
    found = [each for each in queries.check(content(town, text, at=now), now) if each.guard == "self_praise"]
    assert [(text[each.start : each.end], each.gravity) for each in found] == [("Edén de la Marina", Gravity.WARNS)]


def test_a_gravity_that_the_law_does_not_leave_is_not_followed(town: Organisation, call: ElectoralCall, now: datetime) -> None:
    GuardSetting.objects.create(organisation=town, guard="achievements", gravity=0)
    assert told(queries.check(content(town, "Finalizan las obras del parque.", at=now), now))["achievements"] == Gravity.BLOCKS


def test_official_accounts_may_be_repeated(town: Organisation, now: datetime) -> None:
    GuardSetting.objects.create(organisation=town, guard="reposts", options={"accounts": ["@BandaVillaclara"]})
    given = content(town, "Mañana, concierto.", at=now, reposts=("@bandavillaclara", "@112cv", "@juan_perez"))
    found = [each.told for each in queries.check(given, now) if each.guard == "reposts"]
    assert len(found) == 1
    assert "@juan_perez" in found[0]


def test_an_override_lets_through_its_guard_for_its_digest_and_nothing_else(
    town: Organisation, writer: Membership, director: Membership, now: datetime
) -> None:
    found = queries.check(content(town, "Tenemos la mejor feria de la comarca. DNI 12345678Z.", at=now), now)
    assert queries.overridable(found) == ["self_praise", "personal_data"]
    given: dict[str, Any] = {
        "organisation": town,
        "guard": "self_praise",
        "subject": "piece:1",
        "digest": DIGEST,
        "asked_for": "Es un nombre",
    }
    asked = operations.ask_override(**given, by=writer, now=now)
    assert operations.ask_override(**given, by=writer, now=now) == asked
    assert queries.standing(found, "piece:1", DIGEST) == found
    operations.grant_override(override=asked, reason="Así se llama la feria", by=director, now=now)
    left = [
        queries.open_blocks(queries.standing(found, subject, digest))
        for subject, digest in [("piece:1", DIGEST), ("piece:1", OTHER), ("piece:2", DIGEST)]
    ]
    assert [[each.guard for each in verdicts] for verdicts in left] == [["personal_data"], *[["self_praise", "personal_data"]] * 2]


def test_whoever_asked_does_not_decide_and_nobody_decides_twice(
    town: Organisation, approver: Membership, director: Membership, now: datetime
) -> None:
    given: dict[str, Any] = {
        "organisation": town,
        "guard": "self_praise",
        "subject": "piece:1",
        "digest": DIGEST,
        "asked_for": "Es un nombre",
    }
    asked = operations.ask_override(**given, by=approver, now=now)
    with pytest.raises(operations.OwnWork):
        operations.grant_override(override=asked, reason="Sí", by=approver, now=now)
    operations.refuse_override(override=asked, reason="No", by=director, now=now)
    with pytest.raises(operations.AlreadyDecided):
        operations.grant_override(override=asked, reason="Sí", by=director, now=now)
    found = [Verdict(guard="self_praise", gravity=Gravity.BLOCKS, told="…", may_be_overridden=True)]
    assert queries.standing(found, "piece:1", DIGEST) == found


def test_nobody_asks_for_what_the_law_does_not_let_be_judged(town: Organisation, writer: Membership, now: datetime) -> None:
    given: dict[str, Any] = {
        "organisation": town,
        "guard": "inaugurations",
        "subject": "piece:1",
        "digest": DIGEST,
        "asked_for": "Queremos",
    }
    with pytest.raises(operations.NotOverridable):
        operations.ask_override(**given, by=writer, now=now)


def test_the_margin_numbers_what_it_says_as_the_text_marks_it(town: Organisation, now: datetime) -> None:
    text = "Un concierto espectacular #comerciolocal y la mejor feria de la comarca."
    found = queries.check(content(town, text, at=now), now)
    notes = [(each.number, each.kind, text[each.start : each.end]) for each in queries.margin_notes(found) if each.number]
    assert notes == [(1, "grave", "la mejor feria de la comarca"), (2, "warn", "espectacular"), (3, "warn", "#comerciolocal")]
    marks = [(each.text, each.numbers, each.grave) for each in queries.marked(text, "1:es:text", found) if each.numbers]
    assert marks == [("espectacular", (2,), False), ("#comerciolocal", (3,), False), ("la mejor feria de la comarca", (1,), True)]


def test_a_check_asks_the_database_as_much_for_one_text_as_for_fifty(town: Organisation, call: ElectoralCall, now: datetime) -> None:
    counts = []
    for many in (1, 50):
        passages = tuple(Passage(where=str(each), language="es", text=f"Bases en https://a.example/{each}") for each in range(many))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.check(Content(organisation_id=town.pk, at=now, passages=passages), now)
        counts.append(len(asked))
    assert counts == [6, 6]


@pytest.mark.parametrize(
    ("text", "guard", "proposal"),
    [
        ("MAÑANA HAY MERCADO EN VILLACLARA DEL MAR", "capitals", "Mañana hay mercado en Villaclara del Mar"),
        ("#comerciovillaclara", "hashtags", "#ComercioVillaclara"),
        ("👉 Uno\n👉 Dos", "emoji_use", "-"),
        ("Hoy 🍅🍅🍅", "emoji_use", "🍅"),
        ("Bases en http://a.example/b.", "links", "https://a.example/b"),
    ],
)
def test_a_plainer_way_is_proposed(town: Organisation, now: datetime, text: str, guard: str, proposal: str) -> None:
    assert [each.proposal for each in queries.check(content(town, text, at=now), now) if each.guard == guard] == [proposal]


def test_an_account_of_the_fediverse_is_not_a_mailbox(town: Organisation, now: datetime) -> None:
    found = queries.check(content(town, "Pregunta a @turismo_vcm@mastodon.example.", at=now), now)
    assert [each.gravity for each in found if each.guard == "personal_data"] == [Gravity.FINE]


def test_sentences_past_the_limit_are_told_with_their_words(town: Organisation, now: datetime) -> None:
    text = "Ven. " + "palabra " * 31 + "fin."
    found = [each for each in queries.check(content(town, text, at=now), now) if each.guard == "plain_language" and each.start >= 0]
    assert [text[each.start : each.end].rsplit(maxsplit=1)[-1] for each in found] == ["fin"]


def test_everything_of_an_administration_leaves_with_it(town: Organisation, call: ElectoralCall, writer: Membership, now: datetime) -> None:
    operations.remember_links(content=content(town, "https://a.example/b", at=now), now=now)
    files = dict(export.files(town.pk))
    assert sorted(files) == ["electoral-calls.json", "links.json", "overrides.json", "settings.json", "silences.json"]
    assert [len(json.loads(files[name])) for name in sorted(files)] == [1, 1, 0, 0, 0]
