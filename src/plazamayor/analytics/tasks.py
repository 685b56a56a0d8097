"""Work that falls due by itself."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django_tasks import task

from plazamayor.analytics import store
from plazamayor.analytics.dashboard import long
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.core.errors import Mistake

LONG_ANSWERS_KEPT = timedelta(days=1)


@task()
def answer_long(row_id: int) -> None:
    """Answers a question too long to wait for; one that was forgotten meanwhile is let go."""
    row = LongAnswer.objects.select_related("site__organisation").filter(pk=row_id, answer="").first()
    if row is None:
        return
    try:
        long.work(row)
    except Mistake as mistake:
        LongAnswer.objects.filter(pk=row_id).update(failure=str(mistake))


def months_before(day: date, months: int) -> date:
    """The same day some months before, or the last of that month."""
    total = day.year * 12 + day.month - 1 - months
    first = date(total // 12, total % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def erase_old(now: datetime) -> None:
    """Erases what is older than each site keeps, and answers that nobody waits for any more."""
    for site in Site.objects.only("pk", "time_zone", "retention_months"):
        limit = months_before(now.astimezone(ZoneInfo(site.time_zone)).date(), site.retention_months)
        if store.known_days(site.pk, date(1970, 1, 2), limit - timedelta(days=1)):
            store.forget(site.pk, limit)
    LongAnswer.objects.filter(asked__lt=now - LONG_ANSWERS_KEPT).delete()
