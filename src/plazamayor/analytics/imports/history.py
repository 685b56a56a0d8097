"""Other tools' exports, read as daily aggregates: Plausible's CSV (loose or zipped), GA4's and Matomo's, by the names of their columns.

Sources: plausible.io/docs/csv-import (verified); GA4 explorations and Matomo's reporting API as their interfaces name columns, in English
and Spanish (not verified against an export of each version).
"""

import csv
import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from plazamayor.analytics.addresses import clean_path, clean_target, clean_term, mask, shortened
from plazamayor.analytics.agents import BROWSERS, SYSTEMS
from plazamayor.analytics.imports.hits import Rejected
from plazamayor.analytics.referrers import host_of
from plazamayor.core.errors import Mistake

DAY: Final = "day"
FIGURES: Final = ("visits", "visitors", "page_views", "events", "bounces")
_NAMES: Final = {
    DAY: "date, day, fecha, día",
    "visits": "visits, nb_visits, sessions, entrances, exits, visitas, sesiones",
    "visitors": "visitors, nb_uniq_visitors, unique visitors, total users, active users, users, "
    "visitantes únicos, usuarios totales, usuarios activos, usuarios",
    "page_views": "pageviews, nb_pageviews, nb_hits, views, screen page views, páginas vistas, vistas",
    "events": "events, nb_events, event count, número de eventos",
    "bounces": "bounces, bounce_count, rebotes",
    "page": "page, page path, page path and screen class, page path and query string, ruta de página, ruta de página y clase de pantalla",
    "entry": "entry_page, landing page, página de destino",
    "exit": "exit_page, exit page, página de salida",
    "host": "hostname, host, nombre de host",
    "referrer": "referrer, session source, source host, fuente de sesión",
    "channel": "channel, session default channel group, grupo de canales predeterminado de la sesión",
    "utm_source": "utm_source, session manual source",
    "utm_medium": "utm_medium, session manual medium",
    "utm_campaign": "utm_campaign, session campaign, session manual campaign name, campaña de la sesión",
    "utm_term": "utm_term",
    "utm_content": "utm_content",
    "country": "country, country id, countrycode, código de país",
    "region": "region",
    "device": "device, device category, categoría de dispositivo",
    "browser": "browser, navegador",
    "system": "operating_system, operating system, sistema operativo",
    "language": "language, language code, código de idioma",
    "search": "search term, site search keyword, término de búsqueda",
    "label": "label, etiqueta",
    "name": "name, event name, nombre del evento",
    "link_url": "link_url, link url",
    "path": "path",
}
_ROLES: Final = {alias.strip(): role for role, aliases in _NAMES.items() for alias in aliases.split(",")}
_CHANNELS: Final = {
    "organic search": "search", "organic social": "social", "email": "newsletter", "direct": "direct", "paid search": "campaign",
    "paid social": "campaign", "display": "campaign", "referral": "other",
}  # fmt: skip
_DEVICES: Final = {
    "desktop": "desktop",
    "laptop": "desktop",
    "mobile": "mobile",
    "smartphone": "mobile",
    "phablet": "mobile",
    "tablet": "tablet",
}
_ACTS: Final = {"Outbound Link: Click": "outbound", "File Download": "download", "404": "not_found", "Form: Submission": "form"}
_LONGEST: Final = 100
_TWO: Final = 2
_LARGEST: Final = 1 << 27
"""Bytes of an export, unpacked: it is read whole."""


def _text(text: str) -> str:
    return shortened(mask(text.strip()), _LONGEST)


_CLEAN: Final[dict[str, Callable[[str], str]]] = {
    "page": clean_path,
    "entry": clean_path,
    "exit": clean_path,
    "host": lambda text: text.lower()[:_LONGEST],
    "referrer": lambda text: host_of(text if "//" in text else f"//{text}"),
    "channel": lambda text: _CHANNELS.get(text.lower(), "other"),
    "country": lambda text: text.upper() if len(text) == _TWO and text.isalpha() else "",
    "region": lambda text: text.upper() if text[2:3] == "-" else "",
    "device": lambda text: _DEVICES.get(text.lower(), "other"),
    "browser": lambda text: BROWSERS.get(text, text)[:_LONGEST],
    "system": lambda text: SYSTEMS.get(text, text)[:_LONGEST],
    "language": lambda text: text[:_TWO].lower(),
    "search": clean_term,
    **dict.fromkeys(("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"), _text),
}


class UnknownExport(Mistake):
    """A file is no export that is known, or does not say of each day."""


@dataclass
class History:
    """Figures by day, dimension and value (visits, visitors, page views, events, bounces), and what became of the rows."""

    figures: dict[tuple[date, str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * len(FIGURES)))
    rows: Counter[date] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """The rows there were."""
        return self.rows.total() + self.rejected.total()

    def add(self, name: str, text: str) -> None:
        """Adds a CSV; raises UnknownExport with what is missing."""
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        table = csv.reader(lines, delimiter=_delimiter(lines))
        roles = _roles(next(table, []))
        if DAY not in roles or not set(FIGURES) & set(roles):
            raise UnknownExport(
                _("%(name)s is not an export of Matomo, GA4 or Plausible by days: it needs a column “Date” and one of figures.")
                % {"name": name}
            )
        rows = list(table)
        _settle_label(name, roles, rows)
        for row in rows:
            try:
                self._row(roles, row)
            except Rejected as why:
                self.rejected[str(why)] += 1

    def _row(self, roles: list[str], row: list[str]) -> None:
        if len(row) != len(roles):
            raise Rejected("columns")
        told = {role: value.strip() for role, value in zip(roles, row, strict=True) if role}
        day = _day(told[DAY])
        numbers = [_number(told.get(name, "")) for name in FIGURES]
        for dimension, value in _places(told):
            held = self.figures[day, dimension, value]
            for at, number in enumerate(numbers):
                held[at] += number
        self.rows[day] += 1


def read_history(sources: Iterable[tuple[str, BinaryIO]]) -> History:
    """Reads exports, CSV or zipped CSV; raises UnknownExport."""
    history = History()
    for name, data in _files(sources):
        history.add(name, _decoded(data))
    return history


def _files(sources: Iterable[tuple[str, BinaryIO]]) -> Iterator[tuple[str, bytes]]:
    for name, file in sources:
        data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise UnknownExport(_("%(name)s holds too much to be an export.") % {"name": name})
        if not data.startswith(b"PK\x03\x04"):
            yield name, data
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                tables = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
                if sum(entry.file_size for entry in tables) > _LARGEST:
                    raise UnknownExport(_("%(name)s holds too much to be an export.") % {"name": name})
                yield from [(entry.filename, archive.read(entry)) for entry in tables]
        except zipfile.BadZipFile as error:
            raise UnknownExport(_("%(name)s is damaged.") % {"name": name}) from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Matomo writes its CSV so
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(lines: list[str]) -> str:
    return max(",;\t", key=lines[0].count) if lines else ","


def _roles(heading: list[str]) -> list[str]:
    """What each column holds; empty for those that are not read, and for a second column of the same."""
    roles: list[str] = []
    for column in heading:
        role = _ROLES.get(column.strip().casefold(), "")
        roles.append("" if role in roles else role)
    return roles


def _settle_label(name: str, roles: list[str], rows: list[list[str]]) -> None:
    """Matomo calls every dimension “label”: pages can be told, the rest has to be said."""
    if "label" not in roles:
        return
    at = roles.index("label")
    labels = [row[at] for row in rows if len(row) == len(roles)]
    if not all(label.startswith(("/", "http")) for label in labels):
        raise UnknownExport(
            _("%(name)s does not say what its labels are. Name that column page, referrer, country, device, browser or operating_system.")
            % {"name": name}
        )
    roles[at] = "page"


def _places(told: dict[str, str]) -> list[tuple[str, str]]:
    """The dimensions and values a row counts for; the whole day if it has none."""
    if "name" in told and told.get("name") is not None:
        act = _ACTS.get(told["name"], "custom")
        value = {"outbound": clean_target(told.get("link_url", "")), "not_found": clean_path(told.get("path", ""))}
        value["download"] = clean_path(told.get("link_url", "").partition("?")[0])
        return [(act, value.get(act) or _text(told["name"]))]
    dimensions = [(name, _CLEAN[name](told[name]) if told[name] else "") for name in _CLEAN if name in told]
    return [(name, value) for name, value in dimensions if value] if dimensions else [("total", "")]


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 a day of the site, with no hour
        except ValueError:
            continue
    raise Rejected("time")


def _number(text: str) -> int:
    if not text:
        return 0
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        raise Rejected("number") from None
    if not 0 <= number < 1 << 32:
        raise Rejected("number")
    return number
