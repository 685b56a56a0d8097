"""How entries of the audit trail read."""

from typing import Any

from django import template

from plazamayor.organisation.contract import description

register = template.Library()


@register.filter
def act(code: str) -> str:
    """What somebody did, in words."""
    return description(code)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "—" if value in ("", None) else str(value)


@register.filter
def told(value: Any) -> str:
    """A value of an entry; a pair is what it was and what it became."""
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 before and after
        return f"{_plain(value[0])} → {_plain(value[1])}"
    return _plain(value)
