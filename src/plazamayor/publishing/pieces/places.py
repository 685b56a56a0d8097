"""Where pieces, ideas and files stand in the console, how their acts are told, and who answers for pieces before other rooms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns.contract import Strand, Told, none_of, strands
from plazamayor.channels.gates import Speaker, speakers
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts
from plazamayor.publishing.pieces import export

if TYPE_CHECKING:
    from plazamayor.campaigns.models import Campaign

ACTS: dict[str, str | Promise] = {
    "piece.drafted": _("began a piece"),
    "piece.changed_after_approval": _("changed a piece after its approval"),
    "piece.scheduled": _("scheduled a piece"),
    "piece.discarded": _("discarded a piece"),
    "piece.taken_back": _("took back a discarded piece"),
    "media.added": _("added a file"),
    "media.removed": _("removed a file"),
    "media.people_said": _("said who is in a picture"),
    "idea.left": _("left an idea"),
    "idea.taken": _("made a piece of an idea"),
    "idea.answered": _("answered an idea"),
    "template.kept": _("kept a template"),
    "template.removed": _("removed a template"),
}
DETAILS: dict[str, str | Promise] = {
    "format": _("format"),
    "deliveries": _("deliveries"),
    "hour": _("hour"),
    "yeses_fallen": _("approvals that fell"),
    "called_off": _("deliveries called off"),
    "people": _("people in it"),
    "piece": _("piece"),
    "answer": _("answer"),
}
KINDS = {"draft": "draft", "review": "half", "approved": "ready", "scheduled": "ready", "published": "good"}


def told_of(campaign: "Campaign") -> Sequence[Told]:
    """The pieces of a campaign, the first to go out first."""
    from plazamayor.publishing.pieces.links import subject_of  # noqa: PLC0415 models are ready when somebody asks

    return [
        Told(
            subject=subject_of(piece),
            title=piece.title,
            kind=piece.get_format_display(),
            languages=tuple(piece.languages),
            address=reverse("piece", args=[piece.organisation.code, piece.pk]),
            state=piece.get_state_display(),
            state_kind=KINDS.get(piece.state, "empty"),
            at=piece.at,
        )
        for piece in campaign.pieces.exclude(state="discarded").select_related("organisation").order_by("at", "pk")
    ]


def where_to_add(campaign: "Campaign") -> str:
    """Where a piece is begun."""
    return reverse("piece_new", args=[campaign.organisation.code]) + f"?campaign={campaign.pk}"


def in_the_calendar(campaign: "Campaign") -> str:
    """The calendar, with the pieces of a campaign alone."""
    return reverse("calendar", args=[campaign.organisation.code]) + f"?campaign={campaign.pk}"


def register() -> None:
    """Registers the places, the acts, what is exported, and who speaks for pieces."""
    from plazamayor.publishing.pieces import leaving, speaking  # noqa: PLC0415 models are ready by now

    pieces, ideas = address(Permission.SEE_PUBLISHING, "pieces"), address(Permission.SEE_PUBLISHING, "ideas")
    navigation.register(Place(area="tell.pieces", label=_("Pieces"), address=pieces, order=22, inside="tell"))
    navigation.register(Place(area="tell.ideas", label=_("Ideas and shelf"), address=ideas, order=25, inside="tell"))
    describe_acts(ACTS, DETAILS)
    tenant_data.register(TenantData(key="publishing", label=_("Pieces, files and register"), export=export.files, erase=export.erase))
    strands.register(Strand(key="publishing", pieces=told_of, origins=none_of, add=where_to_add, calendar=in_the_calendar))
    speakers.register(Speaker(subject=leaving.SUBJECT, why_not=speaking.why_not, told=speaking.told, address=speaking.where))
