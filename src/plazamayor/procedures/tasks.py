"""Work asked for by a page that waits."""

from django_tasks import task

from plazamayor.analytics.models import LongAnswer
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.procedures import deriving


@task()
def derive(row_id: int) -> None:
    """Derives the attempts that somebody waits for; what was forgotten meanwhile is let go."""
    row = LongAnswer.objects.filter(pk=row_id, answer="").first()
    if row is None:
        return
    try:
        deriving.work(row)
    except StoreUnavailable as why:
        LongAnswer.objects.filter(pk=row_id).update(failure=str(why))
