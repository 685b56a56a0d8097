"""The page of imports: files given whole or in pieces, who may, and what became of each."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from plazamayor.analytics.imports.operations import begin_upload
from plazamayor.analytics.imports.operations.uploads import ABANDONED, STUCK, file_of, forget_uploads
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.imports.tasks import import_upload
from plazamayor.organisation.models import AuditEntry, Organisation
from tests.analytics.imports.conftest import Importing
from tests.analytics.imports.lines import NOON, day_of_lines, log
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site

TWENTY = log(*day_of_lines(20)).encode()


class Town:
    """A site of the cast's administration, and its analyst before the page."""

    def __init__(self, importing: Importing, cast: Cast, sign_in: SignIn) -> None:
        Organisation.objects.update(require_second_factor=False)
        importing.site.organisation = cast.organisation
        importing.site.save()
        cast.organisation.refresh_from_db()
        self.importing, self.cast, self.client = importing, cast, sign_in(cast.analyst)

    def address(self, name: str = "imports", *more: int) -> str:
        return reverse(name, args=[self.cast.organisation.code, self.importing.site.domain, *more])

    def page(self) -> str:
        return self.client.get(self.address(), headers={"accept-language": "es"}).content.decode()

    def give(self, *contents: bytes, kind: str = "log", **more: str) -> Any:
        files = [SimpleUploadedFile(f"access-{number}.log", data) for number, data in enumerate(contents, start=1)]
        return self.client.post(self.address(), {"kind": kind, "chosen": files, **more})

    def begin(self, **more: Any) -> Any:
        told = {"kind": "log", "name": "access.log", "size": len(TWENTY), "mark": "1-1"}
        return self.client.post(self.address("import_begin"), {**told, **more})

    def piece(self, address: str, start: int, data: bytes) -> Any:
        return self.client.post(f"{address}?start={start}", data, content_type="application/octet-stream")


@pytest.fixture
def town(importing: Importing, cast: Cast, sign_in: SignIn) -> Town:
    return Town(importing, cast, sign_in)


def work() -> None:
    """Does what the workers of a served installation do."""
    for upload in Upload.objects.filter(state=Upload.State.WAITING).order_by("pk"):
        import_upload.call(upload.pk)


def test_without_imports_the_page_teaches(town: Town) -> None:
    text = town.page()

    assert "Tu web llevaba un diario antes de que llegaras" in text
    assert "hx-trigger" not in text.partition('id="imports"')[2].partition(">")[0]


def test_several_files_whole_in_a_form_are_imported_told_and_deleted(town: Town) -> None:
    response = town.give(TWENTY, log(*day_of_lines(5, start=NOON - timedelta(days=1)), "algo ilegible").encode())
    waiting = town.page()
    work()
    text = town.page()

    assert response.headers["Location"] == town.address()
    assert 'hx-trigger="every 2s"' in waiting
    assert "hx-trigger" not in text.partition('id="imports"')[2].partition(">")[0]
    assert [f"<dt>Importadas</dt><dd>{number}</dd>" in text for number in (20, 5)] == [True, True]
    assert "Líneas que no siguen el formato" in text
    assert "xxxx xxxxxxx" in text
    assert len(town.importing.events()) == 25
    assert [file_of(each).exists() for each in Upload.objects.all()] == [False, False]
    assert AuditEntry.objects.filter(action="import.began").count() == 2
    assert str(town.cast.analyst.person) in text


def test_the_same_content_again_is_told_to_be_imported_already(town: Town) -> None:
    town.give(TWENTY)
    work()
    town.give(gzip.compress(TWENTY))
    work()

    assert "Ya importado: sus 20 líneas se habían importado antes. No ha cambiado nada." in town.page()
    assert len(town.importing.events()) == 20


def test_a_file_that_has_grown_is_told_to_be_imported_in_part(town: Town) -> None:
    town.give(TWENTY)
    work()
    town.give(log(*day_of_lines(22)).encode())
    work()

    assert "Ya importado en parte: 20 líneas se habían importado antes y no vuelven a contar." in town.page()
    assert len(town.importing.events()) == 22


def test_lines_that_were_in_another_log_are_told_with_its_name(town: Town) -> None:
    town.importing(log(*day_of_lines(20)), name="balanceador.log")
    town.give(log(*day_of_lines(30)[10:]).encode())
    work()

    text = town.page()
    assert "balanceador.log" in text
    assert "desde el servidor" in text
    assert "10 líneas" in text
    assert len(town.importing.events()) == 30


def test_history_is_told_apart_and_the_same_again_too(town: Town) -> None:
    for _time in range(2):
        town.give(b"date,visits\n2023-02-09,5\n", kind="history")
        work()

    text = town.page()
    assert text.count("cifras de otras herramientas, por día") == 2
    assert text.count("las mismas cifras han ocupado su propio lugar") == 1


def test_a_file_too_large_is_refused_with_what_else_can_be_done(town: Town, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 500

    whole = town.give(TWENTY[:400], TWENTY).content.decode()
    pieces = town.begin()
    lying = town.begin(size=400)
    piece = town.piece(lying.json()["address"], 0, TWENTY[:600])

    assert "y aquí se admiten archivos de hasta 500" in whole
    assert "access-2.log ocupa" in whole
    assert (pieces.status_code, piece.status_code) == (422, 422)
    assert "plazamayor import-logs" in pieces.json()["error"]
    assert Upload.objects.count() == 1


def test_a_log_of_an_unknown_form_names_the_field_that_has_to_be_filled_in(town: Town) -> None:
    town.give("ayer alguien vio una página\n".encode())
    with translation.override("es"):
        work()

    said = Upload.objects.get().said
    assert ("«Patrón de sus líneas»" in said, "--format" in said) == (True, False)


def test_a_pattern_that_cannot_be_read_is_said_before_anything_is_kept(town: Town) -> None:
    response = town.give(TWENTY, pattern="$nada")

    assert response.status_code == 200
    assert '<details class="alternative" open>' in response.content.decode()
    assert town.begin(pattern="$nada").status_code == 422
    assert Upload.objects.count() == 0


def test_a_form_without_a_file_says_so(town: Town) -> None:
    response = town.client.post(town.address(), {"kind": "history"})

    assert 'id="history_chosen_error"' in response.content.decode()
    assert Upload.objects.count() == 0


def test_an_upload_left_halfway_goes_on_where_it_was(town: Town) -> None:
    first = town.begin().json()
    town.piece(first["address"], 0, TWENTY[:700])
    halfway = town.page()
    out_of_place = town.piece(first["address"], 900, TWENTY[900:])
    again = town.begin().json()
    last = town.piece(again["address"], 700, TWENTY[700:])
    work()

    assert "Elige otra vez el mismo archivo" in halfway
    assert (out_of_place.status_code, out_of_place.json()["received"]) == (409, 700)
    assert (again["address"], again["received"]) == (first["address"], 700)
    assert last.json() == {"received": len(TWENTY)}
    assert len(town.importing.events()) == 20
    assert AuditEntry.objects.filter(action="import.began").count() == 1


def test_another_file_of_the_same_name_begins_anew(town: Town) -> None:
    first = town.begin().json()
    town.piece(first["address"], 0, TWENTY[:700])

    assert town.begin(mark="other").json()["received"] == 0


def test_an_empty_file_in_pieces_ends_at_once(town: Town) -> None:
    town.begin(size=0)
    work()

    assert "No tenía líneas." in town.page()


def test_an_upload_left_halfway_is_let_go(town: Town) -> None:
    town.piece(town.begin().json()["address"], 0, TWENTY[:700])
    upload = Upload.objects.get()

    town.client.post(town.address("import_drop", upload.pk))

    assert Upload.objects.count() == 0
    assert AuditEntry.objects.filter(action="import.dropped").count() == 1


def test_what_was_not_understood_asks_for_the_file_again(town: Town) -> None:
    town.give(b"ayer alguien vio algo\n")
    work()
    upload = Upload.objects.get()

    response = town.client.post(town.address("import_retry", upload.pk), follow=True)

    assert "El archivo se ha borrado. Súbelo otra vez" in response.content.decode()
    assert "El archivo ya no se conserva." in response.content.decode()


def test_an_import_that_broke_off_keeps_its_file_a_day_and_is_tried_again(town: Town) -> None:
    town.give(TWENTY)
    upload = Upload.objects.get()
    kept = file_of(upload).rename(file_of(upload).with_suffix(".away"))
    with pytest.raises(FileNotFoundError):
        work()
    kept.rename(file_of(upload))
    forget_uploads(timezone.now() + ABANDONED / 2)

    assert "Probar otra vez" in town.page()
    town.client.post(town.address("import_retry", upload.pk))
    work()

    upload.refresh_from_db()
    assert (upload.state, file_of(upload).exists()) == (Upload.State.DONE, False)
    assert len(town.importing.events()) == 20
    assert AuditEntry.objects.filter(action="import.retried").count() == 1


def test_what_lost_its_job_is_given_up_after_a_week(town: Town) -> None:
    town.give(TWENTY)

    forget_uploads(timezone.now() + STUCK + timedelta(minutes=1))

    upload = Upload.objects.get()
    assert (upload.state, file_of(upload).exists()) == (Upload.State.FAILED, False)


def test_an_upload_of_another_site_cannot_be_touched(town: Town) -> None:
    other = make_site(town.cast.organisation, domain="otra.villa.example")
    upload = begin_upload(site=other, name="access.log", by=town.cast.analyst, now=timezone.now(), size=9)

    answers = [town.client.post(town.address(name, upload.pk)).status_code for name in ("import_piece", "import_drop", "import_retry")]

    assert answers == [404, 404, 404]


def test_the_page_is_reached_from_settings_and_from_an_empty_audience(town: Town) -> None:
    settings, audience = (town.client.get(town.address(name)).content.decode() for name in ("site_settings", "audience"))

    assert f'href="{town.address()}"' in settings
    assert f'href="{town.address()}"' in audience


def test_the_list_asks_as_much_for_one_import_as_for_four(town: Town) -> None:
    asked = []
    for number in range(1, 5):
        town.give(log(*day_of_lines(3, start=NOON - timedelta(days=number))).encode())
        work()
        with CaptureQueriesContext(connection) as queries:
            assert town.client.get(town.address("imports_list")).status_code == 200
        asked.append(len(queries))

    assert len(set(asked)) == 1
