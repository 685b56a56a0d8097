"""Work that falls due by itself."""

from datetime import datetime, timedelta

from django_tasks import task

from plazamayor.analytics.dashboard import long
from plazamayor.analytics.models import LongAnswer
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


def forget_answers(now: datetime) -> None:
    """Forgets the answers that nobody waits for any more."""
    LongAnswer.objects.filter(asked__lt=now - LONG_ANSWERS_KEPT).delete()
