"""A question too long to wait for: asked once, answered beside the page, told as it goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.tasks import answer_long, forget_answers
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.make.visits import day_before, make_visits

pytestmark = pytest.mark.usefixtures("store")
QUERY = "?period=12m&f=page:/avisos"


@pytest.fixture
def site(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose every filtered question is a long one."""
    monkeypatch.setattr("plazamayor.analytics.dashboard.long.PATIENCE", 3)
    monkeypatch.setattr("plazamayor.analytics.reports.answers.AT_ONCE", 2)
    cast.organisation.require_second_factor = False
    cast.organisation.save()
    site = make_site(cast.organisation, domain="villaclara.example", exempt=False)
    make_visits(site, day_before(40), 4, path="/avisos")
    make_visits(site, day_before(3), 2)
    return site


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.analyst)


def address(site: Site, name: str = "audience", *more: str) -> str:
    return reverse(name, args=[site.organisation.code, site.domain, *more])


def test_it_waits_and_then_shows_the_answer(client: Client, site: Site) -> None:
    waiting = client.get(address(site) + QUERY)
    row = LongAnswer.objects.get()
    answer_long.func(row.pk)
    row.refresh_from_db()
    answered = client.get(address(site) + QUERY)

    assert (waiting.status_code, answered.status_code) == (202, 200)
    assert "Esta pregunta lleva un rato" in waiting.content.decode()
    assert '<meta http-equiv="refresh"' in waiting.content.decode()
    assert row.steps > 1
    assert '<span class="figure__value">4</span>' in answered.content.decode()


def test_the_same_question_is_asked_once_whatever_its_tabs(client: Client, site: Site) -> None:
    for more in ("", "&pages=entry", "&figure=bounce"):
        assert client.get(address(site) + QUERY + more).status_code == 202

    assert LongAnswer.objects.count() == 1


def test_what_waits_is_told_to_load_the_answer(client: Client, site: Site) -> None:
    client.get(address(site) + QUERY)
    part = client.get(address(site) + QUERY, headers={"HX-Request": "true", "HX-Target": "waiting"})
    answer_long.func(LongAnswer.objects.get().pk)
    done = client.get(address(site) + QUERY, headers={"HX-Request": "true", "HX-Target": "waiting"})

    assert "<html" not in part.content.decode()
    assert done.headers["HX-Refresh"] == "true"


def test_a_failure_is_said_once_and_may_be_asked_again(client: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(address(site) + QUERY)
    with monkeypatch.context() as closed:
        closed.setattr("plazamayor.analytics.store.connection._door.dsn", "")
        answer_long.func(LongAnswer.objects.get().pk)

    said = client.get(address(site) + QUERY).content.decode()

    assert "El almacén de eventos no está abierto en este proceso." in said
    assert not LongAnswer.objects.exists()


def test_tables_and_files_wait_too(client: Client, site: Site) -> None:
    assert client.get(address(site, "table", "page") + QUERY).status_code == 202
    assert client.get(address(site, "export_all", "csv") + QUERY).status_code == 202


def test_unfiltered_questions_never_wait(client: Client, site: Site) -> None:
    assert client.get(address(site) + "?period=12m").status_code == 200


def test_answers_are_kept_a_day(client: Client, site: Site) -> None:
    client.get(address(site) + QUERY)
    LongAnswer.objects.update(asked=timezone.now() - timedelta(days=2))

    forget_answers(timezone.now())

    assert not LongAnswer.objects.exists()
