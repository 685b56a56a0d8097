"""What falls due by itself."""

from datetime import datetime

from plazamayor.organisation import operations, queries
from plazamayor.organisation.models import Attempt


def delete_closed(now: datetime) -> None:
    """Deletes the administrations whose 30 days to be opened again have gone."""
    for organisation in queries.to_delete(now):
        if not organisation.hosted.exists():
            operations.delete_organisation(organisation=organisation, by=None, now=now)


def forget_attempts(now: datetime) -> None:
    """Forgets the attempts to sign in that count no more."""
    Attempt.objects.filter(expires__lt=now).delete()
