"""Questions about files."""

from django.db.models import Count, QuerySet

from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import Media
from plazamayor.publishing.pieces.links import subject_of

LEAVES = (Delivery.State.SCHEDULED, Delivery.State.SENDING, Delivery.State.UNCERTAIN, Delivery.State.PUBLISHED)


def library(organisation: Organisation, wanted: str = "", kind: str = "") -> QuerySet[Media]:
    """The files of an administration, newest first, with how many pieces use each (`pieces`)."""
    found = Media.objects.filter(organisation=organisation).annotate(pieces=Count("uses")).order_by("-pk")
    if wanted:
        found = found.filter(name__icontains=wanted)
    return found.filter(kind=kind) if kind in Media.Kind.values else found


def open_to_all(code: str, digest: str) -> Media | None:
    """A file of an administration that something published, or about to be, carries; None for any other."""
    found = Media.objects.select_related("organisation").filter(organisation__code=code, organisation__closed=None, digest=digest).first()
    if found is None:
        return None
    subjects = [subject_of(used.piece) for used in found.uses.select_related("piece")]
    leaves = Delivery.objects.filter(organisation=found.organisation, subject__in=subjects, state__in=LEAVES)
    return found if leaves.exists() else None
