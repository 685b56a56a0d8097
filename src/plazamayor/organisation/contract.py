"""What upper rooms tell this one: how their acts, and what they tell of them, read in the audit trail."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core import formatting
from plazamayor.organisation.codes import LANGUAGES as LANGUAGES  # noqa: PLC0414 other rooms speak of them too
from plazamayor.organisation.models import Role

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
    "factor.added": _("added a second factor"),
    "factor.removed": _("removed a second factor"),
    "password.changed": _("changed their password"),
    "password.reset": _("chose another password by a link sent to their e-mail"),
}


_named: dict[str, str | Promise] = {
    "code": _("short name in addresses"),
    "name": _("name"),
    "kind": _("kind"),
    "ine_code": _("INE code"),
    "dir3_code": _("DIR3 code"),
    "territory": _("territory"),
    "time_zone": _("time zone"),
    "languages": _("languages"),
    "require_second_factor": _("second factor for everybody"),
    "role": _("role"),
    "unit": _("unit"),
    "members": _("people"),
    "day": _("day"),
    "minutes": _("minutes"),
    "form": _("format"),
    "first": _("first day"),
    "last": _("last day"),
    "value": _("value"),
    "text": _("text"),
    "factor": _("second factor"),
}
_DAYS = {"day", "first", "last"}
_valued: dict[str, dict[str, str | Promise]] = {
    "role": {role.value: role.label for role in Role},
    "factor": {"totp": _("authenticator app"), "webauthn": _("security key or passkey"), "recovery_codes": _("recovery codes")},
}


def describe_acts(
    acts: dict[str, str | Promise],
    details: dict[str, str | Promise] | None = None,
    values: dict[str, dict[str, str | Promise]] | None = None,
) -> None:
    """Says how a room's acts read on the page of the trail, and the names of what it tells of them; refuses to describe an act twice.

    `values` are the words for what a detail may be.
    """
    twice = _described.keys() & acts.keys()
    if twice:
        raise ValueError(f"already described: {', '.join(sorted(twice))}")
    _described.update(acts)
    _named.update(details or {})
    for name, words in (values or {}).items():
        _valued.setdefault(name, {}).update(words)


def description(act: str) -> str:
    """How an act reads; its own code when no room describes it."""
    return str(_described.get(act, act))


def acts() -> dict[str, str]:
    """Every act described, by code."""
    return {act: str(text) for act, text in _described.items()}


def _plain(name: str, value: Any) -> str:
    if value in ("", None, []):
        return formatting.NOTHING
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(_plain(name, each) for each in value)
    if isinstance(value, dict):
        return " ".join(_plain(key, each) for key, each in value.items())
    if name in _DAYS:
        return formatting.day(date.fromisoformat(value))
    return str(_valued.get(name, {}).get(value, value))


def told(content: dict[str, Any]) -> list[tuple[str, str]]:
    """What an entry tells, in words; a pair is what something was and what it became. What is empty is left out."""
    lines = []
    for name, value in content.items():
        changed = isinstance(value, list) and len(value) == 2  # noqa: PLR2004 before and after
        text = f"{_plain(name, value[0])} → {_plain(name, value[1])}" if changed else _plain(name, value)
        if value not in ("", None, []):
            lines.append((str(_named.get(name, name)), text))
    return lines
