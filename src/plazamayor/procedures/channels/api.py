"""Counts of other channels told by a program: all or none, and the same ones again change nothing."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Meta

from plazamayor.analytics.contract import Call, Fault, Problem, describe_calls, endpoint, read_body, sites_of, writing
from plazamayor.analytics.models import ApiToken
from plazamayor.procedures.channels.operations import RowsRefused, tell
from plazamayor.procedures.channels.rows import Kind, Row
from plazamayor.procedures.models import ChannelCount, Procedure

ADDRESS = "/api/v1/counts"


class GivenCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """How many times a procedure was completed by a channel in some days, both included. There is no field for anybody."""

    procedure: Annotated[str, Meta(description="The code of a procedure of the administration.", min_length=1, max_length=40)]
    channel: Literal["online", "assisted", "in_person", "phone"]
    first: date
    last: date
    completed: Annotated[int, Meta(ge=0, le=100_000_000)]
    source: Annotated[str, Meta(description="Where it was counted, if a channel is counted in several places.", max_length=60)] = ""


class GivenCounts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some counts, all taken or none."""

    counts: Annotated[list[GivenCount], Meta(min_length=1, max_length=500)]


class ToldCounts(msgspec.Struct, frozen=True):
    """How many were added, how many changed what was told of the same days, and how many were there already."""

    added: int
    changed: int
    unchanged: int


_decode = msgspec.json.Decoder(GivenCounts).decode


@endpoint(ApiToken.Scope.WRITE_COUNTS, method="POST")
def counts(request: HttpRequest, call: Call) -> ToldCounts:
    """Takes what was done by other channels."""
    told = read_body(request.body, _decode, "wrong-count", _("The count is not as it should be."))
    rows = [_row(number, given) for number, given in enumerate(told.counts)]
    organisation = call.token.organisation
    try:
        done = tell(
            organisation=organisation,
            kind=Kind.COUNTS,
            rows=rows,
            by=None,
            now=call.now,
            told=ChannelCount.Told.API,
            program=call.token.name,
            among=procedures_of(call.token),
        )
    except RowsRefused as refused:
        faults = [Fault(f"counts[{line.row.number}]", fault) for line in refused.plan.wrong for fault in line.faults]
        raise Problem("wrong-count", _("Correct what is named and send the whole batch again."), faults=faults) from refused
    return ToldCounts(done.added, done.changed, done.same)


def procedures_of(token: ApiToken) -> list[Procedure]:
    """The procedures that a token opens: those done on its sites, or all of them when it opens every site."""
    own = Procedure.objects.select_related("organisation", "site__organisation").filter(organisation=token.organisation_id)
    return list(own if token.every_site else own.filter(site__in=sites_of(token)))


def _row(number: int, given: GivenCount) -> Row:
    amount = Decimal(given.completed)
    return Row(
        number=number,
        procedure=given.procedure,
        channel=given.channel,
        first=given.first,
        last=given.last,
        amount=amount,
        source="".join(filter(str.isprintable, given.source)).strip(),
    )


PROBLEMS = {
    "400": "The body is not JSON.",
    "401": "There is no valid token.",
    "403": "The token was not given for that.",
    "413": "A batch is at most 256 KiB.",
    "422": "A count cannot be taken: `errors` names each and says why. None was.",
    "429": "Too many calls in a minute; see Retry-After.",
}
SAID = (
    "Scope: `write_counts`. All are taken, or none. A count is known by its procedure, channel, source and days: sent again it changes "
    "nothing, with another figure it is corrected, and days that overlap others already told are refused."
)


def describe() -> None:
    """Adds the call to the description of the interface."""
    types = ("GivenCounts", "ToldCounts")
    told = writing("counts", "What was done by other channels", SAID, types, status="200", problems=PROBLEMS)
    describe_calls({ADDRESS: {"post": told}}, [GivenCounts, ToldCounts])
