"""Pages of the catalogue: what each role may, what is said, and that nothing is lost on the way."""

import io
import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics import store as event_store
from plazamayor.analytics.models import Site
from plazamayor.organisation.models import Membership, Role
from plazamayor.procedures.models import ChannelTime, Procedure
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.events import make_event
from tests.make.organisations import make_member
from tests.make.sites import make_site


@pytest.fixture
def site(cast: Cast, store: None) -> Site:
    return make_site(cast.organisation, domain="sede.villaclara.example")


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    return in_english(sign_in(cast.administrator))


def in_english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def address(name: str, member: Membership, *rest: object) -> str:
    return reverse(name, args=[member.organisation.code, *rest])


def text_of(content: bytes) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def grants(site: Site) -> Procedure:
    return Procedure.objects.create(organisation=site.organisation, site=site, code="ayudas", name="Ayudas")


def rows(*steps: dict[str, str], **more: str) -> dict[str, str]:
    fields = {f"s{number}-{name}": value for number, row in enumerate(steps) for name, value in {"role": "step", **row}.items()}
    return {"total": str(len(steps)), **fields, **more}


def test_an_empty_catalogue_teaches_whoever_may_keep_it_and_whoever_may_not(cast: Cast, client: Client, sign_in: SignIn) -> None:
    where = address("procedures", cast.administrator)

    assert "Define your first procedure" in text_of(client.get(where).content)
    director = text_of(in_english(sign_in(cast.director)).get(where).content)
    assert ("Here you will see where citizens give up" in director, "Define your first procedure" in director) == (True, False)


def test_a_procedure_is_added_by_its_name_alone_and_its_steps_come_next(cast: Cast, client: Client) -> None:
    response = client.post(
        address("procedure_add", cast.administrator), {"name": "Padrón de habitantes", "kind": "voluntary", "active": "on"}
    )

    procedure = Procedure.objects.get(organisation=cast.organisation)
    assert (procedure.code, procedure.limit_minutes, procedure.active) == ("padron-de-habitantes", 120, True)
    assert response.headers["Location"] == address("procedure_steps", cast.administrator, "padron-de-habitantes")


def test_the_same_name_again_makes_another_code(cast: Cast, client: Client) -> None:
    for _time in range(2):
        client.post(address("procedure_add", cast.administrator), {"name": "Padrón", "kind": "voluntary"})

    assert sorted(Procedure.objects.values_list("code", flat=True)) == ["padron", "padron-2"]


def test_what_is_wrong_in_a_procedure_is_said_beside_it(cast: Cast, client: Client, site: Site) -> None:
    given = {"name": "A", "kind": "voluntary", "code": "Á", "sia_code": "1", "opens": "2026-11-02", "limit_minutes": "0"}

    said = text_of(client.post(address("procedure_add", cast.administrator), given).content)
    assert "There are 3 things to correct" in said
    assert "A SIA code is a number of five to nine digits." in said
    pages = {"name": "A", "kind": "voluntary", "site_id": str(site.pk), "addresses": "ayudas\nhttps://www.otra.example/a"}
    assert "does not begin with a slash" in text_of(client.post(address("procedure_add", cast.administrator), pages).content)
    assert not Procedure.objects.exists()


def test_pages_that_explain_a_procedure_are_kept_as_visits_are(cast: Cast, client: Client, site: Site) -> None:
    written = "https://sede.villaclara.example/ayudas\n/ayudas\nhttps://www.otra.example/a?b=1"
    client.post(address("procedure_add", cast.administrator), {"name": "A", "kind": "voluntary", "site_id": site.pk, "addresses": written})

    assert Procedure.objects.get().addresses == ["/ayudas", "https://www.otra.example/a?b=1"]


def test_joining_visits_cannot_be_chosen_without_a_basis_and_says_why(cast: Cast, client: Client, site: Site) -> None:
    where = address("procedure_add", cast.administrator)
    assert "in exempt mode a visitor is not followed from one visit to another" in text_of(client.get(where).content)

    client.post(where, {"name": "A", "kind": "voluntary", "site_id": site.pk, "across_visits": "on"})
    assert not Procedure.objects.get().across_visits
    site.exempt = False
    site.save()
    site.declarations.create(basis="consent", text="Se pide", day=timezone.localdate())
    client.post(where, {"name": "B", "kind": "voluntary", "site_id": site.pk, "across_visits": "on"})
    assert Procedure.objects.get(name="B").across_visits


def test_what_would_be_lost_is_said_before_a_procedure_is_removed(cast: Cast, client: Client, site: Site) -> None:
    procedure = grants(site)
    procedure.steps.create(key="a", name="A")
    today = timezone.localdate()
    procedure.counts.create(channel="phone", first=today, last=today, completed=3)
    for channel in ("online", "phone"):
        ChannelTime.objects.create(procedure=procedure, channel=channel, minutes=12, source="Cronometrado")
    where = address("procedure_remove", cast.administrator, "ayudas")

    said = text_of(client.get(where).content)
    assert "1 step or end of its funnel" in said
    assert "1 count of other channels" in said
    assert "2 times that it takes" in said
    assert "That is not its code" in text_of(client.post(where, {"typed": "x"}).content)
    client.post(where, {"typed": "ayudas"})
    assert not Procedure.objects.exists()


def test_changes_are_marked_and_taken_out(cast: Cast, client: Client, site: Site) -> None:
    procedure = grants(site)
    where = address("procedure_changes", cast.administrator, "ayudas")

    client.post(where, {"day": "2026-11-20", "text": "Archivos de 20 MB"})
    assert "Archivos de 20 MB Amparo Ferrer" in text_of(client.get(where).content)
    client.post(address("procedure_change_remove", cast.administrator, "ayudas", procedure.changes.get().pk))
    assert not procedure.changes.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "0026-11-20", "9999-12-31"])
def test_a_year_that_can_only_be_a_slip_is_refused(cast: Cast, client: Client, site: Site, day: str) -> None:
    procedure = grants(site)

    marked = client.post(address("procedure_changes", cast.administrator, "ayudas"), {"day": day, "text": "x"})
    opened = client.post(address("procedure_add", cast.administrator), {"name": "A", "kind": "voluntary", "opens": day})

    for page in (marked, opened):
        assert "A day of this century" in text_of(page.content)
    assert (procedure.changes.count(), Procedure.objects.count()) == (0, 1)


def test_a_code_that_names_all_procedures_is_refused_and_never_made(cast: Cast, client: Client) -> None:
    where = address("procedure_add", cast.administrator)

    refused = client.post(where, {"name": "Todo", "kind": "voluntary", "code": "all"})
    client.post(where, {"name": "All", "kind": "voluntary"})

    assert "names all procedures together" in text_of(refused.content)
    assert [each.code for each in Procedure.objects.all()] == ["all-2"]


def test_a_change_of_another_procedure_is_not_found(cast: Cast, client: Client, site: Site) -> None:
    grants(site)
    other = Procedure.objects.create(organisation=cast.organisation, code="otro", name="Otro")
    change = other.changes.create(day=timezone.localdate(), text="x")

    assert client.post(address("procedure_change_remove", cast.administrator, "ayudas", change.pk)).status_code == 404
    assert other.changes.exists()


def test_steps_are_written_moved_counted_and_saved_without_scripts(cast: Cast, client: Client, site: Site) -> None:
    procedure = grants(site)
    day = timezone.localdate() - timedelta(days=1)
    event_store.append([make_event("9:00", site=site.pk, day=day, path="/sede/firmar")], token=uuid.uuid4().hex)
    where = address("procedure_steps", cast.administrator, "ayudas")
    two = ({"name": "Firmar", "addresses": "/sede/firmar"}, {"name": "Datos", "addresses": "/sede/datos"})

    taken = client.post(where, rows(do="take", picked="address /sede/firmar")).content.decode()
    assert 'value="Firmar"' in taken
    moved = client.post(where, rows(*two, do="down-0")).content
    assert re.findall(rb'name="s\d-name" value="(\w+)"', moved) == [b"Datos", b"Firmar"]
    assert "not saved yet" in text_of(moved)
    counted = text_of(client.post(where, rows(*two, do="look")).content)
    assert "1 visit " in counted
    assert "no visit: look at how it is written" in counted
    assert not procedure.steps.exists()
    assert client.post(where, rows(*two, do="save")).status_code == 302
    assert [(step.key, step.marks) for step in procedure.steps.all()] == [
        ("firmar", [["address", "/sede/firmar"]]),
        ("datos", [["address", "/sede/datos"]]),
    ]


def test_steps_with_something_wrong_are_not_saved_and_nothing_written_is_lost(cast: Cast, client: Client, site: Site) -> None:
    procedure = grants(site)
    where = address("procedure_steps", cast.administrator, "ayudas")

    wrong = client.post(where, rows({"name": "Datos", "addresses": "sede/datos"}, {"name": "Fin", "expressions": "x$y"}, do="save"))
    said = text_of(wrong.content)
    assert (wrong.status_code, procedure.steps.count()) == (200, 0)
    assert "Nothing is saved yet" in said
    assert "“sede/datos” does not begin with a slash" in said
    assert "“x$y” can never match" in said
    assert "sede/datos</textarea>" in wrong.content.decode()
    repeated = client.post(where, rows({"name": "A", "key": "a"}, {"name": "B", "key": "a"}, do="save"))
    assert "Two have the key “a”" in text_of(repeated.content)


def test_twenty_one_steps_are_refused_with_a_sentence(cast: Cast, client: Client, site: Site) -> None:
    grants(site)

    response = client.post(
        address("procedure_steps", cast.administrator, "ayudas"), rows(*[{"name": f"P{n}"} for n in range(21)], do="save")
    )

    assert "There are more than 20 of “a step”" in text_of(response.content)


def test_steps_that_cannot_be_told_apart_are_saved_with_a_warning(cast: Cast, client: Client, site: Site) -> None:
    grants(site)
    two = rows({"name": "A", "addresses": "/a"}, {"name": "B", "addresses": "/a"}, do="save")

    said = text_of(client.post(address("procedure_steps", cast.administrator, "ayudas"), two, follow=True).content)

    assert "“A” and “B” are recognised by exactly the same" in said


def test_one_row_is_counted_while_it_is_written(cast: Cast, client: Client, site: Site) -> None:
    grants(site)
    day = timezone.localdate() - timedelta(days=1)
    event_store.append([make_event("9:00", site=site.pk, day=day, path="/sede/firmar")], token=uuid.uuid4().hex)
    where = address("procedure_tried", cast.administrator, "ayudas")
    written = rows({"name": "A", "addresses": "/sede/*"}, {"name": "", "addresses": "sede"})

    assert text_of(client.post(f"{where}?row=0", written).content) == "1 visit"
    assert "“sede” does not begin with a slash" in text_of(client.post(f"{where}?row=1", written).content)
    assert client.post(f"{where}?row=7", written).status_code == 204
    assert client.post(where, written).status_code == 204


def test_a_file_is_seen_first_and_done_after(cast: Cast, client: Client) -> None:
    file = SimpleUploadedFile("tramites.csv", "Código;Nombre\npadron;Padrón\n;Multas\n".encode("cp1252"))

    seen = client.post(address("catalogue_import", cast.administrator), {"chosen": file})
    assert not Procedure.objects.exists()
    token = re.search(rb'name="token" value="([^"]+)"', seen.content)
    assert token is not None
    client.post(address("catalogue_apply", cast.administrator), {"token": token[1].decode()})

    assert sorted(Procedure.objects.values_list("code", "name")) == [("multas", "Multas"), ("padron", "Padrón")]


def test_a_file_of_somebody_else_or_too_late_is_not_done(cast: Cast, client: Client, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("tramites.csv", b"code,name\npadron,Padron\n")
    seen = client.post(address("catalogue_import", cast.administrator), {"chosen": file})
    found = re.search(rb'name="token" value="([^"]+)"', seen.content)
    assert found is not None

    sign_in(cast.outsider).post(address("catalogue_apply", cast.outsider), {"token": found[1].decode()})
    client.post(address("catalogue_apply", cast.administrator), {"token": f"{found[1].decode()}x"})
    client.post(address("catalogue_apply", cast.administrator), {})

    assert not Procedure.objects.exists()


def test_a_file_with_something_wrong_cannot_be_done(cast: Cast, client: Client) -> None:
    file = SimpleUploadedFile("tramites.csv", b"code,name\nMAL CODIGO,Padron\n")

    response = client.post(address("catalogue_import", cast.administrator), {"chosen": file})

    assert "There is 1 thing to correct in the file" in text_of(response.content)
    assert b'name="token"' not in response.content


def test_what_was_shown_is_shown_again_when_the_catalogue_changed(cast: Cast, client: Client) -> None:
    seen = client.post(
        address("catalogue_import", cast.administrator), {"chosen": SimpleUploadedFile("t.csv", b"code,name\npadron,Nuevo\n")}
    )
    found = re.search(rb'name="token" value="([^"]+)"', seen.content)
    assert found is not None
    Procedure.objects.create(organisation=cast.organisation, code="padron", name="Viejo")

    again = client.post(address("catalogue_apply", cast.administrator), {"token": found[1].decode()})

    assert "The catalogue changed in between" in text_of(again.content)
    assert Procedure.objects.get().name == "Viejo"


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK\x03\x04"), ("csv", b"\xef\xbb\xbf")])
def test_the_catalogue_and_its_template_are_taken_away(cast: Cast, client: Client, site: Site, form: str, begins: bytes) -> None:
    grants(site)
    found = client.get(address("catalogue_export", cast.administrator, form))
    blank = client.get(address("catalogue_template", cast.administrator, form))

    assert found.content.startswith(begins)
    assert blank.content.startswith(begins)
    assert found.headers["Content-Disposition"] == f'attachment; filename="procedures-villaclara-del-mar.{form}"'
    assert client.get(address("catalogue_export", cast.administrator, "doc")).status_code == 404


def test_steps_are_taken_away_as_csv(cast: Cast, client: Client, site: Site) -> None:
    grants(site).steps.create(key="a", name="Firma", marks=[["address", "/a"]])

    found = client.get(address("catalogue_export", cast.administrator, "csv"), {"table": "steps"})

    lines = io.StringIO(found.content.decode("utf-8-sig")).read().splitlines()
    assert lines == ["Procedure,What it is,Name,Key,Addresses,Events,Regular expressions", "ayudas,a step,Firma,a,/a,,"]


def test_whoever_may_not_keep_procedures_does_not_enter_their_pages(cast: Cast, site: Site, sign_in: SignIn) -> None:
    grants(site)
    owner = make_member(cast.organisation, role=Role.PROCEDURE_OWNER)
    where = address("procedure_steps", cast.director, "ayudas")

    found = [sign_in(who).get(where).status_code for who in (cast.director, cast.outsider, owner)]

    assert found == [403, 404, 200]


def test_saving_no_step_asks_before_it_removes_those_there_are(cast: Cast, client: Client, site: Site) -> None:
    procedure = grants(site)
    procedure.steps.create(key="a", name="Firma", marks=[["address", "/a"]])
    where = address("procedure_steps", cast.administrator, "ayudas")
    asked = client.post(where, rows(do="save"))
    assert "saving like this removes the one there is" in text_of(asked.content)
    assert procedure.steps.count() == 1
    client.post(where, rows(do="empty"))
    assert procedure.steps.count() == 0
