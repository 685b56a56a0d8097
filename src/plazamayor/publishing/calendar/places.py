"""Where the calendar stands in the console."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address


def register() -> None:
    """Registers the place."""
    where = address(Permission.SEE_PUBLISHING, "calendar")
    navigation.register(Place(area="tell.calendar", label=_("Calendar"), address=where, order=21, inside="tell"))
