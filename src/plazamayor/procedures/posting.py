"""Addresses that only take forms: whoever opens one, from the history or a link, is led to the page it belongs to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from plazamayor.organisation.models import Membership

View = Callable[..., HttpResponseBase]


def posted(page: str) -> Callable[[View], View]:
    """Answers a form with a view, and anything else with the page of that name; `{kind}` in it is that of the address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, member: Membership, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, member, **kwargs)
            code = [kwargs["code"]] if "code" in kwargs else []
            return redirect(page.format(**kwargs), member.organisation.code, *code)

        return answered

    return decorate
