"""The registry of what is said above every page of a console. Rooms register theirs in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from plazamayor.core.registries import Registry


@dataclass(frozen=True, kw_only=True)
class Banner:
    """Something to say. `context(request)` gives what its template needs, or None when there is nothing to say here."""

    key: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any] | None]

    def __str__(self) -> str:
        return self.template


banners: Registry[Banner] = Registry("banners", key=lambda banner: banner.key)


def shown_to(request: HttpRequest) -> list[dict[str, Any]]:
    """What is said on this page: the template of each and what it needs."""
    said = [(banner.template, banner.context(request)) for banner in banners] if getattr(request, "member", None) else []
    return [{"template": template, "content": content} for template, content in said if content is not None]
