"""Where the room stands in the console, and what it registers for the rest of the house."""

from plazamayor.publishing.approval import places as approval
from plazamayor.publishing.calendar import places as calendar
from plazamayor.publishing.orders import places as orders
from plazamayor.publishing.pieces import places as pieces
from plazamayor.publishing.register import places as publications


def register() -> None:
    """Registers its places and its work."""
    pieces.register()
    approval.register()
    publications.register()
    calendar.register()
    orders.register()
