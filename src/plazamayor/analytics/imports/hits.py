"""What a line of a log says once its format has been read: one request and its answer."""

import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

ANSWERED: Final = frozenset({200, 206, 304})
GONE: Final = frozenset({404, 410})
EARLIEST: Final = timegm((1990, 1, 1, 0, 0, 0))
FUTURE_SECONDS: Final = 86_400
MONTHS: Final = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}

# Why a line does not count though it was understood, and why it was not understood. Screens translate them.
FILTERED: Final = {
    "blank": gettext_noop("Empty lines"),
    "comment": gettext_noop("Headings and comments of the log"),
    "already_imported": gettext_noop("Lines imported before"),
    "no_request": gettext_noop("Connections without an HTTP request"),
    "method": gettext_noop("Requests other than GET"),
    "status": gettext_noop("Answers other than 200, 206, 304, 404 and 410"),
    "asset": gettext_noop("Parts of a page: style sheets, scripts, pictures"),
    "bot": gettext_noop("Robots"),
    "other_host": gettext_noop("Pages of other sites in the same log"),
    "excluded_path": gettext_noop("Paths not counted"),
    "excluded_address": gettext_noop("Addresses not counted"),
    "spam": gettext_noop("Spam referrers"),
    "measured_day": gettext_noop("Days that were measured here"),
}
REJECTED: Final = {
    "malformed": gettext_noop("Lines that do not follow the format"),
    "time": gettext_noop("Lines with an impossible date"),
    "status": gettext_noop("Lines with an impossible status"),
    "columns": gettext_noop("Lines with more or fewer columns than their heading"),
    "number": gettext_noop("Rows with a figure that is no number"),
    "too_long": gettext_noop("Lines longer than 64 KiB"),
}
LONGEST_LINE: Final = 65_536


class Hit(NamedTuple):
    """A GET answered 200, 206, 304, 404 or 410. `time` is in Unix seconds.

    Texts are bytes as the log wrote them, without escapes; an address may have a port.
    """

    time: int
    status: int
    address: bytes
    agent: bytes
    uri: bytes
    referrer: bytes
    host: bytes


class Filtered(Exception):
    """A line was understood and does not count; its text is a key of FILTERED."""


class Rejected(Exception):
    """A line cannot be understood; its text is a key of REJECTED."""


class Clock(NamedTuple):
    """What times are read against: the zone of those written without one, and the last second that may be true."""

    zone: tzinfo
    latest: int


Fields = Mapping[str, bytes]
_REQUEST = re.compile(rb"([A-Z][A-Z-]{1,20}) (\S.*?)(?: HTTP/\d(?:\.\d)?)?", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"v": b"\v"}


def hit_of(fields: Fields, clock: Clock) -> Hit:
    """Reads the fields of a line, by the names of the pattern language; raises Filtered or Rejected."""
    method, uri, host = _request_of(fields)
    status = _status_of(fields.get("status", b""))
    time = _time_of(fields, clock)
    if not EARLIEST <= time <= clock.latest:
        raise Rejected("time")
    if method != b"GET":
        raise Filtered("method")
    if status not in ANSWERED and status not in GONE:
        raise Filtered("status")
    return Hit(
        time=time,
        status=status,
        address=fields.get("remote_addr", b""),
        agent=_text(fields.get("http_user_agent", b"")),
        uri=uri,
        referrer=_text(fields.get("http_referer", b"")),
        host=_text(fields.get("host", b"")) or host,
    )


def unescape(text: bytes) -> bytes:
    """Undoes what servers do to quotes, backslashes and control bytes inside a quoted value."""
    return _ESCAPE.sub(_unescaped, text) if b"\\" in text else text


def _unescaped(match: re.Match[bytes]) -> bytes:
    code, point, letter = match.groups()
    if code:
        return bytes([int(code, 16)])
    if point:
        return chr(int(point, 16)).encode(errors="replace")
    return _LETTERS.get(letter, letter)


def _text(text: bytes) -> bytes:
    return b"" if text == b"-" else unescape(text)


def _request_of(fields: Fields) -> tuple[bytes, bytes, bytes]:
    """Answers method, address within the site and host (where the address names one)."""
    if "request" in fields:
        match = _REQUEST.fullmatch(unescape(fields["request"]))
        if match is None:
            raise Filtered("no_request")
        return match[1], *_split_address(match[2])
    method = fields.get("request_method", b"GET")
    if method in {b"", b"-"}:
        raise Filtered("no_request")
    address = _text(fields.get("request_uri") or fields.get("url") or b"")
    if not address:
        raise Filtered("no_request")
    query = _text(fields.get("args", b""))
    return method, *_split_address(address + (b"?" + query if query else b""))


def _split_address(address: bytes) -> tuple[bytes, bytes]:
    """Splits what some proxies write whole (`https://www.example.com:443/page`) into path and host."""
    if address.startswith(b"/"):
        return address, b""
    head, mark, rest = address.partition(b"://")
    if not mark:
        return b"/" + address, b""
    host, slash, path = rest.partition(b"/")
    return (slash or b"/") + path, host if head.isalpha() else b""


def _status_of(text: bytes) -> int:
    if text in {b"-", b"0", b"000", b""}:
        raise Filtered("no_request")
    if len(text) != 3 or not text.isdigit():  # noqa: PLR2004 RFC 9110, section 15: three digits
        raise Rejected("status")
    return int(text)


def address_of(text: bytes) -> bytes:
    """Answers the client's address without its port; the first of a list is the client's own."""
    address = text.partition(b",")[0].strip()
    if address.startswith(b"["):
        return address[1:].partition(b"]")[0]
    head, mark, port = address.rpartition(b":")
    return head if mark and port.isdigit() and b"." in head and b":" not in head else address


def host_name(host: str) -> str:
    """Answers a host as it is compared: lower case, without port or final dot."""
    try:
        return (urlsplit(f"//{host.strip()}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _time_of(fields: Fields, clock: Clock) -> int:
    """Reads the moment of a line, however written; raises Rejected."""
    try:
        for name, read in _TIMES.items():
            if name in fields:
                return read(fields[name], clock)
        return _iso(fields["date"] + b"T" + fields["time"] + b"Z", clock)
    except (KeyError, ValueError, OverflowError, IndexError):
        raise Rejected("time") from None


def _local(text: bytes, clock: Clock) -> int:
    """Reads `10/Feb/2012:16:42:07 -0500`; without its zone, in the site's."""
    seconds = _two(text[15:17]) * 60 + min(_two(text[18:20]), 59)
    if text[14:15] != b":" or text[17:18] != b":":
        raise ValueError
    return _hour(text[:14], text[20:], clock.zone) + seconds


@lru_cache(maxsize=4096)
def _hour(text: bytes, offset: bytes, zone: tzinfo) -> int:
    """Reads the hour of `10/Feb/2012:16`, whose minutes change more often."""
    day, month, year = text[:11].split(b"/")
    hour = _two(text[12:14])
    moment = datetime(int(year), MONTHS[month], _two(day), hour, tzinfo=UTC)
    if not offset.strip():
        return int(moment.replace(tzinfo=zone).timestamp())
    sign = {b"+": 1, b"-": -1}[offset[1:2]]
    if len(offset) != 6:  # noqa: PLR2004 a space, a sign and four digits
        raise ValueError
    return int(moment.timestamp()) - sign * (_two(offset[2:4]) * 3600 + _two(offset[4:6]) * 60)


def _two(text: bytes) -> int:
    if len(text) != 2 or not text.isdigit():  # noqa: PLR2004 two digits
        raise ValueError
    return int(text)


def _iso(text: bytes, clock: Clock) -> int:
    """Reads `2015-05-13T23:39:43.945958Z`; without its zone, in the site's."""
    moment = datetime.fromisoformat(text.decode("ascii").strip())
    return int((moment if moment.tzinfo else moment.replace(tzinfo=clock.zone)).timestamp())


def _site_local(text: bytes, clock: Clock) -> int:
    """Reads `2012-08-15 17:00:00.363`, in the site's zone."""
    return int(datetime.fromisoformat(text.decode("ascii")).replace(tzinfo=clock.zone).timestamp())


_TIMES: Final = {
    "time_local": _local,
    "time_iso8601": _iso,
    "time_s": lambda text, _clock: int(float(text)),
    "time_ms": lambda text, _clock: int(text) // 1000,
    "datetime_local": _site_local,
}
