"""The OpenAPI 3.1 document: its schemas are made from the types the code answers with, so both agree."""

from functools import cache
from typing import Any

import msgspec

from plazamayor.analytics.api import answers
from plazamayor.analytics.api.problems import MEDIA_TYPE, ProblemAnswer
from plazamayor.analytics.dashboard.look import COMPARISONS, PERIODS
from plazamayor.analytics.reports.filters import FILTERABLE
from plazamayor.analytics.reports.stats import PANELS

TYPES = (answers.Sites, answers.Stats, answers.Series, answers.Panel, answers.Live, answers.GivenBatch, answers.Taken, ProblemAnswer)
REF = "#/components/schemas/{name}"
Json = dict[str, Any]
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


@cache
def document() -> Json:
    """The whole document."""
    _refs, schemas = msgspec.json.schema_components(TYPES, ref_template=REF)
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
        "paths": _paths(),
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}, "headers": LIMITS},
    }


def _paths() -> Json:
    site = [_inside("domain", "Domain of a site that the token opens.", {"type": "string"})]
    name = _inside("name", "Which panel.", {"enum": list(PANELS)})
    return {
        "/api/v1/sites": _reading("sites", "The sites that the token opens", "Sites", _page()),
        "/api/v1/sites/{domain}/stats": _reading("stats", "The totals of a period", "Stats", [*site, *_asking()]),
        "/api/v1/sites/{domain}/series": _reading("series", "The figures of each day", "Series", [*site, *_asking()]),
        "/api/v1/sites/{domain}/panels/{name}": _reading("panel", "The values of a panel", "Panel", [*site, name, *_asking(), *_page()]),
        "/api/v1/sites/{domain}/live": _reading("live", "The last thirty minutes", "Live", site),
        "/api/v1/events": {"post": _writing()},
    }


def _reading(id: str, summary: str, answer: str, parameters: list[Json]) -> Json:
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


def _writing() -> Json:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A name of your own for the batch. Sent again with it within four days, the same batch counts once.",
        "schema": {"type": "string", "maxLength": 100},
    }
    return {
        "operationId": "events",
        "summary": "Events that a server saw",
        "description": "Scope: `write_events`. All are taken, or none. They are on disk before the answer.",
        "parameters": [key],
        "requestBody": {"required": True, "content": _content("application/json", "GivenBatch")},
        "responses": {
            "202": {"description": "They were taken.", "headers": _limits(), "content": _content("application/json", "Taken")},
            **_problems(WRITING_PROBLEMS),
        },
    }


def _asking() -> list[Json]:
    days = {"type": "string", "format": "date"}
    return [
        _query("period", "A named period; 28d unless told.", {"enum": [*PERIODS, "custom"]}),
        _query("from", "First day of a custom period, included.", days),
        _query("to", "Last day of a custom period, included.", days),
        _query("compare", "The period compared with; none unless told.", {"enum": list(COMPARISONS)}),
        {
            **_query("f", f"A filter, `name:value` or `!name:value`; several may be given. Names: {', '.join(FILTERABLE)}.", {}),
            "schema": {"type": "array", "items": {"type": "string"}},
            "explode": True,
        },
    ]


def _page() -> list[Json]:
    return [
        _query("limit", "How many; 100 unless told.", {"type": "integer", "minimum": 1, "maximum": 1000}),
        _query("offset", "From which on.", {"type": "integer", "minimum": 0}),
    ]


def _query(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _inside(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _problems(told: dict[str, str]) -> Json:
    return {status: {"description": text, "content": _content(MEDIA_TYPE, "ProblemAnswer")} for status, text in told.items()}


def _content(media: str, name: str) -> Json:
    return {media: {"schema": {"$ref": REF.format(name=name)}}}


def _limits() -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
