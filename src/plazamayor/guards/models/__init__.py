"""The room's nouns."""

from plazamayor.guards.models.links import Link
from plazamayor.guards.models.periods import ElectoralCall, Silence
from plazamayor.guards.models.rules import GuardSetting, Override

__all__ = ["ElectoralCall", "GuardSetting", "Link", "Override", "Silence"]
