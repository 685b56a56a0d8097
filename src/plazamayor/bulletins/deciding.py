"""What people decide about acts: that they are for the house, of no use, or that they do concern us; and when their terms end."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.bulletins.models import FoundTerm, Item, Match
from plazamayor.bulletins.telling import NotOffered
from plazamayor.bulletins.texts import find_terms
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record


class NoDay(Mistake):
    """A term without a day cannot be confirmed: it has to be said."""


@transaction.atomic
def settle(*, match: Match, state: Match.State, by: Membership, now: datetime) -> None:
    """Says what becomes of an act: for the house, discarded, or to be seen again. One that is a piece stays one."""
    if match.state in {state, Match.State.TAKEN} or state == Match.State.TAKEN:
        return
    match.state = state
    match.save(update_fields=["state"])
    record(match.organisation, by, "gazette_act.settled", match, {"identifier": match.item.identifier, "act_state": state.value}, now)


@transaction.atomic
def bring_in(*, item: Item, by: Membership, now: datetime) -> Match:
    """Takes an act that nothing followed; raises NotOffered for those that name people."""
    if item.names_people:
        raise NotOffered(_("It names people: it is neither searched by name nor offered."))
    why = [{"kind": "by_hand", "text": by.person.name}]
    made, new = Match.objects.get_or_create(organisation=by.organisation, item=item, defaults={"why": why, "created": now, "digested": now})
    if new:
        find_terms(made, item.issue.day)
        record(by.organisation, by, "gazette_act.brought", made, {"identifier": item.identifier}, now)
    return made


@transaction.atomic
def confirm(*, term: FoundTerm, day: date | None, by: Membership, now: datetime) -> None:
    """Confirms a term as it was found, or corrects its last day; raises NoDay."""
    settled = day or term.day
    if settled is None:
        raise NoDay(_("The text does not say from when it counts: write the last day."))
    term.confirmed, term.confirmed_by, term.confirmed_at = settled, by.person, now
    term.save(update_fields=["confirmed", "confirmed_by", "confirmed_at"])
    told = {"identifier": term.match.item.identifier, "found_day": term.day.isoformat() if term.day else "", "day": settled.isoformat()}
    record(term.match.organisation, by, "gazette_term.confirmed", term.match, told, now)


@transaction.atomic
def say_term(*, match: Match, day: date, by: Membership, now: datetime) -> FoundTerm:
    """Writes by hand the last day of an act whose text gives none that was understood."""
    rule = {"origin": "until", "purpose": "other", "amount": 0, "unit": None, "day": day.isoformat(), "start": 0, "end": 0}
    made = FoundTerm.objects.create(match=match, quote="", rule=rule, day=day)
    confirm(term=made, day=day, by=by, now=now)
    return made
