"""What the pages of procedures register for the rest of the house: their figures, their calls and their work."""

from plazamayor.core.due import schedule
from plazamayor.core.interface import descriptions
from plazamayor.procedures.report import indicators


def register() -> None:
    """Registers all of it."""
    indicators.register()
    descriptions.provide("plazamayor.procedures.report.api")
    schedule.provide("plazamayor.procedures.report.monthly")
