"""What upper rooms tell this one: how their acts are called in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_described: dict[str, str | Promise] = {
    "organisation.created": _("created the administration"),
    "organisation.changed": _("changed the administration's data"),
    "organisation.closed": _("closed the administration"),
    "organisation.reopened": _("opened the administration again"),
    "organisation.deleted": _("deleted the administration"),
    "organisation.exported": _("exported everything"),
    "audit.exported": _("exported the audit trail"),
    "unit.created": _("added a unit"),
    "unit.changed": _("changed a unit"),
    "unit.removed": _("removed a unit"),
    "holiday.added": _("added a local holiday"),
    "holiday.removed": _("removed a local holiday"),
    "membership.created": _("gave a place"),
    "membership.changed": _("changed a role"),
    "membership.removed": _("took a place away"),
    "person.renamed": _("changed their name"),
    "invitation.created": _("invited"),
    "invitation.renewed": _("sent the invitation again"),
    "invitation.revoked": _("took the invitation back"),
    "invitation.accepted": _("accepted the invitation"),
    "sign_in_link.issued": _("made a sign-in link"),
    "sign_in_link.used": _("entered by a sign-in link"),
}


def describe_acts(acts: dict[str, str | Promise]) -> None:
    """Says how a room's acts read on the page of the trail; raises ValueError for one that is described already."""
    twice = _described.keys() & acts.keys()
    if twice:
        raise ValueError(f"already described: {', '.join(sorted(twice))}")
    _described.update(acts)


def description(act: str) -> str:
    """How an act reads; its own code when no room describes it."""
    return str(_described.get(act, act))


def acts() -> dict[str, str]:
    """Every act described, by code."""
    return {act: str(text) for act, text in _described.items()}
