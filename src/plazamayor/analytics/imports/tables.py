"""Logs whose columns are named by a heading in the file (W3C extended: IIS, CloudFront, NetScaler, Incapsula) or in each line (JSON)."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import msgspec

from plazamayor.analytics.imports.hits import Clock, Filtered, Hit, Rejected, hit_of

HEADING: Final = b"#Fields:"
COLUMNS: Final = {
    "date": "date",
    "time": "time",
    "date-local": "date-local",
    "time-local": "time-local",
    "c-ip": "remote_addr",
    "cs-method": "request_method",
    "cs-uri-stem": "request_uri",
    "cs-uri": "url",
    "cs-uri-query": "args",
    "sc-status": "status",
    "cs(User-Agent)": "http_user_agent",
    "cs(Referer)": "http_referer",
    "cs(Referrer)": "http_referer",
    "x-host-header": "host",
    "cs(Host)": "host",
    "cs-host": "host",
}
_CELL = re.compile(rb'"((?:[^"]|"")*)"|(\S+)')


class Table:
    """The columns of a W3C extended log, as its last heading names them."""

    def __init__(self, heading: bytes = b"") -> None:
        self.heading = heading
        self.names = [name.decode("latin-1") for name in heading.removeprefix(HEADING).split()]

    @property
    def has_agent(self) -> bool:
        """Whether lines say what browser asked."""
        return "cs(User-Agent)" in self.names

    def read(self, line: bytes, clock: Clock) -> Hit:
        """Reads a line; raises Filtered or Rejected."""
        if not self.names:
            raise Rejected("columns")
        cells, tabbed = self._cells(line)
        if len(cells) != len(self.names):
            raise Rejected("columns")
        named = dict(zip(self.names, cells, strict=True))
        fields = {COLUMNS[name]: value for name, value in named.items() if name in COLUMNS and (COLUMNS[name] != "host" or value != b"-")}
        fields.update(host=named["x-host-header"]) if "x-host-header" in named else None
        if "date-local" in fields and "date" not in fields:
            fields["datetime_local"] = fields["date-local"] + b"T" + fields.get("time-local", b"")
        _decode(fields, tabbed=tabbed)
        return hit_of(fields, clock)

    def matches(self, line: bytes, clock: Clock) -> bool:
        """Says whether a line has the columns of the heading."""
        return _understood(self.read, line, clock)

    def _cells(self, line: bytes) -> tuple[Sequence[bytes], bool]:
        if line.count(b"\t") >= len(self.names) - 1:
            return line.rstrip(b"\r").split(b"\t"), True
        if b'"' not in line:
            return line.split(), False
        return [quoted.replace(b'""', b'"') if quoted or not bare else bare for quoted, bare in _CELL.findall(line)], False


def _decode(fields: dict[str, bytes], *, tabbed: bool) -> None:
    """Undoes how each server writes spaces inside a cell: IIS as `+`, CloudFront as `%20`, or `%2520` in older logs."""
    for name in ("http_user_agent", "http_referer"):
        value = fields.get(name, b"")
        if tabbed:
            value = unquote_to_bytes(unquote_to_bytes(value))
        elif name == "http_user_agent" and b" " not in value:
            value = value.replace(b"+", b" ")
        fields[name] = value
    fields.setdefault("request_uri", fields.get("url", b""))
    if "url" in fields and b"://" not in fields["url"] and not fields["url"].startswith(b"/"):
        fields["request_uri"] = b"http://" + fields["url"]


class Lines:
    """A log of JSON objects. `paths` says where each word of the pattern language is, dotted, first found first."""

    def __init__(self, paths: dict[str, tuple[str, ...]]) -> None:
        self.paths = [(word, [tuple(path.split(".")) for path in choices]) for word, choices in paths.items()]
        self._decoder = msgspec.json.Decoder()

    has_agent: Final = True

    def read(self, line: bytes, clock: Clock) -> Hit:
        """Reads a line; raises Filtered or Rejected."""
        try:
            record = self._decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Rejected("malformed") from None
        if not isinstance(record, dict):
            raise Rejected("malformed")
        fields = {word: value for word, choices in self.paths if (value := _first(record, choices)) is not None}
        if not fields.keys() & {"remote_addr"} or not fields.keys() & {"request_uri", "request"}:
            raise Rejected("malformed")
        return hit_of(_timed(fields), clock)

    def matches(self, line: bytes, clock: Clock) -> bool:
        """Says whether a line holds what the format names."""
        return _understood(self.read, line, clock)


def _understood(read: Callable[[bytes, Clock], Hit], line: bytes, clock: Clock) -> bool:
    try:
        read(line, clock)
    except Filtered:
        return True
    except Rejected:
        return False
    return True


def _first(record: dict[str, Any], choices: list[tuple[str, ...]]) -> bytes | None:
    for path in choices:
        value: Any = record
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            # Values of JSON are whole: what looks like an escape inside one is text
            return str(value).encode(errors="replace").replace(b"\\", b"\\\\")
    return None


def _timed(fields: dict[str, bytes]) -> dict[str, bytes]:
    """Takes a moment for seconds, for `10/Feb/2012:16:42:07 -0500` or for ISO 8601 by how it looks."""
    text = fields.pop("moment", b"")
    if text.replace(b".", b"", 1).isdigit():
        return {**fields, "time_s": text}
    return {**fields, "time_local" if b"/" in text else "time_iso8601": text}
