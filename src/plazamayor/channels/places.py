"""Where the room stands in the console, and what it registers for the rest of the house."""


def register() -> None:
    """Registers its places and its work."""
