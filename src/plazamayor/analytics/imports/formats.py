"""The formats known: each one entry. Add yours here, with a hand-written sample in `tests/analytics/imports/samples.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.translation import gettext as _

from plazamayor.analytics.imports.hits import Clock, Hit
from plazamayor.analytics.imports.language import Pattern
from plazamayor.analytics.imports.tables import HEADING, Lines, Table
from plazamayor.core.errors import Mistake


class UnknownFormat(Mistake):
    """No known format reads the log; a pattern has to be given."""


class StreamingLog(Mistake):
    """The log is of streaming media, which has listeners and no pages."""


class Reader(Protocol):
    """What reads the lines of one format."""

    @property
    def has_agent(self) -> bool:
        """Whether lines say what browser asked."""

    def read(self, line: bytes, clock: Clock) -> Hit:
        """Reads a line; raises Filtered or Rejected."""

    def matches(self, line: bytes, clock: Clock) -> bool:
        """Says whether a line is of this format."""


@dataclass(frozen=True)
class Layout:
    """Where a line of the NCSA family has its parts, for reading many at once: words before the date, and quotes in the line."""

    words: int
    quotes: int
    address: int = 0
    host: int | None = None


@dataclass(frozen=True)
class Format:
    """A known format: its name, what reads its lines and, if it is of the NCSA family, its layout.

    `sign` is what it is recognised by, where its reader would also read lines of a similar format.
    """

    name: str
    reader: Reader
    layout: Layout | None = None
    sign: Reader | None = None

    def matches(self, line: bytes, clock: Clock) -> bool:
        """Says whether a line looks like one of this format."""
        return (self.sign or self.reader).matches(line, clock)


_COMMON: Final = '[$time_local] "$request" $status $body_bytes_sent'
_COMBINED: Final = _COMMON + ' "$http_referer" "$http_user_agent"'
_ELB: Final = '$_ $remote_addr:$_ $_ $_ $_ $_ $status $_ $_ $_ "$request" "$http_user_agent" $_ $_'
_S3: Final = '$_ $host [$time_local] $remote_addr $_ $_ $_ $_ "$request" $status $_ $_ $_ $_ $_ "$http_referer" "$http_user_agent"'
_HAPROXY: Final = '$remote_addr:$_ [$time{%d/%b/%Y:%H:%M:%S.%f}] $_ $_ $_ $status $_ $_ $_ $_ $_ $_ "$request"'

FORMATS: Final = (
    Format(
        "vhost combined",
        Pattern("$host $remote_addr $_ $remote_user " + _COMBINED),
        Layout(words=4, quotes=6, address=1, host=0),
        sign=Pattern("$host $ip $_ $remote_user " + _COMBINED),
    ),
    Format(
        "vhost common",
        Pattern("$host $remote_addr $_ $remote_user " + _COMMON),
        Layout(words=4, quotes=2, address=1, host=0),
        sign=Pattern("$host $ip $_ $remote_user " + _COMMON),
    ),
    Format(
        "OVH",
        Pattern("$remote_addr $host $remote_user " + _COMBINED),
        Layout(words=3, quotes=6, host=1),
        sign=Pattern("$ip $domain $remote_user " + _COMBINED),
    ),
    Format("combined", Pattern("$remote_addr $_ $remote_user " + _COMBINED), Layout(words=3, quotes=6)),
    Format("common", Pattern("$remote_addr $_ $remote_user " + _COMMON), Layout(words=3, quotes=2)),
    Format("Gandi", Pattern("$host $remote_addr $_ $remote_user [$time_local] ($_ s) " + _COMBINED.removeprefix("[$time_local] "))),
    Format("Amazon S3", Pattern(_S3 + "$rest")),
    Format("Amazon ELB", Pattern("$time_iso8601 " + _ELB)),
    Format("Amazon ALB", Pattern("$_ $time_iso8601 " + _ELB + " $rest")),
    Format("HAProxy", Pattern("$_ $_ $_ $_ $_ " + _HAPROXY)),
    Format("HAProxy, without syslog", Pattern(_HAPROXY)),
    Format("Bunny", Pattern("$_|$status|$time_ms|$_|$_|$remote_addr|$http_referer|$url|$_|$http_user_agent|$rest")),
    Format(
        "Caddy JSON",
        Lines(
            {
                "moment": ("ts",),
                "remote_addr": ("request.client_ip", "request.remote_ip", "request.remote_addr"),
                "request_method": ("request.method",),
                "request_uri": ("request.uri",),
                "host": ("request.host",),
                "status": ("status",),
                "http_referer": ("request.headers.Referer",),
                "http_user_agent": ("request.headers.User-Agent",),
            }
        ),
    ),
    Format(
        "Traefik JSON",
        Lines(
            {
                "moment": ("StartUTC", "StartLocal", "time"),
                "remote_addr": ("ClientHost",),
                "request_method": ("RequestMethod",),
                "request_uri": ("RequestPath",),
                "host": ("RequestHost",),
                "status": ("DownstreamStatus",),
                "http_referer": ("request_Referer",),
                "http_user_agent": ("request_User-Agent",),
            }
        ),
    ),
    Format(
        "nginx JSON",
        Lines(
            {
                "moment": ("time_iso8601", "time_local", "msec", "@timestamp", "timestamp", "time", "date"),
                "remote_addr": ("remote_addr", "client_ip", "clientip", "ip"),
                "request": ("request",),
                "request_method": ("request_method", "method", "verb"),
                "request_uri": ("request_uri", "uri", "path", "url"),
                "host": ("host", "http_host", "server_name", "vhost"),
                "status": ("status", "response"),
                "http_referer": ("http_referer", "http_referrer", "referrer", "referer"),
                "http_user_agent": ("http_user_agent", "user_agent", "agent"),
            }
        ),
    ),
)
W3C: Final = "W3C extended"
GIVEN: Final = "pattern"

_HEAD_LINES: Final = 200
_ENOUGH: Final = 0.2
_STREAMED_COLUMNS: Final = frozenset({"x-event", "x-sname", "x-duration", "avgbandwidth", "c-playerid", "x-file-length"})
_ICECAST: Final = Pattern("$remote_addr $_ $remote_user " + _COMBINED + " $listened")


def named(name: str, pattern: str = "", heading: bytes = b"") -> Format:
    """Answers the format an import was begun with."""
    if name == GIVEN:
        return Format(GIVEN, Pattern(pattern))
    if name == W3C:
        return Format(W3C, Table(heading))
    return next(known for known in FORMATS if known.name == name)


def detect(head: Sequence[bytes], clock: Clock, *, on_page: bool = False) -> Format:
    """Answers the format of a log from its first lines; raises StreamingLog or UnknownFormat with what to do.

    What to do names the field of the form when the log came by a page, else the option of the command line.
    """
    lines = [line.strip() for line in head if line.strip()][:_HEAD_LINES]
    heading = next((line for line in lines if line.startswith(HEADING)), b"")
    data = [line for line in lines if not line.startswith(b"#")]
    _refuse_streaming(lines, data, heading, clock, on_page=on_page)
    if heading:
        return Format(W3C, Table(heading))
    best = max(FORMATS, key=lambda known: sum(known.matches(line, clock) for line in data))
    matched = sum(best.matches(line, clock) for line in data)
    if not matched or matched < _ENOUGH * len(data):
        raise UnknownFormat(_unknown(f"$remote_addr - $remote_user {_COMBINED}", on_page=on_page))
    return best


def _unknown(example: str, *, on_page: bool) -> str:
    if on_page:
        told = {"field": _("Pattern of its lines"), "example": example}
        return _("No known format reads this log. Give it again with the field “%(field)s” filled in, for example: %(example)s") % told
    return _("No known format reads this log. Give its pattern, for example: %(option)s") % {"option": f"--format '{example}'"}


def _refuse_streaming(lines: Sequence[bytes], data: Sequence[bytes], heading: bytes, clock: Clock, *, on_page: bool) -> None:
    names = {name.decode("latin-1").strip("\u200b") for name in heading.split()}
    software = b" ".join(line.lower() for line in lines if line.startswith(b"#Software"))
    what = ""
    if b"shoutcast" in software or {"avgbandwidth", "x-duration"} & names:
        what = "SHOUTcast"
    elif b"icecast" in software or (data and all(_ICECAST.matches(line, clock) for line in data)):
        what = "Icecast"
    elif names & _STREAMED_COLUMNS:
        what = "CloudFront RTMP"
    if what:
        place = _("the field “%(field)s”") % {"field": _("Pattern of its lines")} if on_page else "--format"
        raise StreamingLog(
            _(
                "This is a log of streaming media (%(what)s): it has listeners and no pages, and cannot be imported. "
                "If it is of a web server that ends each line with a figure of its own, give the pattern with %(place)s."
            )
            % {"what": what, "place": place}
        )
