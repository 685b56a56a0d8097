"""How a browser is called on the page of sessions."""

from django import template
from django.utils.translation import gettext as _
from ua_parser import parse

register = template.Library()


@register.filter
def browser(agent: str) -> str:
    """The browser and the system of an agent, such as “Firefox, Ubuntu”; the agent's own words when nothing is known of it."""
    found = parse(agent)
    names = [part.family for part in (found.user_agent, found.os) if part]
    return ", ".join(names) or agent[:80] or _("Unknown browser")
