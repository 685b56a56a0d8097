"""Plain factories of procedures with a survey, and of what was answered."""

from datetime import date
from itertools import count
from typing import Any

from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure, Reply, Survey
from tests.make.organisations import make_organisation

_numbers = count(1)
DAY = date(2026, 11, 20)


def make_survey(organisation: Organisation | None = None, *, name: str = "Ayudas al comercio local", **fields: Any) -> Survey:
    procedure = Procedure.objects.create(
        organisation=organisation or make_organisation(), name=name, code=fields.pop("code", f"tramite-{next(_numbers)}")
    )
    return Survey.objects.create(procedure=procedure, **fields)


def make_reply(survey: Survey, **fields: Any) -> Reply:
    return Reply.objects.create(**{"survey": survey, "key": f"reply-{next(_numbers)}", "moment": "completed", "day": DAY, **fields})
