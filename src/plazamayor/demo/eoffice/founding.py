"""Writes the town's procedures down in its catalogue, with their steps, prices and surveys."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from plazamayor.analytics.models import Site
from plazamayor.demo.eoffice.eight import EIGHT
from plazamayor.demo.eoffice.making import mark_of
from plazamayor.demo.eoffice.shape import Blueprint, Told
from plazamayor.demo.traffic.story import Story
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.procedures.models import Burden, Change, Channel, ChannelTime, Procedure, Step, Survey

INVENTED = "Inventado para la demostración"
Marks = list[list[str]]
HELP = (
    (Step.Role.SEARCH, "buscador", "Buscador", [["address", "/buscar*"]]),
    (Step.Role.CONTACT, "pagina-contacto", "Página de contacto", [["address", "/contacto*"]]),
    (Step.Role.PHONE, "pagina-telefonos", "Página de teléfonos", [["address", "/telefono-010"]]),
)


def found(town: Organisation, places: Mapping[str, Membership], story: Story, now: datetime) -> list[Procedure]:
    """Writes the eight procedures of a new town."""
    sites = {site.domain: site for site in town.sites.all()}
    units = {unit.name: unit for unit in town.units.all()}
    return [
        _found(town, blueprint, sites[blueprint.site], units[blueprint.unit], places[blueprint.owner], story, now) for blueprint in EIGHT
    ]


def _found(town: Organisation, blueprint: Blueprint, site: Site, unit: Any, owner: Membership, story: Story, now: datetime) -> Procedure:
    opens, closes = blueprint.window.days(story.end, story)
    bounded = blueprint.window.bounded
    procedure = Procedure.objects.create(
        organisation=town,
        site=site,
        code=blueprint.code,
        sia_code=blueprint.sia,
        name=blueprint.name,
        unit=unit,
        owner=owner.person,
        kind=blueprint.kind,
        languages=list(blueprint.languages),
        channels=[Channel.ONLINE, *blueprint.channels],
        legal_term=blueprint.legal_term,
        opens=opens if bounded else None,
        closes=closes if bounded else None,
        life_event=blueprint.life_event,
        addresses=[f"https://{site.domain}{page}" for page in blueprint.entries if page.startswith(("/tramites", "/reservas"))],
        created=now,
    )
    Step.objects.bulk_create(steps_of(procedure, blueprint))
    Change.objects.bulk_create(
        Change(procedure=procedure, day=turn.day(story), text=turn.text, by=owner.person, created=now) for turn in blueprint.turns
    )
    _weigh(procedure, blueprint)
    Survey.objects.create(procedure=procedure)
    return procedure


def steps_of(procedure: Procedure, blueprint: Blueprint) -> list[Step]:
    """What is recognised of a procedure, as rows yet to be written."""
    return [Step(procedure=procedure, position=place, **fields) for place, fields in enumerate(_steps(blueprint), start=1)]


def _steps(blueprint: Blueprint) -> Iterable[dict[str, Any]]:
    """Its steps in order, and then what else is recognised of it."""
    for number, stage in enumerate(blueprint.stages, start=1):
        way = "address" if stage.told is Told.PAGE else "event"
        yield _step(Step.Role.STEP, stage.key, stage.name, [[way, mark_of(blueprint, number)]])
    if blueprint.negative:
        yield _step(Step.Role.NEGATIVE, blueprint.not_eligible, "No cumple los requisitos", [["address", blueprint.end_address]])
    if blueprint.fails:
        yield _step(Step.Role.FAILURE, "fallo", "Fallo del sistema", [["event", blueprint.event("fallo")]])
    yield _step(Step.Role.ERROR, "error", "Error mostrado en el formulario", [["event", blueprint.event("error")]])
    yield _step(Step.Role.HELP, "ayuda", "Ayuda del paso", [["event", blueprint.event("ayuda")]])
    for role, key, name, marks in HELP:
        yield _step(role, key, name, marks)


def _step(role: str, key: str, name: str, marks: Marks) -> dict[str, Any]:
    return {"role": role, "key": key, "name": name, "marks": marks}


def _weigh(procedure: Procedure, blueprint: Blueprint) -> None:
    """What doing it once weighs by each channel: the burdens of the official table it carries, and minutes."""
    Burden.objects.bulk_create(
        Burden(procedure=procedure, channel=channel, price=price, times=Decimal(str(times)))
        for channel, carried in blueprint.burdens.items()
        for price, times in carried.items()
    )
    ChannelTime.objects.bulk_create(
        ChannelTime(procedure=procedure, channel=channel, minutes=Decimal(str(minutes)), source=INVENTED)
        for channel, minutes in blueprint.minutes.items()
    )
