"""Work that falls due in this room."""

from datetime import timedelta

from plazamayor.bulletins import tasks
from plazamayor.bulletins.digest import send_due
from plazamayor.bulletins.texts import read_due
from plazamayor.core.due import DueWork

WORKS = (
    DueWork(name="bulletins.gazettes", every=timedelta(minutes=3), run=tasks.check_all),
    DueWork(name="bulletins.texts", every=timedelta(minutes=2), run=read_due),
    DueWork(name="bulletins.digest", every=timedelta(minutes=10), run=send_due),
    DueWork(name="bulletins.back_fills", every=timedelta(minutes=10), run=tasks.go_on),
)
