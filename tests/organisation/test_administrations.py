"""An administration's life, its codes, its calendar, and those it hosts."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation import operations, queries, tasks
from plazamayor.organisation.audit import verify
from plazamayor.organisation.codes import disagree, validate_dir3, validate_ine
from plazamayor.organisation.models import AuditDetail, AuditEntry, LocalHoliday, Membership, Organisation, Person, Role, Unit
from plazamayor.organisation.operations import CodeTaken, DayTaken, HasHosted, MayNotHost, NameDiffers, TooLate, UnitNameTaken
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.organisations import make_member, make_organisation

pytestmark = pytest.mark.usefixtures("store")  # deleting erases from it what was told

NOW = datetime(2026, 11, 20, 11, 45, tzinfo=UTC)
NAME = "Ayuntamiento de Villaclara del Mar"
GIVEN = {
    "name": NAME,
    "kind": "council",
    "ine_code": "03999",
    "dir3_code": "L01039990",
    "territory": "ES-VC",
    "time_zone": "Europe/Madrid",
    "languages": ["es", "ca-valencia"],
    "require_second_factor": "",
}


def close(cast: Cast, now: datetime = NOW) -> None:
    operations.close_organisation(organisation=cast.organisation, typed=NAME, by=cast.administrator, now=now)


@given(st.integers(1, 52), st.integers(0, 999))
def test_every_municipality_code_is_accepted(province: int, number: int) -> None:
    validate_ine(f"{province:02}{number:03}")


@given(st.text(max_size=7))
def test_what_is_not_a_municipality_code_is_refused(text: str) -> None:
    right = re.fullmatch(r"[0-9]{5}", text) and 1 <= int(text[:2]) <= 52
    try:
        validate_ine(text)
    except ValidationError:
        assert not right
    else:
        assert right


@pytest.mark.parametrize("code", ["L01039990", "L02000003", "A10002983", "E00003301", "EA0008567", "U00100001", "I00000101", "LA0001234"])
def test_real_shapes_of_dir3_are_accepted(code: str) -> None:
    validate_dir3(code)


@pytest.mark.parametrize("code", ["", "L0103999", "L010399900", "l01039990", "X01039990", "L01 39990", "L0103999\u0660"])
def test_other_shapes_are_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_dir3(code)


def test_a_councils_two_codes_must_name_the_same_place() -> None:
    assert disagree("03999", "L01038880")
    assert not disagree("03999", "L01039990")
    assert not disagree("", "L01039990")
    assert not disagree("03999", "A10002983")


def test_the_short_name_belongs_to_one(cast: Cast) -> None:
    with pytest.raises(CodeTaken):
        operations.create_organisation(name="Otra", code=cast.organisation.code, now=NOW)


def test_changes_tell_what_was_before(cast: Cast) -> None:
    operations.change_organisation(
        organisation=cast.organisation, changes={"time_zone": "Atlantic/Canary", "kind": "council"}, by=cast.administrator, now=NOW
    )

    entry = AuditEntry.objects.get(organisation=cast.organisation)
    assert (entry.action, entry.detail.content) == ("organisation.changed", {"time_zone": ["Europe/Madrid", "Atlantic/Canary"]})


def test_saving_the_same_leaves_no_entry(cast: Cast) -> None:
    operations.change_organisation(organisation=cast.organisation, changes={"kind": "council"}, by=cast.administrator, now=NOW)

    assert not AuditEntry.objects.filter(organisation=cast.organisation).exists()


def test_the_form_saves_what_is_right(cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.administrator).post(f"/a/{cast.organisation.code}/govern/administration/", GIVEN)

    kept = Organisation.objects.get(pk=cast.organisation.pk)
    assert response.status_code == 302
    assert (kept.dir3_code, kept.languages) == ("L01039990", ["es", "ca-valencia"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ine_code", "99999"),
        ("ine_code", "3999"),
        ("dir3_code", "nada"),
        ("dir3_code", "L01038880"),
        ("time_zone", "Europe/Villaclara"),
        ("languages", []),
        ("territory", "FR-75"),
        ("name", ""),
    ],
)
def test_the_form_says_what_is_wrong_and_changes_nothing(cast: Cast, sign_in: SignIn, field: str, value: object) -> None:
    before = Organisation.objects.filter(pk=cast.organisation.pk).values().get()

    response = sign_in(cast.administrator).post(f"/a/{cast.organisation.code}/govern/administration/", {**GIVEN, field: value})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Organisation.objects.filter(pk=cast.organisation.pk).values().get() == before


def test_closing_asks_for_the_name(cast: Cast) -> None:
    with pytest.raises(NameDiffers):
        operations.close_organisation(organisation=cast.organisation, typed="Villaclara", by=cast.administrator, now=NOW)

    operations.close_organisation(
        organisation=cast.organisation, typed="  Ayuntamiento de  Villaclara del Mar ", by=cast.administrator, now=NOW
    )
    assert Organisation.objects.get(pk=cast.organisation.pk).closed == NOW


@pytest.mark.parametrize(("days", "opens"), [(0, True), (29, True), (30, False), (400, False)])
def test_a_closed_administration_opens_again_for_thirty_days(cast: Cast, days: int, *, opens: bool) -> None:
    close(cast)
    later = NOW + timedelta(days=days)

    if opens:
        operations.reopen_organisation(organisation=cast.organisation, by=cast.administrator, now=later)
    else:
        with pytest.raises(TooLate):
            operations.reopen_organisation(organisation=cast.organisation, by=cast.administrator, now=later)

    assert (Organisation.objects.get(pk=cast.organisation.pk).closed is None) is opens


def test_the_calendar_deletes_what_was_closed_thirty_days_ago_and_nothing_else(cast: Cast) -> None:
    close(cast)
    tasks.delete_closed(NOW + timedelta(days=30))
    before = Organisation.objects.filter(pk=cast.organisation.pk).exists()
    tasks.delete_closed(NOW + timedelta(days=30, seconds=1))

    assert (before, Organisation.objects.filter(pk=cast.organisation.pk).exists()) == (True, False)
    assert Organisation.objects.filter(pk=cast.outsider.organisation.pk).exists()


def test_deleting_leaves_a_chain_that_holds_and_says_no_name(cast: Cast) -> None:
    pk = cast.organisation.pk
    both = cast.analyst.person
    make_member(cast.outsider.organisation, person=both)
    operations.add_unit(organisation=cast.organisation, name="Comercio", by=cast.administrator, now=NOW)
    close(cast)

    operations.delete_organisation(organisation=cast.organisation, typed=NAME, by=cast.administrator, now=NOW)

    assert [kind.objects.filter(organisation=pk).count() for kind in (Membership, Unit)] == [0, 0]
    assert set(Person.objects.all()) == {both, cast.outsider.person}
    assert not AuditDetail.objects.filter(entry__organisation_id=pk).exists()
    found = verify(pk)
    assert (found.entries, found.erased, found.broken) == (3, 3, None)


def test_every_room_erases_what_it_holds_before_the_rows_go(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, bool]] = []
    holder = TenantData(
        key="test.room",
        label="test",
        export=lambda _pk: [("hello.txt", b"hello")],
        erase=lambda pk: seen.append((pk, Organisation.objects.filter(pk=pk).exists())),
    )
    monkeypatch.setitem(tenant_data._things, holder.key, holder)  # noqa: SLF001 a room of this test only
    pk = cast.organisation.pk

    operations.delete_organisation(organisation=cast.organisation, by=None, now=NOW)

    assert seen == [(pk, True)]


def test_the_export_has_what_each_room_holds(cast: Cast, sign_in: SignIn) -> None:
    LocalHoliday.objects.create(organisation=cast.organisation, day=date(2026, 11, 23), name="San Clemente")

    response = sign_in(cast.administrator).post(f"/a/{cast.organisation.code}/govern/closing/export/")

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    people = json.loads(archive.read("organisation/people.json"))
    trail = json.loads(archive.read("organisation/audit.json"))
    assert {each["person__name"] for each in people} == {member.person.name for member in cast.insiders}
    assert json.loads(archive.read("organisation/holidays.json")) == [{"day": "2026-11-23", "name": "San Clemente"}]
    assert [entry["action"] for entry in trail] == ["organisation.exported"]
    assert {name.partition("/")[0] for name in archive.namelist()} >= {"organisation"}


def test_a_cell_of_the_exported_trail_is_never_a_formula(cast: Cast, sign_in: SignIn) -> None:
    operations.add_unit(organisation=cast.organisation, name='=HYPERLINK("http://example.org")', by=cast.administrator, now=NOW)

    text = sign_in(cast.administrator).get(f"/a/{cast.organisation.code}/govern/audit/export.csv").content.decode("utf-8-sig")

    assert "'=HYPERLINK" in text


def test_a_unit_removed_comes_back_with_its_people(cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code
    unit = operations.add_unit(organisation=cast.organisation, name="Comercio", members=[cast.analyst.pk], by=cast.administrator, now=NOW)
    client.post(f"/a/{code}/govern/units/{unit.pk}/remove/")
    undo = client.get(f"/a/{code}/govern/units/").context["undo"]

    client.post(undo["address"], {"token": undo["token"]})

    assert str(Membership.objects.get(pk=cast.analyst.pk).unit) == "Comercio"


def test_two_units_do_not_share_a_name(cast: Cast) -> None:
    operations.add_unit(organisation=cast.organisation, name="Comercio", by=cast.administrator, now=NOW)

    with pytest.raises(UnitNameTaken):
        operations.add_unit(organisation=cast.organisation, name="Comercio", by=cast.administrator, now=NOW)


def test_a_day_is_a_local_holiday_once(cast: Cast) -> None:
    given = {"organisation": cast.organisation, "day": date(2026, 11, 23), "by": cast.administrator, "now": NOW}
    operations.add_holiday(name="San Clemente", **given)  # type: ignore[arg-type]  # keywords kept together

    with pytest.raises(DayTaken):
        operations.add_holiday(name="Otra", **given)  # type: ignore[arg-type]  # keywords kept together


def test_a_holiday_removed_comes_back(cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code
    client.post(f"/a/{code}/govern/holidays/", {"day": "2026-11-23", "name": "San Clemente"})
    holiday = LocalHoliday.objects.get()
    client.post(f"/a/{code}/govern/holidays/{holiday.pk}/remove/")
    undo = client.get(f"/a/{code}/govern/holidays/").context["undo"]

    client.post(undo["address"], {"token": undo["token"]})

    assert list(LocalHoliday.objects.values_list("day", "name")) == [(date(2026, 11, 23), "San Clemente")]


def test_only_some_kinds_may_host(cast: Cast) -> None:
    with pytest.raises(MayNotHost):
        operations.create_organisation(name="Pedanía", code="pedania", host=cast.organisation, by=cast.administrator, now=NOW)


def test_the_host_creates_and_helps_and_it_is_written_in_the_hosted_trail(cast: Cast, sign_in: SignIn) -> None:
    host = make_organisation("Diputación de Ejemplo", kind=Organisation.Kind.PROVINCE)
    helper = make_member(host)
    client = sign_in(helper)

    client.post(f"/a/{host.code}/govern/hosted/", {"name": "Ayuntamiento de Hospedado", "kind": "council"})
    Organisation.objects.filter(host=host).update(require_second_factor=False)
    client.post(
        "/a/ayuntamiento-de-hospedado/govern/people/invite/", {"email": "alcaldia@hospedado.example", "role": "administrator", "unit": ""}
    )

    hosted = Organisation.objects.get(code="ayuntamiento-de-hospedado")
    entries = AuditEntry.objects.filter(organisation=hosted).order_by("number")
    assert hosted.host == host
    assert [(entry.action, entry.actor, entry.host) for entry in entries] == [
        ("organisation.created", helper.person, host),
        ("invitation.created", helper.person, host),
    ]
    assert not AuditEntry.objects.filter(organisation=host).exists()
    assert not Membership.objects.filter(organisation=hosted).exists()


def test_who_hosts_is_not_closed_while_it_hosts(cast: Cast) -> None:
    host = make_organisation("Diputación", kind=Organisation.Kind.PROVINCE)
    make_organisation(host=host)
    administrator = make_member(host)

    with pytest.raises(HasHosted):
        operations.close_organisation(organisation=host, typed="Diputación", by=administrator, now=NOW)


def test_the_trail_is_filtered_by_act_person_and_day_in_the_administrations_zone(cast: Cast) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    operations.add_unit(organisation=cast.organisation, name="Comercio", by=cast.administrator, now=late)
    operations.add_holiday(organisation=cast.organisation, day=date(2026, 11, 23), name="Feria", by=cast.analyst, now=late)

    def numbers(**wanted: object) -> list[int]:
        return [entry.number for entry in queries.trail(cast.organisation, queries.TrailFilter(**wanted))]  # type: ignore[arg-type]  # one field at a time

    assert numbers() == [2, 1]
    assert numbers(act="unit.created") == [1]
    assert numbers(actor=cast.analyst.person.pk) == [2]
    assert numbers(until=date(2026, 11, 20)) == []
    assert numbers(since=date(2026, 11, 21), until=date(2026, 11, 21)) == [2, 1]


@given(st.dictionaries(st.sampled_from(["act", "actor", "since", "until", "page", "verify"]), st.text(max_size=12), max_size=4))
def test_no_filter_of_the_trail_breaks_the_page(given_filters: dict[str, str]) -> None:
    from plazamayor.organisation.forms import TrailForm

    form = TrailForm(given_filters, codes=["unit.created"], actors={7: "Amparo"})
    form.is_valid()

    assert isinstance(queries.TrailFilter(**form.cleaned_data), queries.TrailFilter)


def test_a_page_of_the_trail_that_does_not_exist_is_the_last(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.administrator).get(f"/a/{cast.organisation.code}/govern/audit/?page=99&since=never").status_code == 200


def test_a_broken_chain_is_said_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    from tests.organisation.test_audit import tampered

    operations.add_unit(organisation=cast.organisation, name="Comercio", by=cast.administrator, now=timezone.now())
    tampered("UPDATE organisation_auditentry SET action = %s", "unit.removed")

    assert (
        "La cadena se rompe en la anotación 1."
        in sign_in(cast.administrator).get(f"/a/{cast.organisation.code}/govern/audit/").content.decode()
    )


def test_roles_are_those_of_the_glossary() -> None:
    assert set(Role.values) == {
        "administrator",
        "community_manager",
        "approver",
        "procedure_owner",
        "analyst",
        "protection_officer",
        "director",
    }
