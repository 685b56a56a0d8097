"""What the pages of procedures register for the rest of the house: their figures and their calls."""

from plazamayor.procedures.report import api, indicators


def register() -> None:
    """Registers all of it."""
    indicators.register()
    api.describe()
