"""What surveys register for the rest of the house: how their acts are told, their figures and their work."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.due import schedule
from plazamayor.core.interface import descriptions
from plazamayor.organisation.contract import describe_acts
from plazamayor.procedures.surveys import indicators

ACTS: dict[str, str | Promise] = {
    "survey.opened": _("opened a survey"),
    "survey.changed": _("changed a survey"),
    "reply.tagged": _("tagged an answer"),
}
DETAILS: dict[str, str | Promise] = {
    "open": _("takes answers"),
    "sample_percent": _("of every hundred, invited"),
    "retention_months": _("months that answers are kept"),
    "tags": _("tags"),
}


def register() -> None:
    """Registers all of it."""
    describe_acts(ACTS, DETAILS)
    indicators.register()
    descriptions.provide("plazamayor.procedures.surveys.api")
    schedule.provide("plazamayor.procedures.surveys.retention")
