"""The registry of places in the console. Rooms register theirs in `AppConfig.ready()`; only rooms that exist are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from plazamayor.core import banners

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place in the navigation.

    `address(request)` gives where it leads, or None when this person may not go there; it is only asked when there is a
    `request.member`.
    `area` is what a page says of itself (`{% block area %}measure.audience{% endblock %}`).
    `icon` is a name of heroicons, for verbs.
    """

    area: str
    label: Text
    address: Callable[[HttpRequest], str | None]
    order: int
    icon: str = ""
    inside: str = ""


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """One administration a person may enter, as the switcher and the search show it."""

    name: str
    kind: Text
    address: str
    member: Any


Tenants = Callable[[HttpRequest], Sequence[Tenant]]


@dataclass
class Navigation:
    """All places known, in order, and who tells the administrations of a person."""

    places: list[Place] = field(default_factory=list)
    tenants: Tenants | None = None

    def register(self, place: Place) -> None:
        """Adds a place; raises ValueError when its area is taken."""
        if any(known.area == place.area for known in self.places):
            raise ValueError(f"area {place.area} is already in the navigation")
        self.places = sorted([*self.places, place], key=lambda each: each.order)

    def tenants_by(self, source: Tenants) -> None:
        """Says who knows the administrations of a person."""
        self.tenants = source

    def tenants_of(self, request: HttpRequest) -> Sequence[Tenant]:
        """The administrations this person may enter; none when nobody says."""
        return self.tenants(request) if self.tenants else ()

    def shown_to(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The verbs this person may use, each with the places inside it; none outside an administration.

        A page asks for those of its own member more than once: they are worked out once a request.
        """
        member = getattr(request, "member", None)
        if member is None:
            return []
        known: dict[int, tuple[Any, list[dict[str, Any]]]] = request.__dict__.setdefault("_verbs", {})
        if id(member) not in known:
            known[id(member)] = (member, self._verbs(request))  # the member too, so that no other takes its number
        return known[id(member)][1]

    def _verbs(self, request: HttpRequest) -> list[dict[str, Any]]:
        verbs = []
        for place in self.places:
            if place.inside:
                continue
            children: list[dict[str, Any]] = [
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
    return {
        "navigation": lambda: navigation.shown_to(request),
        "tenants": lambda: navigation.tenants_of(request),
        "banners": lambda: banners.shown_to(request),
    }
