"""The catalogue is kept: what may be a procedure, its steps and its changes, and what the trail tells of each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from plazamayor.analytics.journeys.contract import MOST_STEPS, Mark, Way
from plazamayor.analytics.models import Site
from plazamayor.organisation.models import AuditEntry, Organisation
from plazamayor.procedures.catalogue import operations
from plazamayor.procedures.catalogue.drafts import Details, Draft, alike, code_from, in_order
from plazamayor.procedures.models import Procedure
from tests.make.cast import Cast
from tests.make.sites import make_site

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
GRANTS = Details(code="ayudas", name="Ayudas al comercio local")


def add(cast: Cast, details: Details = GRANTS) -> Procedure:
    return operations.add_procedure(organisation=cast.organisation, details=details, by=cast.administrator, now=NOW)


def step(key: str, *addresses: str, role: str = "step") -> Draft:
    return Draft(role=role, key=key, name=key.title(), marks=tuple(Mark(Way.ADDRESS, each) for each in addresses))


def acts(organisation: Organisation) -> list[tuple[str, dict[str, object]]]:
    entries = AuditEntry.objects.filter(organisation=organisation).select_related("detail").order_by("number")
    return [(entry.action, entry.detail.content) for entry in entries]


def declare_basis(site: Site) -> None:
    site.exempt = False
    site.save()
    site.declarations.create(basis="consent", text="Se pide", day=timezone.localdate())


def test_a_procedure_is_added_with_a_line_in_the_trail(cast: Cast) -> None:
    procedure = add(cast, replace(GRANTS, sia_code="2714093"))

    assert Details.of(Procedure.objects.get(pk=procedure.pk)) == replace(GRANTS, sia_code="2714093")
    assert acts(cast.organisation) == [("procedure.added", {"code": "ayudas", "sia_code": "2714093"})]


def test_two_procedures_of_an_administration_do_not_share_a_code(cast: Cast) -> None:
    add(cast)

    with pytest.raises(operations.CodeTaken):
        add(cast)
    other = operations.add_procedure(organisation=cast.outsider.organisation, details=GRANTS, by=cast.outsider, now=NOW)
    with pytest.raises(operations.CodeTaken):
        operations.change_procedure(procedure=add(cast, replace(GRANTS, code="b")), details=GRANTS, by=cast.administrator, now=NOW)
    assert other.code == "ayudas"


def test_what_changed_is_told_by_name(cast: Cast) -> None:
    unit = cast.organisation.units.create(name="Comercio")
    procedure = add(cast)

    changed = replace(GRANTS, name="Ayudas", unit_id=unit.pk, opens=date(2026, 10, 1))
    operations.change_procedure(procedure=procedure, details=changed, by=cast.administrator, now=NOW)
    operations.change_procedure(procedure=procedure, details=changed, by=cast.administrator, now=NOW)

    told = {"name": ["Ayudas al comercio local", "Ayudas"], "opens": [None, "2026-10-01"], "unit": ["", "Comercio"]}
    assert acts(cast.organisation)[1:] == [("procedure.changed", told)]


def test_a_procedure_does_not_close_before_it_opens(cast: Cast) -> None:
    with pytest.raises(operations.WrongDays):
        add(cast, replace(GRANTS, opens=date(2026, 11, 2), closes=date(2026, 11, 1)))


def test_visits_are_joined_only_where_a_basis_is_declared(cast: Cast) -> None:
    site = make_site(cast.organisation)
    joined = replace(GRANTS, site_id=site.pk, across_visits=True)

    with pytest.raises(operations.NoBasis):
        add(cast, replace(joined, site_id=None))
    with pytest.raises(operations.NoBasis):
        add(cast, joined)
    declare_basis(site)

    assert add(cast, joined).across_visits


def test_what_is_not_of_the_administration_is_refused(cast: Cast) -> None:
    neighbour = cast.outsider.organisation
    others = [
        replace(GRANTS, site_id=make_site(neighbour).pk),
        replace(GRANTS, unit_id=neighbour.units.create(name="Hacienda").pk),
        replace(GRANTS, owner_id=cast.outsider.person_id),
    ]

    for each in others:
        with pytest.raises(operations.NotOurs):
            add(cast, each)


def test_a_procedure_is_removed_once_its_code_is_typed(cast: Cast) -> None:
    procedure = add(cast)

    with pytest.raises(operations.NameDiffers):
        operations.remove_procedure(procedure=procedure, typed="ayuda", by=cast.administrator, now=NOW)
    operations.remove_procedure(procedure=procedure, typed=" ayudas ", by=cast.administrator, now=NOW)

    assert not Procedure.objects.filter(organisation=cast.organisation).exists()
    assert [act for act, _told in acts(cast.organisation)] == ["procedure.added", "procedure.removed"]


def test_steps_are_kept_in_their_order_and_the_ones_that_stay_keep_their_row(cast: Cast) -> None:
    procedure = add(cast)
    first = [step("datos", "/datos"), step("firmar", "/firmar"), step("ayuda", "/ayuda", role="help")]
    operations.set_steps(procedure=procedure, drafts=first, by=cast.administrator, now=NOW)
    rows = {each.key: each.pk for each in procedure.steps.all()}

    second = [step("firmar", "/firmar*"), step("datos", "/datos"), step("no-cumple", "/no", role="negative")]
    operations.set_steps(procedure=procedure, drafts=second, by=cast.administrator, now=NOW)
    operations.set_steps(procedure=procedure, drafts=second, by=cast.administrator, now=NOW)

    assert in_order(procedure.steps.all()) == second
    assert {each.key: each.pk for each in procedure.steps.all() if each.key in rows} == {key: rows[key] for key in ("datos", "firmar")}
    told = {"steps_before": ["Datos", "Firmar", "Ayuda"], "steps_after": ["Firmar", "Datos", "No-Cumple"]}
    assert acts(cast.organisation)[2:] == [("procedure.steps_changed", told)]


@pytest.mark.parametrize(
    ("drafts", "why"),
    [
        ([step(f"s{number}", "/") for number in range(MOST_STEPS + 1)], operations.TooManySteps),
        ([step("a", "/a"), step("a", "/b")], operations.KeyRepeated),
        ([step("a", "/a", role="help")], operations.NothingRecognised),
    ],
)
def test_steps_that_are_no_journey_are_refused(cast: Cast, drafts: list[Draft], why: type[Exception]) -> None:
    procedure = add(cast)

    with pytest.raises(why):
        operations.set_steps(procedure=procedure, drafts=drafts, by=cast.administrator, now=NOW)
    assert not procedure.steps.exists()


def test_twenty_steps_are_kept_and_none_may_be_left(cast: Cast) -> None:
    procedure = add(cast)
    twenty = [step(f"s{number}", f"/{number}") for number in range(MOST_STEPS)]

    operations.set_steps(procedure=procedure, drafts=twenty, by=cast.administrator, now=NOW)
    assert procedure.steps.count() == MOST_STEPS
    operations.set_steps(procedure=procedure, drafts=[], by=cast.administrator, now=NOW)
    assert procedure.steps.count() == 0


def test_steps_recognised_by_exactly_the_same_are_told_by_pairs() -> None:
    drafts = [step("a", "/x", "/y"), step("b", "/y", "/x"), step("c", "/x"), step("d"), step("e"), step("f", "/x", "/y", role="help")]

    assert alike(drafts) == [("A", "B")]


def test_a_change_is_marked_and_taken_out(cast: Cast) -> None:
    procedure = add(cast)

    day = date(2026, 11, 20)
    change = operations.add_change(procedure=procedure, day=day, text="Archivos de hasta 20 MB", by=cast.administrator, now=NOW)
    assert (change.day, change.by) == (day, cast.administrator.person)
    operations.remove_change(change=change, by=cast.administrator, now=NOW)

    assert not procedure.changes.exists()
    assert [act for act, _told in acts(cast.organisation)][1:] == ["procedure.change_marked", "procedure.change_unmarked"]


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Ayudas al comercio local", (), "ayudas-al-comercio-local"),
        ("  ¡Padrón! (alta) ", (), "padron-alta"),
        ("Padrón", ("padron", "padron-2"), "padron-3"),
        ("ñ" * 90, (), "n" * 40),
        ("n" * 60, ("n" * 40,), "n" * 36 + "-2"),
        ("¿?", (), "x"),
    ],
)
def test_a_code_is_made_of_a_name(name: str, taken: tuple[str, ...], code: str) -> None:
    assert code_from(name, taken) == code
