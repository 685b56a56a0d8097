"""What gazettes add to the thread of a campaign: the official acts that its pieces come from."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from plazamayor.bulletins.models import Match
from plazamayor.campaigns.contract import Origin, Strand, Told
from plazamayor.campaigns.models import Campaign
from plazamayor.core import formatting

LONGEST = 200


def nothing_told(_campaign: Campaign) -> Sequence[Told]:
    """Gazettes tell nothing by themselves: pieces do."""
    return ()


def origins_of(campaign: Campaign) -> Sequence[Origin]:
    """The acts that somebody turned into a piece of the campaign, in the order they were published."""
    known = Match.objects.select_related("item__issue__source", "piece").filter(piece__campaign=campaign)
    return [_origin(match) for match in known.order_by("item__issue__day", "pk")]


def _origin(match: Match) -> Origin:
    item, issue = match.item, match.item.issue
    term = match.terms.exclude(confirmed=None).order_by("confirmed").first()
    where = _("%(gazette)s %(number)s, %(day)s") % {
        "gazette": issue.source.short_name,
        "number": issue.number,
        "day": formatting.day(issue.day),
    }
    until = _("term confirmed: %(day)s") % {"day": formatting.day(term.confirmed)} if term and term.confirmed else ""
    return Origin(
        title=item.identifier if item.names_people else item.title[:LONGEST],
        note=" · ".join(part for part in (where.replace("  ", " "), until) if part),
        address=item.address,
        pieces=(f"publishing.piece:{match.piece_id}",),
    )


STRAND = Strand(key="bulletins", pieces=nothing_told, origins=origins_of)
