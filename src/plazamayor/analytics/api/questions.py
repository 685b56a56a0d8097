"""From the parameters of a call to a question: the same as the dashboard's, but what cannot be understood is refused."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from plazamayor.analytics.api.answers import Days, Page
from plazamayor.analytics.api.problems import Problem
from plazamayor.analytics.dashboard.audience import Asked, asked_of, today_of
from plazamayor.analytics.dashboard.look import COMPARISONS, CUSTOM, PERIODS, read_look, texts_of
from plazamayor.analytics.exempt import Permit
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import freshen
from plazamayor.analytics.reports.periods import Period, WrongPeriod

ASKING = ("period", "from", "to", "compare", "f")
PAGING = ("limit", "offset")
USUAL_LIMIT, MOST = 100, 1000


def asked(request: HttpRequest, site: Site, now: datetime, *, paged: bool = False, also: Iterable[str] = ()) -> Asked:
    """What a call asks of a site; raises Problem for what cannot be understood or may not be shown."""
    only(request, (*ASKING, *(PAGING if paged else ()), *also))
    today = today_of(site, now)
    try:
        look = read_look(_given(request), today)
        freshen(asked_of(site, look, "", now).query)  # who saw a day, and so what may be shown of it, is known once it is refreshed
        found = asked_of(site, look, "", now)
    except WrongPeriod as mistake:
        raise Problem("wrong-parameter", str(mistake)) from mistake
    if look.mistakes:
        raise Problem("wrong-parameter", " ".join(look.mistakes))
    if found.look.mistakes:
        raise Problem("withheld", _("Exempt mode does not allow filters, which cross statistics."))
    return found


def require(permit: Permit, dimension: str) -> None:
    """Raises Problem for what exempt mode does not show."""
    refused = permit.refused(dimension)
    if refused is not None:
        told = {"name": refused.name, "source": refused.source}
        raise Problem("withheld", _("Exempt mode does not show this: %(name)s. Source: %(source)s.") % told)


def _given(request: HttpRequest) -> QueryDict:
    """The parameters as the dashboard reads them. Days need no word that they are custom; nothing is compared unless asked."""
    given = request.GET.copy()
    _one_of(given, "period", {*PERIODS, CUSTOM})
    _one_of(given, "compare", set(COMPARISONS))
    if "from" in given or "to" in given:
        if given.get("period", CUSTOM) != CUSTOM:
            raise Problem("wrong-parameter", _("Give either “period” or “from” and “to”."))
        given["period"] = CUSTOM
    given.setdefault("compare", "none")
    return given


def _one_of(given: QueryDict, name: str, choices: set[str]) -> None:
    if name in given and str(given[name]) not in choices:
        told = {"name": name, "choices": ", ".join(sorted(choices))}
        raise Problem("wrong-parameter", _("“%(name)s” is one of these: %(choices)s.") % told)


def only(request: HttpRequest, known: Iterable[str]) -> None:
    """Raises Problem for a parameter that does not exist: a misspelt filter would otherwise change nothing."""
    unknown = sorted(set(request.GET) - set(known))
    if unknown:
        told = {"names": ", ".join(name[:40] for name in unknown), "known": ", ".join(known)}
        raise Problem("wrong-parameter", _("There is no parameter %(names)s. There are: %(known)s.") % told)


def paging(request: HttpRequest) -> tuple[int, int]:
    """How many are wanted, from which on; raises Problem."""
    limit = _number(request, "limit", USUAL_LIMIT, 1, MOST)
    return limit, _number(request, "offset", 0, 0, 1_000_000)


def _number(request: HttpRequest, name: str, usual: int, least: int, most: int) -> int:
    text = request.GET.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) < len(str(most)) + 1 and least <= int(text) <= most):
        raise Problem(
            "wrong-parameter", _("“%(name)s” is a number from %(least)s to %(most)s.") % {"name": name, "least": least, "most": most}
        )
    return int(text)


def page_of(request: HttpRequest, limit: int, offset: int, total: int) -> Page:
    """Where an answer is in the whole, with the address of what follows."""
    following = None
    if offset + limit < total:
        query = request.GET.copy()
        query["limit"], query["offset"] = str(limit), str(offset + limit)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode(safe='/:,')}")
    return Page(total=total, limit=limit, offset=offset, next=following)


def question_of(found: Asked) -> dict[str, Any]:
    """What was asked, as it was understood."""
    return {
        "site": found.site.domain,
        "timezone": found.site.time_zone,
        "exempt": found.site.exempt,
        "period": _days(found.period),
        "compared": _days(found.compared) if found.compared else None,
        "filters": [text for each in found.look.filters for text in texts_of(each)],
        "origins": sorted({origin for day, origin in found.origins.items() if found.period.first <= day <= found.period.last}),
    }


def _days(period: Period) -> Days:
    return Days(period.first, period.last)
