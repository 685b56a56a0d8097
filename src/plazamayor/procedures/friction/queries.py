"""The frictions of a journey: which breakdowns are asked of the store, and what was found in them."""

from datetime import date
from itertools import combinations
from typing import Final

from plazamayor.analytics.contract import permit
from plazamayor.analytics.journeys.contract import Journey
from plazamayor.analytics.journeys.queries import cells_of
from plazamayor.analytics.models import Site
from plazamayor.procedures.friction.contract import Frictions
from plazamayor.procedures.friction.finder import find
from plazamayor.procedures.models import Procedure

DIMENSIONS: Final = ("device", "browser", "language", "channel", "hour", "entry")
"""What an administration can do something about."""


def frictions(
    site: Site, journey: Journey, first: date, last: date, *, exempt: bool, kind: str = Procedure.Kind.VOLUNTARY, among: int = 1
) -> Frictions:
    """Who leaves a journey where more than the others, in days derived before (`prepare`); raises StoreUnavailable.

    In exempt mode only the dimensions it allows, and one at a time. `among`: see `find`.
    """
    allowed = permit(exempt=exempt, origins=())
    mine = [dimension for dimension in DIMENSIONS if allowed.allows(dimension)]
    sets = [(one,) for one in mine] + (list(combinations(mine, 2)) if allowed.crossing else [])
    days = (last - first).days + 1
    refused = [dimension for dimension in DIMENSIONS if dimension not in mine]
    return find(cells_of(site, journey, first, last, sets), refused=refused, days=days, kind=kind, among=among)
