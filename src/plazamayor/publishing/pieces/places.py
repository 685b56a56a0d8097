"""Where pieces stand in the console, how their acts are told, and who answers for them before the outbox."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.gates import Speaker, speakers
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "piece.drafted": _("began a piece"),
    "piece.changed_after_approval": _("changed a piece after its approval"),
    "piece.scheduled": _("scheduled a piece"),
    "piece.discarded": _("discarded a piece"),
    "piece.taken_back": _("took back a discarded piece"),
}
DETAILS: dict[str, str | Promise] = {
    "format": _("format"),
    "deliveries": _("deliveries"),
    "hour": _("hour"),
    "yeses_fallen": _("approvals that fell"),
    "called_off": _("deliveries called off"),
}


def register() -> None:
    """Registers how their acts are told, and their speaker."""
    from plazamayor.publishing.pieces import speaking  # noqa: PLC0415 models are ready by now

    describe_acts(ACTS, DETAILS)
    speakers.register(Speaker(subject=speaking.SUBJECT, why_not=speaking.why_not, told=speaking.told, address=speaking.where))
