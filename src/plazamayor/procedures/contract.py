"""What the room of procedures offers to the program that runs it."""

from plazamayor.procedures.calls.checking import Health, check
from plazamayor.procedures.calls.reading import load

__all__ = ["Health", "check", "load"]
