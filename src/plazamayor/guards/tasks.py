"""The work of the room that falls due by itself."""

from datetime import timedelta

from plazamayor.core.due import DueWork
from plazamayor.guards.asking import ask_links

WORKS = (DueWork(name="guards.links", every=timedelta(minutes=1), run=ask_links),)
