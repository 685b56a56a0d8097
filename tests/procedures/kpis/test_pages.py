"""The pages of measures, burden and prices, and the call that reads the measures."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.organisation.models import AuditEntry
from plazamayor.procedures.kpis.burden import Range, Weight, difference, weights_of, worth_of_leaving
from plazamayor.procedures.kpis.operations import NoSuchBurden, SourceMissing, carry_burden, change_price, reset_price, tell_time
from plazamayor.procedures.kpis.prices import OFFICIAL, prices_of
from plazamayor.procedures.models import BurdenPrice, Channel, Procedure
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.procedures_done import cost, count, make_procedure

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
DAYS = {"period": "custom", "from": "2026-10-01", "to": "2026-10-31"}


@pytest.fixture
def procedure(cast: Cast) -> Procedure:
    """The grants of the mock, with the on-line channel told and not measured."""
    procedure = make_procedure(cast.organisation, name="Ayudas al comercio local", channels=["online", "in_person", "assisted"])
    for channel, completed, euros in (("online", 388, "1202.80"), ("in_person", 96, "1401.60"), ("assisted", 41, "461.25")):
        count(procedure, channel, *OCTOBER, completed)
        cost(procedure, channel, *OCTOBER, euros)
    return procedure


def test_the_page_says_by_which_channels_it_was_done_and_what_each_cost(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.director).get(reverse("channels", args=[cast.organisation.code, "ayudas"]), DAYS)
    table = response.context["table"]

    assert response.context["sentence"] == "El 82\u00a0% se hizo en línea; el 8\u00a0% necesitó a una persona al lado."
    assert [(str(row.name), [str(cell).replace("\u00a0", " ") for cell in row.cells]) for row in table.rows] == [
        ("En línea, sin ayuda", ["388", "73,9", "3,10 €"]),
        ("Presencial", ["96", "18,3", "14,60 €"]),
        ("En línea, asistido", ["41", "7,8", "11,25 €"]),
        ("Total", ["525", "100,0", "5,84 €"]),
    ]


@pytest.mark.parametrize("name", ["channels", "kpis_one", "measures", "kpis_all"])
@pytest.mark.parametrize("days", [{}, DAYS, {"period": "12m"}, {"period": "nunca"}, {"period": "custom", "from": "x", "to": "y"}])
def test_pages_and_files_answer_whatever_days_are_asked(
    name: str, days: dict[str, str], procedure: Procedure, cast: Cast, sign_in: SignIn
) -> None:
    wanted = {"organisation": cast.organisation.code}
    wanted |= {"code": "ayudas"} if name in {"channels", "kpis_one"} else {}
    wanted |= {"form": "csv"} if name.startswith("kpis") else {}

    assert sign_in(cast.analyst).get(reverse(name, kwargs=wanted), days).status_code == 200


def test_a_file_of_another_form_is_not_there(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.analyst).get(reverse("kpis_all", args=[cast.organisation.code, "xml"])).status_code == 404


def test_programs_read_the_measures_of_the_procedures_of_their_token(procedure: Procedure, cast: Cast) -> None:
    given: dict[str, Any] = {"name": "BI", "scopes": ["read_stats"], "days": None, "by": cast.administrator, "now": timezone.now()}
    client = Client(headers={"Authorization": f"Bearer {issue_token(every_site=True, sites=[], **given).secret}"})
    days = {"from": "2026-10-01", "to": "2026-10-31"}

    whole = client.get("/api/v1/procedures/kpis", days).json()["kpis"]
    one = client.get("/api/v1/procedures/kpis", days | {"procedure": "ayudas"}).json()["kpis"]
    wrong = [
        client.get("/api/v1/procedures/kpis", days | {"procedure": "nada"}).status_code,
        client.get("/api/v1/procedures/kpis", {"from": "ayer"}).status_code,
        client.get("/api/v1/procedures/kpis", {"from": "2020-01-01", "to": "2026-10-31"}).status_code,
        client.get("/api/v1/procedures/kpis", {"from": "0001-01-01", "to": "0001-01-02"}).status_code,
        client.get("/api/v1/procedures/kpis", {"desde": "2026-10-01"}).status_code,
    ]

    assert [(row["procedure"], row["kpi"]) for row in whole[::4]] == [("ayudas", "take_up"), ("*", "take_up")]
    assert (len(one), one[0]["numerator"], one[0]["denominator"], one[0]["from"]) == (4, 429.0, 525, "2026-10-01")
    assert wrong == [404, 400, 400, 400, 400]


# --- Burden ------------------------------------------------------------------------------------------------------------


def test_prices_are_the_official_ones_until_somebody_changes_one(cast: Cast) -> None:
    given: dict[str, Any] = {"organisation": cast.organisation, "key": "request-in-person", "by": cast.administrator, "now": NOW}
    assert ([price.euros for price in prices_of(cast.organisation)], BurdenPrice.objects.count()) == ([row.euros for row in OFFICIAL], 0)

    change_price(**given, euros=Decimal(64), source="Estudio propio de 2025")
    (changed,) = [price for price in prices_of(cast.organisation) if price.edited]
    reset_price(**given)

    assert (changed.euros, changed.official, changed.source) == (Decimal(64), Decimal(80), "Estudio propio de 2025")
    assert ([price for price in prices_of(cast.organisation) if price.edited], BurdenPrice.objects.count()) == ([], 0)
    assert [entry.action for entry in AuditEntry.objects.order_by("number")] == ["burden_price.changed", "burden_price.reset"]


def test_a_price_of_ones_own_says_where_it_comes_from_and_is_of_the_table(cast: Cast) -> None:
    given: dict[str, Any] = {"organisation": cast.organisation, "by": cast.administrator, "now": NOW}

    with pytest.raises(SourceMissing):
        change_price(key="report", euros=Decimal(1), source=" ", **given)
    with pytest.raises(NoSuchBurden):
        change_price(key="invented", euros=Decimal(1), source="x", **given)


def test_what_a_procedure_weighs_is_its_burdens_at_the_prices_in_use(procedure: Procedure, cast: Cast) -> None:
    given: dict[str, Any] = {"procedure": procedure, "by": cast.administrator, "now": NOW}
    for channel, price, times in (
        ("in_person", "request-in-person", 1),
        ("in_person", "documents-paper", 3),
        ("online", "request-online", 1),
    ):
        carry_burden(channel=channel, price=price, times=Decimal(times), **given)
    tell_time(channel="in_person", minutes=Decimal(95), source="Cronometrado", **given)
    tell_time(channel="online", minutes=Decimal(20), source="Cronometrado", **given)

    assert weights_of(procedure)[Channel.IN_PERSON] == Weight(Decimal("95.00"), Decimal("95.0"))
    assert difference(procedure, Channel.IN_PERSON, Channel.ONLINE) == Weight(Decimal("90.00"), Decimal("75.0"))
    assert worth_of_leaving(procedure, Range(100, 50, 150)).hours == Range(125, 62.5, 187.5)
    assert worth_of_leaving(procedure, Range(100, 50, 150)).euros == Range(9000, 4500, 13500)


def test_minutes_are_blank_until_told_and_say_how_they_are_known(procedure: Procedure, cast: Cast) -> None:
    given: dict[str, Any] = {"procedure": procedure, "channel": "online", "by": cast.administrator, "now": NOW}

    with pytest.raises(SourceMissing):
        tell_time(minutes=Decimal(5), source="", **given)
    tell_time(minutes=Decimal(5), source="Encuesta", **given)
    tell_time(minutes=None, source="", **given)

    assert weights_of(procedure)[Channel.ONLINE].minutes is None
    assert "no consta" not in worth_of_leaving(procedure, Range(1, 1, 1)).why[0]


def test_burdens_and_minutes_are_told_on_the_page(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    client, code = sign_in(cast.administrator), cast.organisation.code
    change = reverse("burden_change", args=[code, "ayudas"])

    first = client.post(change, {"burden-channel": "in_person", "burden-price": "request-in-person", "burden-times": "1"})
    second = client.post(change, {"time-channel": "in_person", "time-minutes": "95", "time-source": "Cronometrado"})
    wrong = client.post(change, {"time-channel": "in_person", "time-minutes": "95", "time-source": ""})
    shown = client.get(reverse("burden", args=[code, "ayudas"])).content.decode()
    burden = procedure.burdens.get()
    client.post(reverse("burden_remove", args=[code, "ayudas", burden.pk]))

    assert [first.status_code, second.status_code, wrong.status_code] == [302, 302, 200]
    assert "Di cómo se saben los minutos" in wrong.content.decode()
    assert "80,00\u00a0€" in shown
    assert procedure.burdens.count() == 0


def test_a_price_is_changed_and_put_back_on_its_page(cast: Cast, sign_in: SignIn) -> None:
    client, address = sign_in(cast.administrator), reverse("burden_price", args=[cast.organisation.code, "report"])

    client.post(address, {"euros": "450", "source": "Ordenanza 3/2026"})
    shown = client.get(reverse("burden_prices", args=[cast.organisation.code])).content.decode()
    client.post(address, {"reset": "1"})

    assert "Ordenanza 3/2026" in shown
    assert "oficial: 500,00\u00a0€" in shown
    assert "2009" in shown
    assert BurdenPrice.objects.count() == 0


def test_a_burden_of_another_administration_is_not_there(procedure: Procedure, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.outsider).get(reverse("burden", args=[cast.organisation.code, "ayudas"])).status_code == 404
    assert sign_in(cast.outsider).get(reverse("burden", args=[cast.outsider.organisation.code, "ayudas"])).status_code == 404
