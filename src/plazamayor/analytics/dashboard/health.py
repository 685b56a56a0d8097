"""What became of all that was received for a site, so that nothing is dropped without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.collector.outcomes import ACCEPTED, outcomes
from plazamayor.analytics.models import Site

Text = str | Promise
HOURS = 24
WHY: dict[str, tuple[Text, Text]] = {
    ACCEPTED: (_("Counted"), _("Kept in the store.")),
    "bot": (_("Machines"), _("The agent says that it is a robot, a monitor or a library. The list comes from a maintained package.")),
    "spam_referrer": (_("Spam"), _("The website it claims to come from is in the list of those that do so to be seen.")),
    "excluded_address": (_("Addresses left out"), _("It comes from one of the addresses that the settings of the site leave out.")),
    "excluded_path": (_("Pages left out"), _("It is one of the pages that the settings of the site leave out.")),
    "prefetch": (_("Loaded beforehand"), _("The browser asked for the page in case it was needed; nobody was seeing it.")),
    "privacy_signal": (_("Asked not to be counted"), _("The browser sends Global Privacy Control. It is honoured.")),
    "too_many": (_("Too many in a minute"), _("More than 600 a minute from the same visitor: it is not a person.")),
    "foreign_origin": (_("From another website"), _("The page that sent it is not on a host name of this site. Look at its settings.")),
    "unknown_site": (_("Unknown site"), _("No site counts that host name. Add it in the settings of yours.")),
    "bad_json": (_("Badly written"), _("What was sent is not JSON. An old copy of the script, or somebody trying things.")),
    "bad_payload": (_("Incomplete"), _("What was sent lacks something or has too much of it.")),
    "bad_address": (_("Wrong address"), _("The page's address cannot be read.")),
    "too_large": (_("Too large"), _("What was sent is larger than any page view can be.")),
    "bad_method": (_("Wrong method"), _("Events are sent with POST.")),
    "spool_full": (_("Could not be kept"), _("The store has been down for so long that the spool is full. The browser was told so.")),
    "spool_failed": (_("Could not be kept"), _("The disk could not be written. The browser was told so.")),
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A reason, in words, with its figures."""

    name: Text
    why: Text
    count: int
    last: datetime
    counted: bool


@dataclass(frozen=True, kw_only=True)
class Health:
    """What became of what was received in the last hours."""

    reasons: Sequence[Reason]
    since: datetime

    @property
    def received(self) -> int:
        """All that was received."""
        return sum(reason.count for reason in self.reasons)

    @property
    def counted(self) -> int:
        """What was counted."""
        return sum(reason.count for reason in self.reasons if reason.counted)


def health(site: Site, now: datetime) -> Health:
    """What became of what was received for a site in the last day, most frequent first."""
    zone = ZoneInfo(site.time_zone)
    since = (now - timedelta(hours=HOURS)).replace(second=0, microsecond=0)
    found = outcomes(scope_of([site]), since)
    reasons = []
    for each in found:
        name, why = WHY.get(each.reason, (each.reason, ""))
        reasons.append(Reason(name=name, why=why, count=each.count, last=each.last.astimezone(zone), counted=each.reason == ACCEPTED))
    return Health(reasons=reasons, since=since.astimezone(zone))
