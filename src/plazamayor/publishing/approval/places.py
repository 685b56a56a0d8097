"""Where approvals stand in the console, and how their acts are told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "piece.sent_to_approve": _("sent a piece to be approved"),
    "piece.approved": _("approved a piece"),
    "piece.sent_back": _("sent a piece back"),
    "approval.stage_added": _("added a stage of approval"),
    "approval.stage_removed": _("removed a stage of approval"),
}
DETAILS: dict[str, str | Promise] = {"stage": _("stage"), "digest": _("digest of what leaves"), "note": _("note")}


def register() -> None:
    """Registers the place and how its acts are told."""
    where = address(Permission.SEE_PUBLISHING, "approvals")
    navigation.register(Place(area="tell.approvals", label=_("Approvals"), address=where, order=26, inside="tell"))
    describe_acts(ACTS, DETAILS)
