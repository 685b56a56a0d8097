"""Questions about the demonstration."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from plazamayor.demo.town import CODE, ZONE
from plazamayor.demo.traffic.story import Story
from plazamayor.organisation.models import Organisation


def town() -> Organisation | None:
    """The generated town, if it has been made and is open."""
    return Organisation.objects.filter(code=CODE, generated=True, closed=None).first()


def story_of(organisation: Organisation) -> Story:
    """What happened in a town: its year ends the day before it was made, and goes on from there."""
    return Story(organisation.created.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=1))
