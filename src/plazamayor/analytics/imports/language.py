"""The language in which people, and our own registry, write the pattern of a log: nginx's, with a few words more.

    $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"

A word takes what lies up to the text that follows it; between quotes, up to the quote that is not escaped.
`$time{%d.%m.%Y %H:%M:%S}` reads any date as `strptime` does, in the site's zone when it names none; `$_`, or any word that is not
one of WORDS, is anything that is not needed, and `$rest` all that remains; a space is one or more. Apache's `%h %l %u %t "%r" %>s`
is understood too.
"""

import re
from datetime import datetime
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from plazamayor.analytics.imports.hits import Clock, Fields, Filtered, Hit, Rejected, hit_of
from plazamayor.core.errors import Mistake

WORDS: Final = {
    "remote_addr": "remote_addr", "ip": "remote_addr",
    "domain": "host", "host": "host", "http_host": "host", "server_name": "host",
    "time_local": "time_local", "time_iso8601": "time_iso8601", "msec": "time_s", "time_ms": "time_ms", "date": "date", "time": "time",
    "request": "request", "request_method": "request_method", "request_uri": "request_uri", "uri": "request_uri",
    "args": "args", "url": "url",
    "status": "status", "http_referer": "http_referer", "http_user_agent": "http_user_agent",
}  # fmt: skip
_APACHE: Final = {
    "h": "$remote_addr", "a": "$remote_addr", "{X-Forwarded-For}i": "$remote_addr", "{c}a": "$remote_addr",
    "v": "$host", "V": "$host", "{Host}i": "$host", "u": "$remote_user", "t": "[$time_local]",
    "r": "$request", "m": "$request_method", "U": "$request_uri", "q": "$_", "s": "$status",
    "{Referer}i": "$http_referer", "{User-Agent}i": "$http_user_agent", "{User-agent}i": "$http_user_agent",
}  # fmt: skip
_APACHE_TOKEN = re.compile(r"%[<>]?((?:\{[^}]+\})?[a-zA-Z])")
_TOKEN = re.compile(r"\$time\{([^}]+)\}|\$(\w+)|( +)|([^$ ]+)")
_QUOTED: Final = r'(?:[^"\\]|\\.)*'
_SHAPES: Final = {
    "status": r"\d{3}|-",
    "time_local": r"[^\]\"|]{20,26}",
    "remote_addr": r"[^\s\"]+?",
    "host": r"[^\s\"]+?",
    "ip": r"[0-9a-fA-F.:]{3,45}",  # where the words alone leave a doubt about which is which
    "domain": r"[\w-]+(?:\.[\w-]+)+(?::\d+)?",
    "listened": r"\d+",
    "rest": r".*",
    "remote_user": r"[^\[\"]*?",  # a name may have spaces
}


class BadPattern(Mistake):
    """The pattern given for a log cannot be read, or does not say enough."""


class Pattern:
    """A pattern of the language, ready to read lines. Raises BadPattern with a sentence."""

    def __init__(self, text: str) -> None:
        self.text = _from_apache(text.strip())
        self.date_format = ""
        self._names: dict[str, str] = {}
        pieces = list(_TOKEN.finditer(self.text))
        if not pieces:
            raise BadPattern(_("The pattern is empty."))
        parts = [self._piece(index, pieces) for index in range(len(pieces))]
        self.regex = re.compile("".join(parts).encode() + rb"\s*", re.DOTALL)
        self._check()

    @cached_property
    def has_agent(self) -> bool:
        """Whether lines say what browser asked: without it robots cannot be told from people."""
        return "http_user_agent" in self._names

    def read(self, line: bytes, clock: Clock) -> Hit:
        """Reads a line; raises Filtered or Rejected."""
        match = self.regex.fullmatch(line)
        if match is None:
            raise Rejected("malformed")
        fields: Fields = match.groupdict(default=b"")
        if self.date_format:
            fields = {**fields, "time_s": _moment(fields["strptime"], self.date_format, clock)}
        return hit_of(fields, clock)

    def matches(self, line: bytes, clock: Clock) -> bool:
        """Says whether a line follows the pattern, counted or not."""
        try:
            self.read(line, clock)
        except Filtered:
            return True
        except Rejected:
            return False
        return True

    def _piece(self, index: int, pieces: list[re.Match[str]]) -> str:
        date_format, word, spaces, literal = pieces[index].groups()
        if spaces:
            return r"[ \t]+"
        if literal:
            return re.escape(literal)
        quoted = self.text[pieces[index].start() - 1 : pieces[index].start()] == '"'
        if date_format:
            self.date_format = date_format
            return f"(?P<strptime>{_until(index, pieces)})"
        shape = _QUOTED if quoted else _until(index, pieces)
        name = WORDS.get(word)
        if name is None or name in self._names:
            return f"(?:{shape if quoted else _SHAPES.get(word, shape)})"
        self._names[name] = word
        return f"(?P<{name}>{shape if quoted else _SHAPES.get(word, _SHAPES.get(name, shape))})"

    def _check(self) -> None:
        names = set(self._names)
        missing = [
            shown
            for shown, enough in (
                ("$remote_addr", {"remote_addr"}),
                ("$request", {"request", "request_uri", "url"}),
                ("$status", {"status"}),
            )
            if not names & enough
        ]
        dated = names & {"time_local", "time_iso8601", "time_s", "time_ms"} or {"date", "time"} <= names or self.date_format
        if missing or not dated:
            missing += [] if dated else ["$time_local"]
            raise BadPattern(_("The pattern does not say where to find %(words)s.") % {"words": ", ".join(missing)})


def _from_apache(text: str) -> str:
    """Puts a LogFormat of Apache in our words; what is none stays as it is."""
    if "$" in text or "%" not in text:
        return text
    return _APACHE_TOKEN.sub(lambda match: _APACHE.get(match[1], "$_"), text.replace('\\"', '"'))


def _until(index: int, pieces: list[re.Match[str]]) -> str:
    """The shape of a word that ends where the text after it begins."""
    following = pieces[index + 1].group() if index + 1 < len(pieces) else ""
    stop = following[:1]
    if not stop or stop == "$":
        return r"\S*"
    return r"\S*?" if stop == " " else f"[^{re.escape(stop)}]*"


def _moment(text: bytes, date_format: str, clock: Clock) -> bytes:
    try:
        moment = datetime.strptime(text.decode(), date_format)  # noqa: DTZ007 a date without its zone is the site's, next line
    except (ValueError, UnicodeDecodeError):
        raise Rejected("time") from None
    return str((moment if moment.tzinfo else moment.replace(tzinfo=clock.zone)).timestamp()).encode()
