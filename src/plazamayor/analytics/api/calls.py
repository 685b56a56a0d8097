"""How every call is answered: the token, its permission, its limit, the language, and problems told as RFC 9457 says."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from plazamayor.analytics.api.access import require, token_of
from plazamayor.analytics.api.bodies import LARGEST
from plazamayor.analytics.api.bounds import AGAIN, BeingAnswered, NotAnswered, TooManyAtOnce, at_once
from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.api.operations import note_use
from plazamayor.analytics.api.problems import Problem, response_of
from plazamayor.analytics.models import ApiToken
from plazamayor.analytics.store import StoreUnavailable

A_MINUTE = {
    ApiToken.Scope.READ_STATS: 120,
    ApiToken.Scope.WRITE_EVENTS: 600,
    ApiToken.Scope.WRITE_COUNTS: 60,
    ApiToken.Scope.WRITE_STEPS: 1200,
}
"""Calls of one token in a minute."""


@dataclass(frozen=True)
class Call:
    """Who calls and when."""

    token: ApiToken
    now: datetime


Endpoint = Callable[Concatenate[HttpRequest, Call, ...], msgspec.Struct]


def endpoint(scope: ApiToken.Scope, *, method: str = "GET", status: int = 200) -> Callable[[Endpoint], Callable[..., HttpResponse]]:
    """Answers a call with what the function gives, as JSON, to whoever shows a token given for that."""

    def decorate(answer: Endpoint) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(answer)
        def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            with translation.override(translation.get_language_from_request(request)):
                response = _answered(request, method, scope, lambda call: _json(answer(request, call, **kwargs), status))
                response["Content-Language"] = translation.get_language() or "es"
            response["Cache-Control"] = "no-store"
            return response

        answered.scope = scope  # type: ignore[attr-defined]  # the OpenAPI document reads it
        return answered

    return decorate


def _answered(request: HttpRequest, method: str, scope: ApiToken.Scope, answer: Callable[[Call], HttpResponse]) -> HttpResponse:
    headers: dict[str, str] = {}
    try:
        call = _admitted(request, method, scope, headers)
        with at_once(f"programs of {call.token.organisation_id}") if scope == ApiToken.Scope.READ_STATS else nullcontext():
            response = answer(call)
    except Problem as problem:
        response = response_of(problem)
    except RequestDataTooBig:
        response = response_of(Problem("too-large", _("A batch is at most %(n)s bytes.") % {"n": LARGEST}))
    except TooManyAtOnce as why:
        response = response_of(Problem("too-many", str(why), headers={"Retry-After": "1"}))
    except BeingAnswered as why:
        response = response_of(Problem("being-answered", str(why), headers={"Retry-After": str(AGAIN)}))
    except NotAnswered as why:
        response = response_of(Problem("not-available", str(why), headers={"Retry-After": "30"}))
    except StoreUnavailable as why:
        response = response_of(Problem("not-available", str(why), headers={"Retry-After": "30"}))
    for name, value in headers.items():
        response[name] = value
    return response


def _admitted(request: HttpRequest, method: str, scope: ApiToken.Scope, headers: dict[str, str]) -> Call:
    """Lets a call in and puts in `headers` how much of the limit is left; raises Problem."""
    methods = {"GET", "HEAD"} if method == "GET" else {method}
    if request.method not in methods:
        raise Problem("wrong-method", _("Ask it with %(method)s.") % {"method": method}, headers={"Allow": ", ".join(sorted(methods))})
    now = timezone.now()
    token = token_of(request.headers.get("Authorization", ""), now)
    spent = spend(f"token:{token.pk}:{scope}", A_MINUTE[scope], now)
    headers.update(spent.headers)
    if not spent.within:
        raise Problem("too-many", _("This token may call %(n)s times a minute.") % {"n": spent.limit})
    require(token, scope)
    note_use(token, now)
    return Call(token, now)


def _json(found: msgspec.Struct, status: int) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(found), status=status, content_type="application/json")
