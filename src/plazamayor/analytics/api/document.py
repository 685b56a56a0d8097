"""The OpenAPI 3.1 document: its schemas are made from the types the code answers with, so both agree."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from plazamayor.analytics.api import answers
from plazamayor.analytics.api.problems import MEDIA_TYPE, ProblemAnswer
from plazamayor.analytics.dashboard.look import COMPARISONS, PERIODS
from plazamayor.analytics.reports.filters import FILTERABLE
from plazamayor.analytics.reports.readings import VITALS
from plazamayor.analytics.reports.stats import PANELS
from plazamayor.core.interface import descriptions

Json = dict[str, Any]
TYPES = (
    answers.Sites,
    answers.Stats,
    answers.Series,
    answers.Panel,
    answers.LoadTimes,
    answers.Depths,
    answers.Properties,
    answers.Live,
    answers.GivenBatch,
    answers.Taken,
    ProblemAnswer,
)
REF = "#/components/schemas/{name}"
_types_of_others: list[type] = []
_paths_of_others: Json = {}
PROBLEMS = {
    "400": "A parameter or the body cannot be understood.",
    "401": "There is no valid token.",
    "403": "The token was not given for that, or the mode of the site withholds it.",
    "404": "The token opens no such site, or there is no such panel.",
    "429": "Too many calls in a minute, or too many at once; see Retry-After.",
    "503": "It cannot be done now, or the question is long and is being answered: ask the same again. See Retry-After.",
}
WRITING_PROBLEMS = {
    "400": "The body is not JSON.",
    "401": PROBLEMS["401"],
    "403": PROBLEMS["403"],
    "409": "The key was used with other events, or it is not known whether they were kept.",
    "413": "A batch is at most 256 KiB.",
    "422": "An event is wrong or seems to carry personal data; `errors` names each. None was taken.",
    "429": PROBLEMS["429"],
    "503": "Nothing was kept; send it again later.",
}
LIMITS = {
    name: {"description": text, "schema": {"type": "integer"}}
    for name, text in {
        "RateLimit-Limit": "Calls that this token may make in a minute.",
        "RateLimit-Remaining": "How many are left in the present one.",
        "RateLimit-Reset": "Seconds until it begins anew.",
    }.items()
}


def describe_calls(paths: Json, types: Sequence[type]) -> None:
    """Adds the calls of an upper room, with the types they take and answer; refuses to describe an address twice."""
    twice = _paths_of_others.keys() & paths.keys()
    if twice:
        raise ValueError(f"already described: {', '.join(sorted(twice))}")
    _paths_of_others.update(paths)
    _types_of_others.extend(types)
    _document.cache_clear()


def document() -> Json:
    """The whole document, with what upper rooms describe of theirs."""
    descriptions.describe()
    return _document()


@cache
def _document() -> Json:
    _refs, schemas = msgspec.json.schema_components((*TYPES, *_types_of_others), ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Plaza Mayor",
            "version": "1",
            "summary": "Figures of an administration's websites, and events that its servers saw.",
            "description": "The same questions as the dashboard's, with the same filters and the same limits of exempt mode. "
            "Tokens are made in the console, under Govern. See docs/api.md.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {**_paths(), **_paths_of_others},
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}, "headers": LIMITS},
    }


def _paths() -> Json:
    site = [inside("domain", "Domain of a site that the token opens.", {"type": "string"})]
    name = inside("name", "Which panel.", {"enum": list(PANELS)})
    metric = inside("metric", "Which load time.", {"enum": list(VITALS)})
    return {
        "/api/v1/sites": reading("sites", "The sites that the token opens", "Sites", _page()),
        "/api/v1/sites/{domain}/stats": reading("stats", "The totals of a period", "Stats", [*site, *_asking()]),
        "/api/v1/sites/{domain}/series": reading("series", "The figures of each day", "Series", [*site, *_asking()]),
        "/api/v1/sites/{domain}/panels/{name}": reading("panel", "The values of a panel", "Panel", [*site, name, *_asking(), *_page()]),
        "/api/v1/sites/{domain}/load-times/{metric}": reading(
            "loadTimes", "A load time of each page", "LoadTimes", [*site, metric, *_asking(), *_page()]
        ),
        "/api/v1/sites/{domain}/scroll-depth": reading("scrollDepth", "How far pages are read", "Depths", [*site, *_asking(), *_page()]),
        "/api/v1/sites/{domain}/event-properties": reading(
            "eventProperties", "What own events say", "Properties", [*site, *_opening(), *_asking(), *_page()]
        ),
        "/api/v1/sites/{domain}/live": reading("live", "The last thirty minutes", "Live", site),
        "/api/v1/events": {"post": _writing_events()},
    }


def reading(id: str, summary: str, answer: str, parameters: list[Json]) -> Json:
    """A call that reads: the name of the type it answers, and its parameters."""
    responses = {
        "200": {"description": summary, "headers": _limits(), "content": _content("application/json", answer)},
        **_problems(PROBLEMS),
    }
    return {
        "get": {
            "operationId": id,
            "summary": summary,
            "description": "Scope: `read_stats`.",
            "parameters": parameters,
            "responses": responses,
        }
    }


def _writing_events() -> Json:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A name of your own for the batch. Sent again with it within four days, the same batch counts once.",
        "schema": {"type": "string", "maxLength": 100},
    }
    said = "Scope: `write_events`. All are taken, or none. They are on disk before the answer."
    described = writing("events", "Events that a server saw", said, ("GivenBatch", "Taken"), status="202", problems=WRITING_PROBLEMS)
    return {**described, "parameters": [key]}


def writing(id: str, summary: str, said: str, types: tuple[str, str], *, status: str, problems: dict[str, str]) -> Json:
    """A call that sends something: the names of the types it takes and answers, and what may go wrong, by status."""
    taken, answer = types
    return {
        "operationId": id,
        "summary": summary,
        "description": said,
        "requestBody": {"required": True, "content": _content("application/json", taken)},
        "responses": {
            status: {"description": "They were taken.", "headers": _limits(), "content": _content("application/json", answer)},
            **_problems(problems),
        },
    }


def _opening() -> list[Json]:
    name = {"type": "string", "maxLength": 100}
    return [
        parameter("event", "An own event; any unless told.", name),
        parameter("property", "A property of that event; any unless told.", name),
    ]


def _asking() -> list[Json]:
    days = {"type": "string", "format": "date"}
    return [
        parameter("period", "A named period; 28d unless told.", {"enum": [*PERIODS, "custom"]}),
        parameter("from", "First day of a custom period, included.", days),
        parameter("to", "Last day of a custom period, included.", days),
        parameter("compare", "The period compared with; none unless told.", {"enum": list(COMPARISONS)}),
        {
            **parameter("f", f"A filter, `name:value` or `!name:value`; several may be given. Names: {', '.join(FILTERABLE)}.", {}),
            "schema": {"type": "array", "items": {"type": "string"}},
            "explode": True,
        },
    ]


def _page() -> list[Json]:
    return [
        parameter("limit", "How many; 100 unless told.", {"type": "integer", "minimum": 1, "maximum": 1000}),
        parameter("offset", "From which on.", {"type": "integer", "minimum": 0}),
    ]


def parameter(name: str, description: str, schema: Json) -> Json:
    """A parameter of a call, after the question mark."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def inside(name: str, description: str, schema: Json) -> Json:
    """A part of a call's address."""
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _problems(told: dict[str, str]) -> Json:
    return {status: {"description": text, "content": _content(MEDIA_TYPE, "ProblemAnswer")} for status, text in told.items()}


def _content(media: str, name: str) -> Json:
    return {media: {"schema": {"$ref": REF.format(name=name)}}}


def _limits() -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
