"""How entries of the audit trail read."""

from typing import Any

from django import template

from plazamayor.organisation import contract

register = template.Library()


@register.filter
def act(code: str) -> str:
    """What somebody did, in words."""
    return contract.description(code)


@register.filter
def told(content: dict[str, Any]) -> list[tuple[str, str]]:
    """What an entry tells, as pairs of a name and a text."""
    return contract.told(content)
