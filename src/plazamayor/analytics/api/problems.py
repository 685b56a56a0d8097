"""What can go wrong with a call, as RFC 9457 tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status and its title, which is always the same."""

    status: int
    title: str | Promise


KINDS: dict[str, Kind] = {
    "not-authenticated": Kind(401, _("A valid token is needed.")),
    "not-allowed": Kind(403, _("This token was not given for that.")),
    "withheld": Kind(403, _("The mode of the site does not allow it.")),
    "not-found": Kind(404, _("There is nothing here for this token.")),
    "wrong-method": Kind(405, _("This address is not asked so.")),
    "repeated-key": Kind(409, _("That key was used with other events, or it is not known whether they were kept.")),
    "too-large": Kind(413, _("Too much was sent at once.")),
    "wrong-parameter": Kind(400, _("A parameter cannot be understood.")),
    "wrong-body": Kind(400, _("What was sent cannot be understood.")),
    "wrong-event": Kind(422, _("An event cannot be taken. None was.")),
    "wrong-step": Kind(422, _("A step of a procedure cannot be taken. None was.")),
    "wrong-count": Kind(422, _("A count cannot be taken. None was.")),
    "personal-data": Kind(422, _("An event seems to carry personal data. None was taken.")),
    "too-many": Kind(429, _("Too many calls in a minute, or at once.")),
    "being-answered": Kind(503, _("The question is long and is being answered.")),
    "not-available": Kind(503, _("It cannot be done now. Try again in a moment.")),
}


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with what was sent: where (such as `events[3].time`) and why."""

    where: str
    why: str


class Problem(Exception):
    """A call cannot be answered. `kind` is one of KINDS; `detail` says what to do about this one."""

    def __init__(self, kind: str, detail: str, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.faults = list(faults)
        self.headers = dict(headers or {})


class ProblemAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem, as RFC 9457 says. `errors` names each thing wrong with what was sent."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


def describe(kind: str, detail: str, faults: Sequence[Fault] = ()) -> ProblemAnswer:
    """What is told of a problem."""
    address = settings.BASE_URL + reverse("api_problem", args=[kind])
    return ProblemAnswer(type=address, title=str(KINDS[kind].title), status=KINDS[kind].status, detail=detail, errors=list(faults))


def response_of(problem: Problem) -> HttpResponse:
    """The answer that tells a problem."""
    told = msgspec.json.encode(describe(problem.kind, problem.detail, problem.faults))
    return HttpResponse(told, status=KINDS[problem.kind].status, content_type=MEDIA_TYPE, headers=problem.headers)
