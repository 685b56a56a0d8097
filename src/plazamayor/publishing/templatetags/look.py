"""How a piece stands, in words."""

from django import template

from plazamayor.publishing.calendar.contract import Look
from plazamayor.publishing.calendar.forms import LOOKS

register = template.Library()


@register.filter
def look(value: str) -> str:
    """The word of a look."""
    return str(LOOKS[Look(value)])
