"""The pages of the room that a person may open, one beside the other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plazamayor.core.parts import Tab
from plazamayor.guards.models import Override
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership

PAGES = (
    ("guards", _("Guards"), Permission.SEE_PUBLISHING),
    ("guard_elections", _("Elections"), Permission.MANAGE_GUARDS),
    ("guard_silences", _("Silences"), Permission.MANAGE_GUARDS),
    ("guard_overrides", _("Exceptions"), Permission.OVERRIDE_GUARDS),
    ("guards_try", _("Try a text"), Permission.SEE_PUBLISHING),
)


def tabs(member: Membership, current: str) -> list[Tab]:
    """Those this person may open; the exceptions that wait are counted."""
    return [
        Tab(label=label, address=reverse(name, args=[member.organisation.code]), current=name == current, count=_count(member, name))
        for name, label, permission in PAGES
        if may(member, permission)
    ]


def _count(member: Membership, name: str) -> int | None:
    waiting = Override.objects.filter(organisation=member.organisation, at=None).count() if name == "guard_overrides" else 0
    return waiting or None
