"""The four measures of a procedure, from what the engine measured and what was told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.channels.queries import days_of, ledger_of, spans
from plazamayor.procedures.kpis.exports import as_csv, as_json
from plazamayor.procedures.kpis.queries import Kpis, kpis, pooled, window_of
from plazamayor.procedures.models import Procedure
from tests.make.cast import Cast
from tests.make.procedures_done import attempt, cost, count, keep, make_procedure, rate
from tests.make.sites import make_site

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
YEAR = (date(2025, 11, 1), date(2026, 10, 31))


@pytest.fixture
def organisation(cast: Cast) -> Organisation:
    return cast.organisation


@pytest.fixture
def measured(store: None, organisation: Organisation) -> Procedure:
    """Ten attempts on the second of October: six sent, one not eligible, one failure, two who leave."""
    procedure = make_procedure(organisation, site=make_site(organisation, exempt=False), channels=["online", "in_person", "assisted"])
    at = datetime(2026, 10, 2, 10)  # noqa: DTZ001 on the clock of the town
    ends = [("enviar",)] * 6 + [("no-cumple",), ("fallo",), (), ()]
    keep(event for number, each in enumerate(ends) for event in attempt(procedure, at + timedelta(minutes=number), *each))
    return procedure


def october(procedure: Procedure) -> Kpis:
    return kpis(procedure, *OCTOBER, NOW)


def test_completion_counts_valid_negative_ends_and_not_failures(measured: Procedure) -> None:
    found = october(measured).completion

    assert (found.numerator, found.denominator, found.value) == (Decimal(7), 10, 0.7)


def test_take_up_counts_assisted_as_digital_over_all_channels(measured: Procedure) -> None:
    count(measured, "in_person", *OCTOBER, 10)
    count(measured, "assisted", *OCTOBER, 3)

    found = october(measured).take_up

    assert (found.numerator, found.denominator, found.value) == (Decimal(10), 20, 0.5)


def test_take_up_is_not_told_while_a_channel_of_the_procedure_is_not_counted(measured: Procedure) -> None:
    count(measured, "assisted", *OCTOBER, 3)

    found = october(measured).take_up

    assert (found.value, found.notes) == (None, ("Sin contar: presencial.",))


def test_take_up_is_not_told_while_nobody_says_by_which_channels_it_can_be_done(measured: Procedure) -> None:
    measured.channels = []
    unsaid = october(measured).take_up
    measured.channels = ["online"]
    only = october(measured).take_up

    assert (unsaid.value, unsaid.notes) == (None, ("No se ha dicho por qué otros canales se puede hacer.",))
    assert only.value == 1.0


def test_zero_is_a_count(measured: Procedure) -> None:
    count(measured, "in_person", *OCTOBER, 0)
    count(measured, "assisted", *OCTOBER, 0)

    assert october(measured).take_up.value == 1.0


def test_a_count_of_more_days_gives_the_period_its_part_and_says_so(measured: Procedure) -> None:
    count(measured, "in_person", date(2026, 9, 1), date(2026, 10, 31), 61)
    count(measured, "assisted", *OCTOBER, 0)

    found = october(measured)

    assert {line.channel: line.completed for line in found.channels} == {"online": 7, "in_person": 31, "assisted": 0}
    assert found.take_up.notes == ("1 recuento es de más días que estos: se ha tomado su parte, como si todos los días fueran iguales.",)


def test_days_that_nobody_counted_are_named(measured: Procedure) -> None:
    count(measured, "in_person", date(2026, 10, 1), date(2026, 10, 20), 5)
    count(measured, "assisted", *OCTOBER, 0)

    found = october(measured)

    assert found.take_up.notes == ("Hay días sin contar: presencial. Vale si en ellos no se hizo nada.",)
    assert [line.gaps for line in found.channels if line.channel == "in_person"] == [((date(2026, 10, 21), date(2026, 10, 31)),)]


def test_counts_told_of_the_on_line_channel_stand_only_when_it_is_not_measured(measured: Procedure, organisation: Organisation) -> None:
    unmeasured = make_procedure(organisation, "padron")
    for procedure in (measured, unmeasured):
        count(procedure, "online", *OCTOBER, 500)

    assert [october(each).channels[0].completed for each in (measured, unmeasured)] == [7, 500]
    assert october(unmeasured).completion.value is None


def test_calls_of_no_visit_count_in_totals_and_not_in_the_completion_rate(measured: Procedure) -> None:
    given: dict[str, Any] = {"site": measured.site_id, "day": date(2026, 10, 3), "visitor": 0, "origin": Origin.SERVER, "channel": ""}
    at = datetime(2026, 10, 3, 9, tzinfo=UTC)
    names = ["ayudas.enviar", "ayudas.enviar", "ayudas.no-cumple", "ayudas.empezar", "otro.enviar"]
    keep(
        Event(time=at + timedelta(minutes=n), kind=Kind.CUSTOM, path="", target=name, properties={"call": str(n)}, **given)
        for n, name in enumerate(names)
    )

    found = october(measured)

    assert found.channels[0].completed == 7 + 3
    assert (found.completion.numerator, found.completion.denominator) == (Decimal(7), 10)


def test_satisfaction_is_of_those_who_finished(measured: Procedure) -> None:
    rate(measured, date(2026, 10, 5), [6, 4, 10, 30, 50])
    rate(measured, date(2026, 10, 5), [9, 0, 0, 0, 0], moment="left")
    rate(measured, date(2026, 9, 30), [9, 0, 0, 0, 0])

    found = october(measured).satisfaction

    assert found.value == pytest.approx(0.785)
    assert found.n == 100


def test_cost_is_of_the_twelve_months_that_end_with_the_period(measured: Procedure) -> None:
    count(measured, "in_person", *YEAR, 73)
    cost(measured, "online", date(2025, 1, 1), date(2026, 12, 31), "730.00")
    cost(measured, "in_person", *YEAR, "1095.00")

    found = october(measured)

    assert (found.window, found.cost.numerator, found.cost.denominator) == (YEAR, Decimal("1460.00"), 80)
    assert found.cost.value == pytest.approx(18.25)
    assert {line.channel: line.cost for line in found.channels} == {
        "online": Decimal("52.14"),
        "in_person": Decimal("15.00"),
        "assisted": None,
    }


def test_cost_is_not_told_while_that_of_a_channel_in_use_is_missing(measured: Procedure) -> None:
    count(measured, "in_person", *YEAR, 73)
    cost(measured, "online", *YEAR, "365.00")

    found = october(measured).cost

    assert (found.value, found.notes) == (None, ("No consta el coste: presencial.",))


def test_cost_is_of_the_days_of_which_every_cost_is_told(organisation: Organisation) -> None:
    procedure = make_procedure(organisation)
    count(procedure, "in_person", *YEAR, 365)
    count(procedure, "phone", *YEAR, 730)
    cost(procedure, "in_person", *OCTOBER, "310.00")
    cost(procedure, "phone", *YEAR, "365.00")

    found = october(procedure).cost

    assert (found.numerator, found.denominator) == (Decimal("341.00"), 93)
    assert found.notes == ("De 31 de los 365 días: del resto no consta el coste de algún canal.",)


def test_nothing_told_and_nothing_measured_is_nothing_known(organisation: Organisation) -> None:
    assert [measure.value for measure in october(make_procedure(organisation)).measures] == [None] * 4


def test_all_together_are_added_and_never_averaged(organisation: Organisation) -> None:
    one, other = make_procedure(organisation, "uno"), make_procedure(organisation, "dos")
    for procedure, online, counter in ((one, 90, 10), (other, 100, 900)):
        count(procedure, "online", *OCTOBER, online)
        count(procedure, "in_person", *OCTOBER, counter)
    rate(one, date(2026, 10, 1), [0, 0, 0, 0, 1])
    rate(other, date(2026, 10, 1), [3, 0, 0, 0, 0])

    found = {measure.key: measure for measure in pooled([october(one), october(other)])}

    assert found["procedures.take_up"].value == pytest.approx(190 / 1100)
    assert found["procedures.satisfaction"].value == 0.25


def test_the_file_has_a_row_for_each_measure_of_each_and_of_all(organisation: Organisation) -> None:
    procedure = make_procedure(organisation, sia_code="2714093")
    count(procedure, "online", *OCTOBER, 3)
    count(procedure, "in_person", *OCTOBER, 1)

    lines = as_csv([october(procedure)], together=True).lstrip("\ufeff").splitlines()

    assert lines[0] == "procedure,sia_code,kpi,from,to,numerator,denominator,value,low,high,method,n,definition,notes"
    assert lines[1].startswith("ayudas,2714093,take_up,2026-10-01,2026-10-31,3.0,4,0.75,0.300")
    assert lines[1].endswith(",wilson-95,4,procedures.take_up,")
    assert [line.split(",")[0] for line in lines[1:]] == ["ayudas"] * 4 + ["*"] * 4
    assert '"value": null' in as_json([october(procedure)], together=False)


@pytest.mark.parametrize(
    ("last", "first"),
    [(date(2026, 10, 31), date(2025, 11, 1)), (date(2024, 2, 28), date(2023, 3, 1)), (date(2024, 2, 29), date(2023, 3, 1))],
)
def test_a_window_is_twelve_months(last: date, first: date) -> None:
    assert window_of(last) == (first, last)


def test_days_without_holes_are_one_stretch() -> None:
    days = [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5)]

    assert spans(days) == [(days[0], days[1]), (days[2], days[2])]
    assert list(days_of(*OCTOBER))[-1] == OCTOBER[1]


def test_parts_of_a_count_add_up_to_it(organisation: Organisation) -> None:
    procedure = make_procedure(organisation)
    count(procedure, "phone", *OCTOBER, 100)

    parts = [ledger_of(procedure, date(2026, 10, 1), date(2026, 10, 15)), ledger_of(procedure, date(2026, 10, 16), date(2026, 10, 31))]

    assert sum(sum(part.completed["phone"].values()) for part in parts) == 100
    assert [part.done("phone") for part in parts] == [48, 52]
