"""Which acts concern whom, and why; those that name people concern nobody."""

from typing import Any

import pytest

from plazamayor.bulletins.folding import stems
from plazamayor.bulletins.kinds import kind_of, names_people
from plazamayor.bulletins.matching import Motive
from plazamayor.bulletins.models import Item, Match
from plazamayor.bulletins.queries import left_out, reasons_told
from plazamayor.bulletins.readers.contract import ReadItem
from plazamayor.bulletins.subscribing import FollowsEverything, Wishes, change_subscription, subscribe, try_out, unsubscribe
from plazamayor.organisation.models import Organisation
from tests.make.gazettes import DAY, NOW, item, items_of, make_issue, make_source, make_subscription
from tests.make.organisations import make_member, make_organisation
from tests.make.procedures_done import make_procedure

COURTS = "IV. Administración de Justicia"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("subvención", "Subvenciones"),
        ("comercio", "COMERCIOS"),
        ("base", "bases"),
        ("autobús", "autobuses"),
        ("luz", "luces"),
        ("ley", "leyes"),
        ("examen", "exámenes"),
        ("niño", "niños"),
    ],
)
def test_plurals_accents_and_capitals_do_not_matter(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("title", "section", "expected"),
    [
        ("Notificación a don Pedro Pérez de resolución sancionadora", "", True),
        ("Edicto del Ayuntamiento de Onda", "", True),
        ("Expediente de Don Pedro Pérez", "", True),
        ("Licencia a DOÑA MARÍA EJEMPLO", "", True),
        ("Anuncio de notificación de 3 de marzo en procedimiento", "", True),
        ("Citación por comparecencia", "", True),
        ("Anuncio de la Facultad sobre extravío de título universitario", "V. Anuncios. - B. Otros anuncios oficiales", True),
        ("NOTARÍA DE CARLOS EJEMPLO RUIZ", "V. Anuncios. - C. Anuncios particulares", True),
        ("MADRID", COURTS, True),
        ("Real Decreto por el que se indulta a doña María Ejemplo", "III. Otras disposiciones", True),
        (
            "Resolución por la que se nombra Profesora Titular",
            "II. Autoridades y personal. - A. Nombramientos, situaciones e incidencias",
            True,
        ),
        ("Convocatoria de levantamiento de actas previas a la ocupación", "", True),
        ("Relación de deudores de la tasa de basuras", "", True),
        ("Ayudas al comercio de Don Benito", "", False),
        ("Resolución del Ayuntamiento de Doña Mencía, referente a la convocatoria para proveer una plaza", "", False),
        ("Convocatoria de pruebas para el Cuerpo de la Administración de Justicia", "II. B. Oposiciones y concursos", False),
        ("Se convocan ayudas al comercio local", "", False),
        ("Aprobación inicial de la ordenanza de terrazas", "", False),
    ],
)
def test_what_names_people_is_recognised(title: str, section: str, expected: bool) -> None:
    assert names_people(ReadItem(identifier="X-1", title=title, section=section)) is expected


@pytest.mark.parametrize(
    ("title", "section", "kind"),
    [
        ("Extracto de la Resolución por la que se convocan becas", "", "grant"),
        ("Bonos comercio de la comarca", "", "grant"),
        ("Anuncio de licitación de: Ayuntamiento de Onda. Objeto: limpieza", "", "contract"),
        ("Formalización del contrato de obras", "", "contract"),
        ("Resolución, del Ayuntamiento de Onda, referente a la convocatoria para proveer una plaza", "", "examination"),
        ("Aprobación inicial y exposición al público del presupuesto", "", "exposure"),
        ("Deslinde del paseo marítimo, trámite de alegaciones", "", "exposure"),
        ("Convocatoria de elecciones a la Cámara", "", "call"),
        ("Ordenanza reguladora de terrazas", "", "rule"),
        ("Real Decreto-ley 24/2026 de ayudas", "I. Disposiciones generales", "rule"),
        ("Convenio sobre ayudas con la Universidad", "", "other"),
        ("Bando de fiestas", "", "other"),
        ("ALBACETE", "SECCIÓN PRIMERA. Empresarios", "other"),
    ],
)
def test_acts_are_told_apart_by_their_words(title: str, section: str, kind: str) -> None:
    assert kind_of(ReadItem(identifier="X-1", title=title, section=section)) == kind


def test_the_register_of_companies_names_people() -> None:
    assert names_people(ReadItem(identifier="BORME-A-2026-224-02", title="ALBACETE"))
    assert not names_people(ReadItem(identifier="BORME-C-2026-9001", title="AGUAS DE EJEMPLO, S.A."))


@pytest.fixture
def town(db: None) -> Organisation:
    return make_organisation("Ayuntamiento de Villaclara del Mar")


AID = {"title": "Resolución por la que se convocan subvenciones a los comercios de Alicante", "department": "CONSELLERIA DE COMERCIO"}


@pytest.mark.parametrize(
    ("follows", "concerns"),
    [
        ({"words": ["subvención comercio"]}, True),
        ({"words": ["subvención pesca", "comercio"]}, True),
        ({"words": ["subvención pesca"]}, False),
        ({"words": [], "kinds": ["grant"]}, True),
        ({"words": [], "kinds": ["contract"]}, False),
        ({"words": [], "territories": ["Alicante"]}, True),
        ({"words": [], "territories": ["Castellón", "ALICANTE"]}, True),
        ({"words": [], "territories": ["Alicante Norte"]}, False),
        ({"words": [], "sections": ["otras disposiciones"]}, True),
        ({"words": [], "departments": ["Conselleria de Comercio"]}, True),
        ({"words": ["comercio"], "departments": ["Ministerio"]}, False),
        ({"words": ["comercio"], "kinds": ["grant"], "territories": ["Alicante"], "sections": ["III."]}, True),
        ({"words": []}, False),
        ({"words": ["comercio"], "active": False}, False),
    ],
)
def test_every_condition_has_to_hold(follows: dict[str, Any], concerns: bool, town: Organisation) -> None:
    make_subscription(town, **follows)

    make_issue(make_source(), item(**AID))

    assert Match.objects.filter(organisation=town).exists() is concerns


def test_a_procedure_lends_the_words_of_its_name(town: Organisation) -> None:
    procedure = make_procedure(organisation=town, name="Subvenciones a los comercios", code="comercios")
    make_subscription(town, words=[], procedure=procedure)

    make_issue(make_source(), item(**AID), item(title="Ayudas a la pesca"))

    found = Match.objects.get(organisation=town)
    assert reasons_told(found, list(found.subscriptions.all())) == [
        "Sigue «Subvenciones a los comercios»",
        "como el trámite «Subvenciones a los comercios»",
    ]


def test_only_the_gazettes_chosen_bring(town: Organisation) -> None:
    boe, bop = make_source(), make_source(town, short_name="BOP")
    make_subscription(town, words=["comercio"], sources=[bop])

    make_issue(boe, item(**AID))
    make_issue(bop, item(**AID))

    assert [match.item.issue.source for match in Match.objects.filter(organisation=town)] == [bop]


def test_whoever_is_named_is_told_even_if_nothing_else_holds(town: Organisation) -> None:
    make_subscription(town, words=["pesca arrastre"])

    make_issue(make_source(), item(title="Deslinde del paseo de Villaclara del Mar"), item(title="Deslinde del paseo de Villaclara"))

    assert [match.why for match in Match.objects.filter(organisation=town)] == [[{"kind": "named", "text": town.name}]]


def test_a_gazette_of_one_administration_concerns_no_other(town: Organisation) -> None:
    neighbour = make_organisation()
    for each in (town, neighbour):
        make_subscription(each, words=["comercio"])

    make_issue(make_source(town, short_name="BOP"), item(**AID))

    assert list(Match.objects.values_list("organisation", flat=True)) == [town.pk]


def test_an_act_that_names_people_keeps_no_title_and_concerns_nobody(town: Organisation) -> None:
    make_subscription(town, words=["sancionadora", "Pérez"], territories=[])
    source = make_source()

    make_issue(source, item("BOE-N-2026-1", title="Notificación a don Pedro Pérez de Villaclara del Mar, sancionadora"))

    kept = items_of(source)[0]
    assert (kept.title, kept.names_people, kept.kind) == ("", True, Item.Kind.EDICT)
    assert kept.identifier == "BOE-N-2026-1"
    assert not Match.objects.exists()


def test_an_address_that_names_somebody_is_no_identifier(town: Organisation) -> None:
    source = make_source(town)

    for _turn in range(2):
        make_issue(
            source, item("https://bop.example/edicto-a-pedro-perez", title="Edicto"), item("https://bop.example/bando", title="Bando")
        )

    kept = [each.identifier for each in items_of(source)]
    assert (len(kept), len(kept[0]), kept[1]) == (2, 24, "https://bop.example/bando")


def test_letters_that_no_database_takes_are_left_out(town: Organisation) -> None:
    source = make_source(town)

    for _turn in range(2):
        make_issue(source, item("BOP\x00-1", title="Ayudas\x00 \ud800al comercio"))

    assert [(each.identifier, each.title) for each in items_of(source)] == [("BOP-1", "Ayudas ?al comercio")]


def test_what_is_left_out_says_why(town: Organisation) -> None:
    make_subscription(town, words=["subvención comercio interior"])
    source = make_source()
    make_issue(
        source,
        item("1", title="Subvenciones al comercio exterior"),
        item("2", title="Edicto"),
        item("3", title="Anuncio de licitación de obras"),
        item("4", title="Convenio con la Fundación"),
        item("5", title="Subvenciones al comercio interior"),
    )

    assert [(found.identifier, motive) for motive, found in left_out(town, DAY)] == [
        ("1", Motive.NEAR),
        ("2", Motive.PEOPLE),
        ("3", Motive.OTHERS),
        ("4", Motive.NOBODY),
    ]


def test_a_subscription_is_tried_without_keeping_anything(town: Organisation) -> None:
    make_issue(make_source(), item(**AID), item(title="Edicto"), item(title="Convenio"))

    tried = try_out(Wishes(name="Comercio", words=("subvención comercio",)), town, DAY)

    assert (tried.read, tried.found, [each.title for each in tried.items]) == (3, 1, [AID["title"]])
    assert not Match.objects.exists()


def test_a_subscription_takes_what_came_out_in_the_week_and_its_changes_too(town: Organisation) -> None:
    member = make_member(town)
    make_issue(make_source(), item(**AID), item(title="Convenio con la Fundación"))

    made = subscribe(wishes=Wishes(name="Comercio", words=("comercio",)), by=member, now=NOW)
    change_subscription(subscription=made, wishes=Wishes(name="Convenios", words=("convenio",)), by=member, now=NOW)
    unsubscribe(subscription=made, by=member, now=NOW)

    assert sorted(match.item.title[:8] for match in Match.objects.filter(organisation=town)) == ["Convenio", "Resoluci"]
    assert set(Match.objects.values_list("digested", flat=True)) == {NOW}


def test_following_everything_is_refused(town: Organisation) -> None:
    with pytest.raises(FollowsEverything):
        subscribe(wishes=Wishes(name="Todo"), by=make_member(town), now=NOW)


def test_reading_twice_matches_once(town: Organisation) -> None:
    make_subscription(town, words=["comercio"])
    source, act = make_source(), item(**AID)

    for _turn in range(2):
        make_issue(source, act)

    assert Match.objects.count() == 1
