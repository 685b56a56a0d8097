"""The registry of places in the console. Rooms register theirs in `AppConfig.ready()`; only rooms that exist are shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place in the navigation.

    `address(request)` gives where it leads, or None when this person may not go there.
    `area` is what a page says of itself (`{% block area %}`), such as `measure.audience`.
    """

    area: str
    label: Text
    address: Callable[[HttpRequest], str | None]
    order: int
    icon: str = ""
    inside: str = ""


@dataclass
class Navigation:
    """All places known, in order."""

    places: list[Place] = field(default_factory=list)

    def register(self, place: Place) -> None:
        """Adds a place; raises ValueError when its area is taken."""
        if any(known.area == place.area for known in self.places):
            raise ValueError(f"area {place.area} is already in the navigation")
        self.places = sorted([*self.places, place], key=lambda each: each.order)

    def shown_to(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The verbs this person may use, each with the places inside it."""
        verbs = []
        for place in self.places:
            if place.inside:
                continue
            children = [
                {"place": child, "address": address}
                for child in self.places
                if child.inside == place.area and (address := child.address(request))
            ]
            address = place.address(request) or (children[0]["address"] if children else None)
            if address:
                verbs.append({"place": place, "address": address, "children": children})
        return verbs


navigation = Navigation()


def context(request: HttpRequest) -> dict[str, Any]:
    """Gives templates the navigation, lazily: pages without the shell do not pay for it."""
    return {"navigation": lambda: navigation.shown_to(request)}
