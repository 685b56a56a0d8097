"""What the measures register for the rest of the house: how their acts are told, their figures and their calls."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.interface import descriptions
from plazamayor.organisation.contract import describe_acts
from plazamayor.procedures.kpis import indicators

ACTS: dict[str, str | Promise] = {
    "channel_counts.told": _("told what was done by other channels"),
    "channel_count.removed": _("took out a count of a channel"),
    "channel_costs.told": _("told what channels cost"),
    "channel_cost.removed": _("took out a cost of a channel"),
    "burden_price.changed": _("changed the price of a burden"),
    "burden_price.reset": _("went back to the official price of a burden"),
    "burden.told": _("said which burden a procedure carries"),
    "burden.removed": _("took a burden off a procedure"),
    "channel_time.told": _("said how long a procedure takes"),
}
DETAILS: dict[str, str | Promise] = {
    "channel": _("channel"),
    "burden": _("burden"),
    "times": _("times"),
    "euros": _("euros"),
    "added": _("rows added"),
    "changed": _("rows changed"),
    "procedures": _("procedures"),
    "program": _("program"),
    "amount": _("figure"),
    "first": _("first day"),
    "last": _("last day"),
    "source": _("source"),
}


def register() -> None:
    """Registers all of it."""
    describe_acts(ACTS, DETAILS)
    indicators.register()
    descriptions.provide("plazamayor.procedures.channels.api")
    descriptions.provide("plazamayor.procedures.kpis.api")
