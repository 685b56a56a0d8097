"""The letters' and the alerts' due work."""

from datetime import datetime, timedelta

from plazamayor.analytics.mailing import planning, sending, watching
from plazamayor.core.due import DueWork


def send(now: datetime) -> None:
    """Sends what is due."""
    sending.send_due(now)


WORKS = (
    DueWork(name="analytics.reports_planned", every=timedelta(minutes=5), run=planning.plan_reports),
    DueWork(name="analytics.letters_sent", every=timedelta(seconds=15), run=send),
    DueWork(name="analytics.sites_watched", every=timedelta(minutes=15), run=watching.watch_all),
)
