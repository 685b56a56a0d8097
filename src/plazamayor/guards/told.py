"""What the room says elsewhere: above every page while something rules, and the words of its acts in the audit trail."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import moment
from plazamayor.guards.models import ElectoralCall, Silence
from plazamayor.guards.names import NAMES
from plazamayor.organisation.access import Permission, may, member_of

_NEAR = timedelta(days=1)


def ruling(request: HttpRequest) -> dict[str, Any] | None:
    """The electoral periods and silences that rule now, for whoever publishes or decides; None when none does."""
    from plazamayor.guards.queries import period_of  # noqa: PLC0415 the door loads every rule: commands that draw no page do without

    member = member_of(request)
    if member is None or not (may(member, Permission.WRITE_PIECES) or may(member, Permission.APPROVE_PIECES)):
        return None
    now = timezone.now()
    day = now.date()
    calls = ElectoralCall.objects.filter(organisation=member.organisation, called__lte=day + _NEAR, voting__gte=day - _NEAR)
    periods = [period for each in calls if (period := period_of(each)).holds_at(now)]
    open_ones = Silence.objects.filter(Q(ends=None) | Q(ends__gt=now), organisation=member.organisation, begins__lte=now)
    silences = [{"text": each.text, "until": moment(each.ends) if each.ends else ""} for each in open_ones]
    if not periods and not silences:
        return None
    return {"periods": [{"name": each.name, "until": moment(each.ends)} for each in periods], "silences": silences}


def values() -> dict[str, dict[str, str | Promise]]:
    """The words for what details of the room's acts may be."""
    return {
        "guard": dict(NAMES),
        "guard_gravity": {"fine": _("off"), "warns": _("warning"), "holds": _("waits"), "blocks": _("stops it")},
        "silence": dict(Silence.Kind.choices),
        "elections": dict(ElectoralCall.Scope.choices),
    }
