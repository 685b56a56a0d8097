"""Where the room stands in the console, and what it registers for the rest of the house."""

from plazamayor.publishing.pieces import places as pieces


def register() -> None:
    """Registers its places and its work."""
    pieces.register()
