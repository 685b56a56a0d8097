"""What fails now, against the same hours of earlier weeks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from plazamayor.analytics.events import Event
from plazamayor.core.findings import Certainty
from plazamayor.procedures.kpis.now import State, present_of
from plazamayor.procedures.kpis.urgent import finding_of, table_now
from plazamayor.procedures.models import Procedure
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.procedures_done import MADRID, attempt, keep, make_procedure
from tests.make.sites import make_site

NOW = datetime(2026, 11, 20, 13, 30, tzinfo=MADRID)
AT = NOW.replace(tzinfo=None)


def spread(procedure: Procedure, at: datetime, ends: Iterable[tuple[str, ...]]) -> list[Event]:
    """Attempts one after another, a minute apart."""
    return [event for number, each in enumerate(ends) for event in attempt(procedure, at + timedelta(minutes=number), *each)]


def usual(procedure: Procedure, *, failed: int = 1, left: int = 4, sent: int = 20) -> list[Event]:
    """The same in each of the four weeks before, from eleven on."""
    ends = [("fallo",)] * failed + [()] * left + [("enviar",)] * sent
    return [event for week in range(1, 5) for event in spread(procedure, AT.replace(hour=11, minute=0) - timedelta(days=7 * week), ends)]


@pytest.fixture
def procedure(store: None, cast: Cast) -> Procedure:
    return make_procedure(cast.organisation, site=make_site(cast.organisation, exempt=False), name="Ayudas")


def test_a_procedure_whose_attempts_end_in_failures_fails_now(procedure: Procedure) -> None:
    today = [("fallo",)] * 12 + [("enviar",)] * 8
    keep([*usual(procedure), *spread(procedure, AT.replace(hour=13, minute=0), today)])

    (found,) = present_of([procedure], NOW)

    assert (found.state, found.by, found.now.started, found.now.failed, found.before.started) == (State.FAILING, "failed", 20, 12, 100)
    assert finding_of([found]).claim == "«Ayudas» falla ahora: 6 de cada 10 acaban en un fallo del sistema; lo habitual, 1 de cada 25."


def test_whoever_is_still_at_it_has_not_left(procedure: Procedure) -> None:
    keep([*usual(procedure), *spread(procedure, AT.replace(minute=0), [()] * 15)])

    (found,) = present_of([procedure], NOW)

    assert (found.state, found.now.started, found.now.settled, found.now.left) == (State.USUAL, 15, 0, 0)


def test_a_procedure_that_people_leave_more_than_usual_fails_once_the_hour_is_over(procedure: Procedure) -> None:
    keep([*usual(procedure), *spread(procedure, AT.replace(hour=11, minute=0), [()] * 15 + [("enviar",)] * 5)])

    (found,) = present_of([procedure], NOW)

    assert (found.state, found.by, found.now.left) == (State.FAILING, "left", 15)


def test_a_procedure_that_nobody_starts_at_an_hour_when_many_do_is_silent(procedure: Procedure) -> None:
    keep(usual(procedure))

    (found,) = present_of([procedure], NOW)

    assert (found.state, found.now.started) == (State.SILENT, 0)
    assert "nadie lo ha empezado en 4 horas" in str(finding_of([found]).claim)


def test_a_crowd_is_told_and_is_no_failure(procedure: Procedure) -> None:
    keep([*usual(procedure), *spread(procedure, AT.replace(hour=11, minute=0), [("enviar",)] * 58)])

    (found,) = present_of([procedure], NOW)

    assert found.state == State.CROWDED
    assert finding_of([found]).claim == "Nada falla ahora más de lo habitual a esta hora."


@pytest.mark.parametrize("earlier", [True, False])
def test_few_attempts_or_nothing_to_compare_with_say_nothing(procedure: Procedure, *, earlier: bool) -> None:
    keep([*(usual(procedure) if earlier else []), *spread(procedure, AT.replace(minute=0), [("fallo",)] * (9 if earlier else 20))])

    (found,) = present_of([procedure], NOW)

    assert (found.state, finding_of([found]).certainty) == (State.FEW, Certainty.UNKNOWN)


def test_on_an_exempt_site_the_day_is_compared_with_the_same_weekday_and_no_amounts(store: None, cast: Cast) -> None:
    procedure = make_procedure(cast.organisation, site=make_site(cast.organisation, exempt=True))
    morning = AT.replace(hour=8, minute=0)
    keep([*usual(procedure), *spread(procedure, morning, [("fallo",)] * 12 + [("enviar",)] * 60)])

    (found,) = present_of([procedure], NOW)

    assert (found.by_day, found.state, found.now.started) == (True, State.FAILING, 72)
    assert table_now([found])[0]["usual"] == ""


def test_what_fails_comes_first_and_what_is_not_measured_is_not_there(procedure: Procedure, cast: Cast) -> None:
    calm = make_procedure(cast.organisation, "padron", site=procedure.site)
    told = make_procedure(cast.organisation, "tasas")
    keep([*usual(procedure), *usual(calm), *spread(calm, AT.replace(hour=11, minute=0), [("enviar",)] * 20)])
    keep(spread(procedure, AT.replace(hour=13, minute=0), [("fallo",)] * 20))

    assert [each.procedure.code for each in present_of([told, calm, procedure], NOW)] == ["ayudas", "padron"]


def test_the_page_asks_for_its_part_and_can_be_read_without_scripts(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.director)
    address = reverse("procedures_now", args=[cast.organisation.code])

    whole, part = client.get(address).content.decode(), client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert f'hx-get="{address}" hx-trigger="every 60s"' in whole
    assert part.strip().startswith('<div id="now"')
    assert f'<a id="now-again" href="{address}">' in part


def test_what_changes_of_the_finding_is_announced_and_what_does_not_is_not(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.director)
    address = reverse("procedures_now", args=[cast.organisation.code])
    whole = client.get(address)
    told = str(whole.context["finding"].claim)

    changed, same = (client.get(address, {"was": was}, headers={"HX-Request": "true"}).content.decode() for was in ("Otra cosa.", told))

    assert '<p class="visually-hidden" role="status" id="now-said"></p>' in whole.content.decode()
    assert f'<p id="now-said" hx-swap-oob="innerHTML">{told}</p>' in changed
    assert "hx-swap-oob" not in same
