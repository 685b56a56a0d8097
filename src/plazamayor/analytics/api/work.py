"""What the API has to forget."""

from datetime import datetime, timedelta

from plazamayor.analytics.api import limits, writing
from plazamayor.core.due import DueWork


def forget(now: datetime) -> None:
    """Forgets batches too old to be sent again, and minutes long over."""
    writing.forget_batches(now)
    limits.forget_old(now)


WORKS = (DueWork(name="analytics.api_forgets", every=timedelta(hours=6), run=forget),)
