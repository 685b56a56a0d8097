"""Work in the background that people ask for, and what falls due by itself."""

import logging
from datetime import UTC, datetime

from django_tasks import task

from plazamayor.bulletins.checking import check, followed
from plazamayor.bulletins.filling import STALE, UNDER_WAY, fill
from plazamayor.bulletins.models import BackFill

log = logging.getLogger(__name__)


def _clock() -> datetime:
    return datetime.now(UTC)


@task()
def fill_back(row_id: int) -> None:
    """Fills in the past of a gazette; one that has ended is let go."""
    row = BackFill.objects.select_related("source", "organisation").filter(pk=row_id, state__in=UNDER_WAY).first()
    if row is not None:
        fill(row, _clock)


def check_all(now: datetime) -> None:
    """Asks every gazette that is followed and whose hour has come."""
    for source in followed():
        if source.next_check <= now:
            check(source, now)


def go_on(now: datetime) -> None:
    """Goes on with what was being filled in when its process died."""
    for row in BackFill.objects.select_related("source").filter(state__in=UNDER_WAY, beat__lt=now - STALE):
        log.info("gazette %s: its past is gone on with", row.source_id)
        fill(row, _clock)
