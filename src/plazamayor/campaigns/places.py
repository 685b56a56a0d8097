"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation


def _nowhere(_request: HttpRequest) -> str | None:
    return None


def register() -> None:
    """Registers the verb that tells, and its places."""
    navigation.register(Place(area="tell", label=_("Tell"), address=_nowhere, order=20, icon="megaphone"))
