"""Grants for local shops: a procedure of six steps that phones leave at the fourth, with its steps and its visitors."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure, Step
from tests.make.events import make_event

STEPS = ("Identificarse", "Datos del comercio", "Cuenta y epígrafe", "Adjuntar documentos", "Firmar", "Justificante")
ATTACH = 4
LEAVE = {1: 0.12, 2: 0.07, 3: 0.05, 4: 0.17, 5: 0.07}
PHONES = 0.42
"""How many of those on phones leave at the fourth step."""
PLACES = ("/telefonos", "/contacto", "/buscar", "/cita-previa", "")


def make_grants(organisation: Organisation, site: Site | None, **fields: Any) -> Procedure:
    given: dict[str, Any] = {"code": "ayudas-comercio", "name": "Ayudas al comercio local", "languages": ["es", "ca"], **fields}
    procedure = Procedure.objects.create(organisation=organisation, site=site, **given)
    for number, name in enumerate(STEPS, start=1):
        procedure.steps.create(
            role=Step.Role.STEP, position=number, key=f"paso-{number}", name=name, marks=[["address", f"/sede/ayudas/{number}"]]
        )
    for role, path in ((Step.Role.PHONE, "/telefonos"), (Step.Role.CONTACT, "/contacto"), (Step.Role.SEARCH, "/buscar")):
        procedure.steps.create(role=role, key=role.value, name=str(role.label), marks=[["address", path]])
    procedure.steps.create(role=Step.Role.ERROR, key="error", name="Error", marks=[["event", "ayudas-error"]])
    procedure.steps.create(role=Step.Role.NEGATIVE, key="no", name="No cumple los requisitos", marks=[["address", "/sede/ayudas/no"]])
    return procedure


def visitors(site: int, first: date, days: int, a_day: int, *, seed: int = 1, phones: float = PHONES) -> Iterator[Event]:
    """So many visitors a day who begin, each with a device and a browser; phones leave the fourth step more."""
    chance = random.Random(seed)
    for each in range(days):
        day = first + timedelta(days=each)
        for visitor in range(1, a_day + 1):
            yield from _visit(chance, site, day, visitor, phones)


def _visit(chance: random.Random, site: int, day: date, visitor: int, phones: float) -> Iterator[Event]:
    device = chance.choice(("mobile", "mobile", "desktop"))
    fields: dict[str, Any] = {
        "site": site,
        "day": day,
        "visitor": visitor,
        "device": device,
        "browser": chance.choice(("Chrome", "Chrome", "Firefox", "Safari")),
        "country": "ES",
    }
    minute = chance.randrange(8 * 60, 21 * 60)
    for step in range(1, len(STEPS) + 1):
        minute += 1 + chance.randrange(3)
        yield make_event(f"0:{minute}", path=f"/sede/ayudas/{step}", **fields)
        if step == ATTACH and device == "mobile" and chance.random() < 0.2:
            yield make_event(f"0:{minute}", kind=Kind.CUSTOM, path=f"/sede/ayudas/{step}", target="ayudas-error", **fields)
        leaves = phones if step == ATTACH and device == "mobile" else LEAVE.get(step, 0.0)
        if chance.random() < leaves:
            place = chance.choice(PLACES)
            if place:
                yield make_event(f"0:{minute + 1}", path=place, **fields)
            return


def call(site: int, name: str, day: date, clock: str = "12:00") -> Event:
    """A call of the e-office's server that belongs to no visit."""
    return make_event(clock, site=site, day=day, visitor=0, origin=Origin.SERVER, kind=Kind.CUSTOM, path="/", target=name)
