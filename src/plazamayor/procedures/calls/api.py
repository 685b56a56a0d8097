"""Steps told by an e-office's server. A call names nobody; told again with its key it counts once."""

from datetime import datetime
from typing import Annotated, Final

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Meta

from plazamayor.analytics.contract import (
    Call,
    Fault,
    Given,
    GivenBatch,
    Problem,
    describe_calls,
    endpoint,
    keep,
    read_body,
    sites_of,
    writing,
)
from plazamayor.analytics.models import ApiToken
from plazamayor.procedures.calls.naming import looks_personal, opaque
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import event_of

ADDRESS: Final = "/api/v1/steps"
_Text = Annotated[str, Meta(min_length=1, max_length=40)]


class GivenStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody reached a step of a procedure, or one of its other ends. There is no field for who it was."""

    procedure: Annotated[_Text, Meta(description="The code of a procedure of the administration.")]
    step: Annotated[_Text, Meta(description="The key of one of its steps, ends, errors or helps.")]
    key: Annotated[
        str,
        Meta(
            description="Names this call: sent again with the same key, it counts once. A random UUID will do.",
            min_length=8,
            max_length=100,
        ),
    ]
    visit: Annotated[
        str,
        Meta(
            description="The token that the tracker gave a page (plaza.token()). Without it a step counts in totals, not in the funnel.",
            max_length=200,
        ),
    ] = ""
    case: Annotated[
        str,
        Meta(
            description="A token of yours that follows one case across visits, where a legal basis is declared. Opaque: no file number.",
            max_length=100,
        ),
    ] = ""
    time: Annotated[datetime | None, Meta(description="With its offset from UTC; at most 72 hours old. Now, if it is not said.")] = None


class GivenSteps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some steps, all taken or none."""

    steps: Annotated[list[GivenStep], Meta(min_length=1, max_length=100)]


class TakenSteps(msgspec.Struct, frozen=True):
    """How many were taken, and how many of them belong to a visit."""

    accepted: int
    in_visits: int


_decode = msgspec.json.Decoder(GivenSteps).decode


@endpoint(ApiToken.Scope.WRITE_STEPS, method="POST", status=202)
def steps(request: HttpRequest, call: Call) -> TakenSteps:
    """Takes steps that an e-office's server saw."""
    given = read_body(request.body, _decode, "wrong-step", _("The step is not as it should be.")).steps
    known = {procedure.code: procedure for procedure in _procedures(call.token)}
    events: list[Given] = []
    faults: list[Fault] = []
    for number, each in enumerate(given):
        wrong = _faults(each, known)
        faults += [Fault(f"steps[{number}].{fault.where}", fault.why) for fault in wrong]
        if not wrong:
            events.append(_event(each, known[each.procedure]))
    if faults:
        raise Problem("wrong-step", _("Correct what is named and send the whole batch again."), faults=faults)
    try:
        keep(call.token, GivenBatch(events), call.now)
    except Problem as problem:
        raise _of_steps(problem) from problem
    return TakenSteps(len(given), sum(1 for each in given if each.visit))


def _of_steps(problem: Problem) -> Problem:
    """What is wrong with the events that steps are kept as, told of the steps that were sent."""
    faults = [Fault(fault.where.replace("events[", "steps[", 1), fault.why) for fault in problem.faults]
    return Problem("wrong-step" if faults else problem.kind, problem.detail, faults=faults, headers=problem.headers)


def _procedures(token: ApiToken) -> list[Procedure]:
    own = Procedure.objects.select_related("site").prefetch_related("steps")
    return list(own.filter(organisation=token.organisation_id, site__in=sites_of(token)))


def _faults(given: GivenStep, known: dict[str, Procedure]) -> list[Fault]:
    personal = _("It looks like an ID number, an e-mail or a telephone. Send something opaque instead.")
    found = [Fault(field, personal) for field in ("key", "case") if looks_personal(getattr(given, field))]
    procedure = known.get(given.procedure)
    if procedure is None:
        return [*found, Fault("procedure", _("This token opens no procedure with that code that has a site."))]
    if not any(step.key == given.step for step in procedure.steps.all()):
        keys = ", ".join(step.key for step in procedure.steps.all())
        found.append(Fault("step", _("That procedure has no such step. It has: %(keys)s.") % {"keys": keys or "—"}))
    if given.case and procedure.site is not None and procedure.site.exempt:
        found.append(Fault("case", _("In exempt mode nothing is followed across visits. Leave it out.")))
    return found


def _event(given: GivenStep, procedure: Procedure) -> Given:
    site = procedure.site
    assert site is not None  # noqa: S101 only procedures with a site are known
    step = next(step for step in procedure.steps.all() if step.key == given.step)
    told = {"call": opaque(site.pk, given.key)} | ({"case": opaque(site.pk, given.case)} if given.case else {})
    name = event_of(procedure, step)
    return Given(site=site.domain, kind="custom", target=name, properties=told, visit=given.visit, time=given.time)


PROBLEMS = {
    "400": "The body is not JSON.",
    "401": "There is no valid token.",
    "403": "The token was not given for that.",
    "413": "A batch is at most 256 KiB.",
    "422": "A step cannot be taken: `errors` names each and says why. None was.",
    "429": "Too many calls in a minute; see Retry-After.",
    "503": "Nothing can be kept for the moment.",
}
SAID = (
    "Scope: `write_steps`. For e-offices whose pages cannot carry the tracker. All are taken, or none, and the answer comes when they "
    "are durable. Told again with its key, a step counts once."
)


def describe() -> None:
    """Adds the call to the description of the interface."""
    told = writing("steps", "Steps of procedures", SAID, ("GivenSteps", "TakenSteps"), status="202", problems=PROBLEMS)
    describe_calls({ADDRESS: {"post": told}}, [GivenSteps, TakenSteps])
