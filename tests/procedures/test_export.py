"""What the room holds for an administration leaves with it and goes with it, every noun of it."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps

from plazamayor.core.tenant_data import export_all, tenant_data
from plazamayor.organisation import operations
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.export import OURS
from plazamayor.procedures.models import BurdenPrice, ChannelTime, MonthlySheet, Procedure, Survey
from tests.make.cast import Cast
from tests.make.sites import make_site

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAYS = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}


def filled(organisation: Organisation) -> Procedure:
    """A procedure with a row of every noun of the room."""
    procedure = Procedure.objects.create(organisation=organisation, site=make_site(organisation), code="ayudas", name="Ayudas")
    procedure.steps.create(key="a", name="A", marks=[["address", "/a"]])
    procedure.changes.create(day=date(2026, 11, 20), text="Archivos de 20 MB")
    procedure.counts.create(channel="phone", completed=3, **DAYS)
    procedure.costs.create(channel="phone", euros=Decimal(12), **DAYS)
    procedure.burdens.create(channel="online", price="e_filing")
    ChannelTime.objects.create(procedure=procedure, channel="online", minutes=12)
    BurdenPrice.objects.create(organisation=organisation, key="e_filing", name="Presentar", euros=Decimal(5), source="MAP 2014")
    survey = Survey.objects.create(procedure=procedure)
    survey.replies.create(key=f"secreto-{organisation.pk}", moment="left", day=date(2026, 11, 20), text="No me dejaba")
    survey.tallies.create(moment="left", day=date(2026, 11, 20), invited=4)
    return procedure


@pytest.fixture
def everything(cast: Cast) -> dict[str, list[dict[str, object]]]:
    filled(cast.organisation)
    filled(cast.outsider.organisation)
    ours = {name: content for name, content in export_all(cast.organisation.pk) if name.startswith("procedures/")}
    return {name.removeprefix("procedures/").removesuffix(".json"): json.loads(content) for name, content in ours.items()}


def test_every_noun_of_the_room_is_exported() -> None:
    assert {MonthlySheet, *(model for _name, model, _owner, _secret in OURS)} == set(apps.get_app_config("procedures").get_models())


def test_what_leaves_is_of_the_administration_only_and_opens_no_door(everything: dict[str, list[dict[str, object]]]) -> None:
    assert {name: len(rows) for name, rows in everything.items()} == {name: 1 for name, *_rest in OURS}
    (reply,) = everything["replies"]
    assert (reply["text"], "key" in reply) == ("No me dejaba", False)


def test_the_room_is_among_those_that_hold_something_of_an_administration() -> None:
    assert "procedures" in tenant_data


@pytest.mark.usefixtures("store")  # what was told of the administration is erased from it
def test_nothing_of_the_room_stays_when_the_administration_is_deleted(cast: Cast) -> None:
    filled(cast.organisation)
    theirs = filled(cast.outsider.organisation)
    operations.close_organisation(organisation=cast.organisation, typed=cast.organisation.name, by=cast.administrator, now=NOW)

    operations.delete_organisation(organisation=cast.organisation, by=None, now=NOW + timedelta(days=31))

    assert list(Procedure.objects.all()) == [theirs]
    assert {name: model._default_manager.count() for name, model, _owner, _secret in OURS} == {name: 1 for name, *_rest in OURS}  # noqa: SLF001 as anybody's
