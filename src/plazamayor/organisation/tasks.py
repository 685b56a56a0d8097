"""What falls due by itself."""

from datetime import datetime

from plazamayor.organisation import operations, queries


def delete_closed(now: datetime) -> None:
    """Deletes the administrations whose 30 days to be opened again have gone."""
    for organisation in queries.to_delete(now):
        if not organisation.hosted.exists():
            operations.delete_organisation(organisation=organisation, by=None, now=now)
