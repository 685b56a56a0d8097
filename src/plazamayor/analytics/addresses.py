"""What is kept of an address or a search: enough to say which page, nothing that says who.

Addresses of administrations carry ID numbers, e-mails and tokens; only listed query parameters survive, and what looks personal is masked.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

MASK: Final = "…"
LONGEST_PATH: Final = 500
LONGEST_VALUE: Final = 100
LONGEST_ADDRESS: Final = 4000

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_KEPT_ENCODED: Final = frozenset("/?#&=%+;\\")
_SUSPECT = re.compile(r"\d{6}|@|[0-9a-fA-F]{16}|[A-Za-z0-9_-]{24}|\d[ .-]\d|\beyJ", re.IGNORECASE)
_PERSONAL = re.compile(
    r"""
      (?<![^\s/?&=#,;:|"'(<]) [\w.+'-]{1,64} (?:@|%40) [\w-]+(?:\.[\w-]+)+                     # e-mail
    | \b[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}(?:[ -]?\d{4}){2,6}(?:[ -]?\d{1,3})?\b                    # IBAN
    | \b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b                                          # UUID
    | \beyJ[\w-]+(?:\.[\w-]+){1,4}                                                             # JWT
    | (?<![^\W_])\d{2}[. ]?\d{3}[. ]?\d{3}[ -]?[A-HJ-NP-TV-Z](?![^\W_])                        # DNI
    | (?<![^\W_])[KLMXYZ][ .-]?\d{1}[. ]?\d{3}[. ]?\d{3}[ .-]?[A-HJ-NP-TV-Z](?![^\W_])         # NIE, old NIF
    | (?<![^\W_])[ABCDEFGHJNPQRSUVW][ .-]?\d{2}[. ]?\d{3}[. ]?\d{2}[ .-]?[0-9A-J](?![^\W_])    # CIF
    | (?<!\d)(?:(?:\+34|0034|\b34)[ .-]?)?[6789]\d{2}(?:[ .-]?\d{3}){2}(?!\d)                      # phone, by threes
    | (?<!\d)(?:(?:\+34|0034|\b34)[ .-]?)?[6789]\d{2}(?:[ .-]\d{2}){3}(?!\d)                       # phone, by twos
    | (?<!\d)\d(?:[ -]?\d){10,}(?!\d)                                                          # social security, card
    | (?<![^\W_])(?=[A-Fa-f]*\d)[0-9A-Fa-f]{16,}(?![^\W_])                                     # hexadecimal
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONG = re.compile(r"[A-Za-z0-9_-]{24,}")
_SWITCH = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])")
_TOKEN_SWITCHES: Final = 5
_SLUG_WORDS: Final = re.compile(r"^[A-Za-z]+(?:[_-](?:[A-Za-z]+|\d{1,5}))*$")


def mask(text: str) -> str:
    """Puts an ellipsis where something looks like an ID number, an e-mail, a phone, an account or a token."""
    if not _SUSPECT.search(text):
        return text
    return _LONG.sub(_mask_token, _PERSONAL.sub(MASK, text))


def clean_page(url: str, kept_parameters: Sequence[str] = ()) -> tuple[str, str]:
    """Answers the host and the path of a page: listed query parameters kept, encoding made one, personal data masked.

    A fragment is dropped unless it is a route (`#/…`, `#!/…`). An address that cannot be read answers `("", "")`.
    """
    return _clean_page(url[:LONGEST_ADDRESS], tuple(kept_parameters))


@lru_cache(maxsize=20_000)
def _clean_page(url: str, kept: tuple[str, ...]) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return "", ""
    route = "#" + _clean_part(parts.fragment, kept) if parts.fragment.startswith(("/", "!/")) else ""
    path = _clean_part(parts.path, (), parts.query, kept) + route
    return host[:253], shortened(path if path.startswith("/") else "/" + path, LONGEST_PATH)


def clean_path(path: str, kept_parameters: Sequence[str] = ()) -> str:
    """Answers a path as `clean_page` does, from one that comes without its host."""
    if not path.startswith("/"):
        return clean_page(path, kept_parameters)[1]
    return clean_page(f"//h{path}", kept_parameters)[1]


def clean_target(url: str) -> str:
    """Answers where an outbound link goes: host and path, with no query."""
    host, path = clean_page(url)
    return host + path if host else ""


def clean_term(term: str) -> str:
    """Answers a search as it is counted: lower case, one space between words, personal data masked."""
    return shortened(mask(" ".join(_printable(term).lower().split())), LONGEST_VALUE)


def shortened(text: str, longest: int) -> str:
    """Cuts a text too long to be kept, and shows that it was cut."""
    return text if len(text) <= longest else text[: longest - 1] + MASK


def _clean_part(path: str, in_path: tuple[str, ...], query: str = "", kept: tuple[str, ...] = ()) -> str:
    """Cleans a path and its query; that of a route is inside it."""
    own, mark, inner = path.partition("?") if in_path or "?" in path else (path, "", "")
    text = mask(_ENCODED.sub(_decode, _printable(own)))
    return text + _kept_query(query or (inner if mark else ""), kept or in_path)


def _kept_query(query: str, kept: tuple[str, ...]) -> str:
    """Answers the listed parameters, in the order of the list, so that their order in the address does not matter."""
    if not kept or not query:
        return ""
    given = {name: value for name, _, value in (pair.partition("=") for pair in query.split("&"))}
    pairs = [f"{name}={shortened(mask(_ENCODED.sub(_decode, _printable(given[name]))), LONGEST_VALUE)}" for name in kept if name in given]
    return "?" + "&".join(pairs) if pairs else ""


def _decode(match: re.Match[str]) -> str:
    """Decodes a run of percent codes into the letters they stand for, and leaves encoded what would change the address."""
    try:
        text = bytes.fromhex(match.group().replace("%", "")).decode()
    except UnicodeDecodeError:
        return match.group().upper()
    return "".join(quote(char, safe="") if char in _KEPT_ENCODED or char == " " or not char.isprintable() else char for char in text)


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def _mask_token(match: re.Match[str]) -> str:
    text = match.group()
    if _SLUG_WORDS.match(text) and not _is_mixed(text):
        return text
    return MASK if len(_SWITCH.findall(text)) >= _TOKEN_SWITCHES else text


def _is_mixed(text: str) -> bool:
    """Says whether letters and capitals alternate as no title does."""
    return "-" not in text and "_" not in text and len(_SWITCH.findall(text)) >= _TOKEN_SWITCHES
