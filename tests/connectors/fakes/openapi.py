"""What a request does that an OpenAPI description does not know: an address, a parameter, a field or its type."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from tests.connectors.fakes.network import Request


def complaints(file: str, request: Request) -> Iterator[str]:
    """The complaints about a request. Files and octets are believed; what a form carries is of the type that is described."""
    described = schema(file)
    said = f"{request.method} {request.path}"
    found = _operation(described, request)
    if found is None:
        yield f"{said}: there is no such operation"
        return
    parameters = [_whole(described, each) for each in found.get("parameters", [])]
    known = {each["name"]: each for each in parameters if each["in"] == "query"}
    yield from (f"{said}: there is no parameter {name}" for name in request.query if name not in known)
    yield from (f"{said}: {name} lacks" for name, each in known.items() if each.get("required") and name not in request.query)
    for name, value in request.query.items():
        if name in known:
            yield from (f"{said}: {name}: {each}" for each in _wrong(described, known[name]["schema"], _read(value, known[name]["schema"])))
    contents = found.get("requestBody", {}).get("content", {})
    sent = {**request.fields, **dict.fromkeys(request.files, "octets")}
    if sent and not contents:
        yield f"{said}: there is no body"
    for content in list(contents.values())[:1]:
        properties = _whole(described, content["schema"]).get("properties", {})
        typed = {name: _read(value, properties.get(name, {})) for name, value in sent.items()} if request.files else sent
        yield from (f"{said}: {each}" for each in _wrong(described, content["schema"], typed))


@cache
def schema(file: str) -> dict[str, Any]:
    """A description, read once."""
    with open(file, encoding="utf-8") as stream:  # noqa: PTH123 the name of a file is what can be remembered
        found: dict[str, Any] = json.load(stream)
    return found


def _operation(described: dict[str, Any], request: Request) -> dict[str, Any] | None:
    parts = request.path.strip("/").split("/")
    fitting = [
        path
        for path, methods in described["paths"].items()
        if request.method.lower() in methods
        and len(parts) == len(path.strip("/").split("/"))
        and all(part == each or part.startswith("{") for part, each in zip(path.strip("/").split("/"), parts, strict=True))
    ]
    found: dict[str, Any] | None = None
    for path in sorted(fitting, key=lambda path: path.count("{")):
        found = described["paths"][path][request.method.lower()]
        break
    return found


def _wrong(described: dict[str, Any], part: dict[str, Any], value: Any) -> Iterator[str]:
    validator = Draft202012Validator({"components": described["components"], **part})
    yield from (each.message[:200] for each in validator.iter_errors(value))


def _whole(described: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    found = part
    for name in part.get("$ref", "#").split("/")[1:]:
        found = (described if found is part else found)[name]
    return found


def _read(value: Any, part: dict[str, Any]) -> Any:
    """A value as its type is, out of the words that travel."""
    kind = part.get("type")
    if kind == "integer" and str(value).isdigit():
        return int(value)
    return str(value).split(",") if kind == "array" else value
