"""What the room says above the console of the town it made."""

from typing import Any

from django.http import HttpRequest

from plazamayor.core.banners import Banner, banners
from plazamayor.demo.eoffice.eight import AID
from plazamayor.demo.town import MAIN, SPORTS
from plazamayor.organisation.access import member_of


def guide(request: HttpRequest) -> dict[str, Any] | None:
    """What to look at in the demonstration; None outside a generated administration."""
    member = member_of(request)
    if member is None or not member.organisation.generated:
        return None
    return {"organisation": member.organisation, "main": MAIN, "exempt": SPORTS, "procedure": AID.code}


def register() -> None:
    """Registers what is said of generated administrations."""
    banners.register(Banner(key="demo.generated", template="demo/generated.html", context=guide))
