"""Where the register stands in the console, and how its acts are told."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts


def register() -> None:
    """Registers the place and how its acts are told."""
    where = address(Permission.SEE_PUBLISHING, "register")
    navigation.register(Place(area="tell.register", label=_("Register of publications"), address=where, order=28, inside="tell"))
    describe_acts({"register.exported": _("exported the register of publications")}, {})
