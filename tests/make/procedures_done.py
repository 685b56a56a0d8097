"""Plain factories of procedures, of what was done by other channels and of attempts on line."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import append
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import ChannelCost, ChannelCount, Procedure, Step, Survey

MADRID = ZoneInfo("Europe/Madrid")


def make_procedure(organisation: Organisation, code: str = "ayudas", *, site: Site | None = None, **fields: Any) -> Procedure:
    """A procedure; with a site, of two steps (begin, send), a valid negative end and a failure, each recognised by its event."""
    procedure = Procedure.objects.create(organisation=organisation, code=code, site=site, **{"name": code.capitalize(), **fields})
    if site is not None:
        for position, key in enumerate(("empezar", "enviar")):
            procedure.steps.create(key=key, name=key, position=position)
        procedure.steps.create(key="no-cumple", name="No cumple", role=Step.Role.NEGATIVE)
        procedure.steps.create(key="fallo", name="Fallo", role=Step.Role.FAILURE)
    return procedure


def count(procedure: Procedure, channel: str, first: date, last: date, completed: int, **fields: Any) -> ChannelCount:
    return ChannelCount.objects.create(procedure=procedure, channel=channel, first=first, last=last, completed=completed, **fields)


def cost(procedure: Procedure, channel: str, first: date, last: date, euros: str) -> ChannelCost:
    return ChannelCost.objects.create(procedure=procedure, channel=channel, first=first, last=last, euros=euros)


def rate(procedure: Procedure, day: date, counts: Iterable[int], moment: str = "completed") -> None:
    """Answers with each rating, 1 to 5, so many times."""
    survey = Survey.objects.get_or_create(procedure=procedure)[0]
    for rating, many in enumerate(counts, 1):
        for _number in range(many):
            survey.replies.create(key=uuid.uuid4().hex, moment=moment, day=day, satisfaction=rating)


_visitors = iter(range(10_000, 10_000_000))


def attempt(procedure: Procedure, at: datetime, *ends: str) -> list[Event]:
    """The events of a visit that begins a procedure at a moment of Madrid, and of what it did a minute after."""
    site, visitor = procedure.site_id or 0, next(_visitors)
    given: dict[str, Any] = {"site": site, "day": at.date(), "visitor": visitor, "origin": Origin.TRACKER, "channel": "direct"}
    moments = [at + timedelta(minutes=number) for number in range(1 + len(ends))]
    seen = Event(time=_utc(at), kind=Kind.PAGE_VIEW, path="/sede", **given)
    acts = [
        Event(time=_utc(moment), kind=Kind.CUSTOM, path="/sede", target=f"{procedure.code}.{key}", **given)
        for moment, key in zip(moments, ("empezar", *ends), strict=True)
    ]
    return [seen, *acts]


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=MADRID).astimezone(ZoneInfo("UTC"))


def keep(events: Iterable[Event]) -> None:
    append(list(events), token=uuid.uuid4().hex)
