"""The pages and the call by which counts come in."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.procedures.models import ChannelCost, ChannelCount
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.procedures_done import count, make_procedure
from tests.make.sites import make_site

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
FILE = "procedure;channel;first;last;completed\nayudas;presencial;2025-10-01;2025-10-31;96\nayudas;010;2025-10-01;2025-10-31;12\n"
API = "/api/v1/counts"


def page(cast: Cast, name: str, **arguments: Any) -> str:
    return reverse(name, kwargs={"organisation": cast.organisation.code, **arguments})


def uploaded(text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = "mostrador.csv"
    return file


def test_a_count_is_typed_and_typed_again_with_another_figure_is_corrected(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation, channels=["online", "in_person"])
    typed = {"channel": "in_person", "first": "2025-10-01", "last": "2025-10-31", "completed": "96", "source": ""}
    client = sign_in(cast.editor)

    for figure in ("96", "98"):
        response = client.post(page(cast, "counts", code="ayudas"), typed | {"completed": figure})
        assert response.status_code == 302

    assert [(each.completed, each.told, each.by) for each in ChannelCount.objects.all()] == [(98, "form", cast.editor.person)]


def test_many_counts_are_told_in_pages(cast: Cast, sign_in: SignIn) -> None:
    procedure = make_procedure(cast.organisation)
    for number in range(60):
        day = date(2026, 1, 1) + timedelta(days=number)
        count(procedure, "in_person", day, day, number)

    first, second = (sign_in(cast.editor).get(page(cast, "counts", code="ayudas"), {"page": number}) for number in (1, 2))

    assert [len(response.context["page"]) for response in (first, second)] == [50, 10]
    assert 'aria-current="page"' in first.content.decode()


def test_a_count_that_overlaps_is_refused_in_its_form(cast: Cast, sign_in: SignIn) -> None:
    count(make_procedure(cast.organisation), "in_person", *OCTOBER, 96)
    typed = {"channel": "in_person", "first": "2026-10-15", "last": "2026-10-20", "completed": "5", "source": ""}

    response = sign_in(cast.editor).post(page(cast, "counts", code="ayudas"), typed)

    assert (response.status_code, ChannelCount.objects.count()) == (200, 1)
    assert "se contarían dos veces" in response.content.decode()


def test_a_file_is_tried_first_and_then_taken_whole(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation)
    client = sign_in(cast.editor)

    tried = client.post(page(cast, "counts_file"), {"chosen": uploaded(FILE)})
    assert ChannelCount.objects.count() == 0
    taken = client.post(page(cast, "counts_apply"), {"text": tried.context["tried"].initial["text"]})

    assert (tried.context["plan"].counts["new"], taken.status_code) == (2, 302)
    assert "<td>por teléfono</td>" in tried.content.decode()
    assert sorted(ChannelCount.objects.values_list("channel", "completed", "told")) == [("in_person", 96, "file"), ("phone", 12, "file")]


def test_a_file_with_a_bad_row_names_it_and_cannot_be_taken(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation)
    client = sign_in(cast.editor)
    bad = FILE + "padron;presencial;2025-10-01;2025-10-31;7\n"

    shown = client.post(page(cast, "counts_file"), {"chosen": uploaded(bad)}).content.decode()
    client.post(page(cast, "counts_apply"), {"text": bad})

    assert "Fila 4" in shown
    assert "No hay ningún trámite con el código «padron»." in shown
    assert ChannelCount.objects.count() == 0


def test_the_same_file_again_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation)
    client = sign_in(cast.editor)
    for _time in range(2):
        client.post(page(cast, "counts_apply"), {"text": FILE})

    tried = client.post(page(cast, "counts_file"), {"chosen": uploaded(FILE)})

    assert (ChannelCount.objects.count(), tried.context["plan"].changes) == (2, 0)


def test_costs_come_by_form_and_file_too(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation)
    client = sign_in(cast.administrator)
    typed = {"channel": "phone", "first": "2025-01-01", "last": "2025-12-31", "euros": "1200.50", "note": "horas"}

    client.post(page(cast, "costs", code="ayudas"), typed)
    text = "procedure;channel;first;last;euros\nayudas;presencial;2025-01-01;2025-12-31;14.600,20\n"
    client.post(page(cast, "costs_apply"), {"text": text})

    assert sorted((each.channel, str(each.euros)) for each in ChannelCost.objects.all()) == [
        ("in_person", "14600.20"),
        ("phone", "1200.50"),
    ]


def test_the_template_is_taken_as_it_is_once_filled_in(cast: Cast, sign_in: SignIn) -> None:
    make_procedure(cast.organisation, channels=["online", "in_person"])
    client = sign_in(cast.editor)

    blank = client.get(page(cast, "counts_blank"))
    filled = blank.content.decode("utf-8-sig").replace(",\r\n", ",44\r\n").replace("first,last,completed,44", "first,last,completed")
    tried = client.post(page(cast, "counts_file"), {"chosen": uploaded(filled)})

    assert blank["Content-Disposition"] == f'attachment; filename="{cast.organisation.code}-counts.csv"'
    assert tried.context["plan"].counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}


# --- The call ----------------------------------------------------------------------------------------------------------


def program(cast: Cast, *, scopes: list[str] | None = None, **given: Any) -> Client:
    allowed = ["write_counts"] if scopes is None else scopes
    arguments: dict[str, Any] = {"every_site": True, "sites": [], **given}
    issued = issue_token(name="Cita previa", scopes=allowed, days=None, by=cast.administrator, now=timezone.now(), **arguments)
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def send(client: Client, *counts: dict[str, Any]) -> Any:
    return client.post(API, json.dumps({"counts": counts}), content_type="application/json")


GIVEN = {"procedure": "ayudas", "channel": "in_person", "from": "2025-10-01", "to": "2025-10-31", "completed": 96}


def test_a_program_tells_counts_and_the_same_again_change_nothing(cast: Cast) -> None:
    make_procedure(cast.organisation)
    client = program(cast)

    answers = [send(client, GIVEN, GIVEN | {"channel": "phone"}).json() for _time in range(2)]
    corrected = send(client, GIVEN | {"completed": 97}).json()

    assert answers == [{"added": 2, "changed": 0, "unchanged": 0}, {"added": 0, "changed": 0, "unchanged": 2}]
    assert corrected == {"added": 0, "changed": 1, "unchanged": 0}
    assert sorted(ChannelCount.objects.values_list("channel", "completed", "told")) == [("in_person", 97, "api"), ("phone", 96, "api")]


def test_a_wrong_count_is_named_and_none_is_taken(cast: Cast) -> None:
    make_procedure(cast.organisation)

    response = send(program(cast), GIVEN, GIVEN | {"procedure": "nada"})

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["type"].endswith("/problems/wrong-count")
    assert [fault["where"] for fault in response.json()["errors"]] == ["counts[1]"]
    assert ChannelCount.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"{}", 422),
        (b'{"counts": []}', 422),
        (json.dumps({"counts": [GIVEN | {"completed": -1}]}).encode(), 422),
        (json.dumps({"counts": [GIVEN | {"channel": "fax"}]}).encode(), 422),
        (json.dumps({"counts": [GIVEN | {"name": "Ana"}]}).encode(), 422),
        (json.dumps({"counts": [GIVEN] * 501}).encode(), 422),
        (b" " * (256 * 1024 + 1), 413),
    ],
)
def test_what_is_not_a_batch_of_counts_is_refused(cast: Cast, body: bytes, status: int) -> None:
    make_procedure(cast.organisation)

    assert program(cast).post(API, body, content_type="application/json").status_code == status
    assert ChannelCount.objects.count() == 0


def test_letters_that_cannot_be_seen_are_taken_out_of_where_it_was_counted(cast: Cast) -> None:
    make_procedure(cast.organisation)

    assert send(program(cast), GIVEN | {"source": " 010\x00\x1b "}).status_code == 200

    assert ChannelCount.objects.get().source == "010"


def test_a_token_needs_the_scope_and_opens_only_the_procedures_of_its_sites(cast: Cast) -> None:
    one, other = make_site(cast.organisation), make_site(cast.organisation)
    make_procedure(cast.organisation, "ayudas", site=one)
    make_procedure(cast.organisation, "padron", site=other)
    make_procedure(cast.outsider.organisation, "tasas")
    narrow = program(cast, every_site=False, sites=[one])

    statuses = [
        send(program(cast, scopes=["read_stats"]), GIVEN).status_code,
        send(Client(), GIVEN).status_code,
        send(narrow, GIVEN | {"procedure": "padron"}).status_code,
        send(program(cast), GIVEN | {"procedure": "tasas"}).status_code,
        send(narrow, GIVEN).status_code,
    ]

    assert statuses == [403, 401, 422, 422, 200]
