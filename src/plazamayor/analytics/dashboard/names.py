"""How dimensions and their values are called on screen."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from plazamayor.analytics import page_types
from plazamayor.analytics.reports.filters import Filter
from plazamayor.analytics.store.figures import OF_ACTS
from plazamayor.core import formatting

Text = str | Promise


@dataclass(frozen=True)
class Dimension:
    """A dimension: the head of its column, its tab, and how its values are called when they are many."""

    head: Text
    tab: Text
    many: Text


def part_of(shown: int, known: int, many: Text) -> str:
    """How many of all that is known are shown, as the foot of a table says it: `10 of 214 pages`, and `1 of 1` of a single one."""
    told = {"shown": formatting.number(shown), "all": formatting.number(known), "many": many}
    return _("%(shown)s of %(all)s") % told if known == 1 else _("%(shown)s of %(all)s %(many)s") % told


DIMENSIONS: dict[str, Dimension] = {
    "page": Dimension(gettext_lazy("Page"), gettext_lazy("All"), gettext_lazy("pages")),
    "page_under": Dimension(gettext_lazy("Address that begins with"), "", ""),
    "entry": Dimension(gettext_lazy("Entry page"), gettext_lazy("Entry"), gettext_lazy("entry pages")),
    "exit": Dimension(gettext_lazy("Exit page"), gettext_lazy("Exit"), gettext_lazy("exit pages")),
    "page_type": Dimension(gettext_lazy("Page type"), gettext_lazy("Types"), gettext_lazy("page types")),
    "not_found": Dimension(gettext_lazy("Address not found"), pgettext_lazy("tab", "Not found"), gettext_lazy("addresses not found")),
    "channel": Dimension(gettext_lazy("Channel"), gettext_lazy("Channels"), gettext_lazy("channels")),
    "referrer": Dimension(gettext_lazy("Website"), gettext_lazy("Websites"), gettext_lazy("websites")),
    "campaign": Dimension(gettext_lazy("Own campaign"), gettext_lazy("Campaigns"), gettext_lazy("campaigns")),
    "utm_campaign": Dimension("utm_campaign", "utm_campaign", gettext_lazy("values of utm_campaign")),
    "utm_source": Dimension("utm_source", "utm_source", gettext_lazy("values of utm_source")),
    "utm_medium": Dimension("utm_medium", "utm_medium", gettext_lazy("values of utm_medium")),
    "utm_term": Dimension("utm_term", "utm_term", gettext_lazy("values of utm_term")),
    "utm_content": Dimension("utm_content", "utm_content", gettext_lazy("values of utm_content")),
    "device": Dimension(gettext_lazy("Device"), gettext_lazy("Type"), gettext_lazy("types of device")),
    "browser": Dimension(gettext_lazy("Browser"), gettext_lazy("Browser"), gettext_lazy("browsers")),
    "browser_version": Dimension(gettext_lazy("Browser and version"), gettext_lazy("Version"), gettext_lazy("versions")),
    "system": Dimension(gettext_lazy("System"), gettext_lazy("System"), gettext_lazy("systems")),
    "country": Dimension(gettext_lazy("Country"), gettext_lazy("Country"), gettext_lazy("countries")),
    "region": Dimension(gettext_lazy("Region"), gettext_lazy("Region"), gettext_lazy("regions")),
    "language": Dimension(gettext_lazy("Language"), gettext_lazy("Language"), gettext_lazy("languages")),
    "download": Dimension(gettext_lazy("File"), gettext_lazy("Downloads"), gettext_lazy("files")),
    "outbound": Dimension(gettext_lazy("Link"), gettext_lazy("Outbound links"), gettext_lazy("links")),
    "form": Dimension(gettext_lazy("Form"), gettext_lazy("Forms"), gettext_lazy("forms")),
    "custom": Dimension(gettext_lazy("Own event"), gettext_lazy("Own events"), gettext_lazy("own events")),
    "search": Dimension(gettext_lazy("Words"), gettext_lazy("Words"), gettext_lazy("searches")),
    "hour": Dimension(gettext_lazy("Hour"), gettext_lazy("Hours"), gettext_lazy("hours")),
    "host": Dimension(gettext_lazy("Host name"), gettext_lazy("Host names"), gettext_lazy("host names")),
    "lcp": Dimension(gettext_lazy("Page"), gettext_lazy("In sight"), gettext_lazy("pages")),
    "inp": Dimension(gettext_lazy("Page"), gettext_lazy("Answer"), gettext_lazy("pages")),
    "cls": Dimension(gettext_lazy("Page"), gettext_lazy("Shifts"), gettext_lazy("pages")),
    "scroll": Dimension(gettext_lazy("Page"), gettext_lazy("Depth"), gettext_lazy("pages")),
    "property": Dimension(gettext_lazy("Own event"), gettext_lazy("Details"), gettext_lazy("own events with details")),
}
PANELS: dict[str, Text] = {
    "pages": gettext_lazy("Pages"),
    "sources": gettext_lazy("Where they come from"),
    "devices": gettext_lazy("Devices"),
    "places": gettext_lazy("From where"),
    "done": gettext_lazy("What they did"),
    "words": gettext_lazy("Searched on the site"),
    "hours": gettext_lazy("At what time"),
    "speed": gettext_lazy("How fast pages load"),
    "depth": gettext_lazy("How far they read"),
    "details": gettext_lazy("Details of own events"),
}
VALUES: dict[str, dict[str, Text]] = {
    "channel": {
        "search": gettext_lazy("Search engines"),
        "social": gettext_lazy("Social networks and messaging"),
        "ai": gettext_lazy("AI assistants"),
        "official": gettext_lazy("Official websites"),
        "campaign": gettext_lazy("Campaigns"),
        "newsletter": gettext_lazy("Newsletter and e-mail"),
        "direct": gettext_lazy("Direct or not told"),
        "other": gettext_lazy("Other websites"),
    },
    "device": {
        "mobile": pgettext_lazy("device", "Phone"),
        "desktop": gettext_lazy("Computer"),
        "tablet": gettext_lazy("Tablet"),
        "other": gettext_lazy("Televisions, consoles and others"),
    },
    "page_type": page_types.NAMES,
    "region": {
        "ES-AN": "Andalucía",
        "ES-AR": "Aragón",
        "ES-AS": "Principado de Asturias",
        "ES-CB": "Cantabria",
        "ES-CE": "Ceuta",
        "ES-CL": "Castilla y León",
        "ES-CM": "Castilla-La Mancha",
        "ES-CN": "Canarias",
        "ES-CT": "Catalunya",
        "ES-EX": "Extremadura",
        "ES-GA": "Galicia",
        "ES-IB": "Illes Balears",
        "ES-MC": "Región de Murcia",
        "ES-MD": "Comunidad de Madrid",
        "ES-ML": "Melilla",
        "ES-NC": "Navarra",
        "ES-PV": "Euskadi",
        "ES-RI": "La Rioja",
        "ES-VC": "Comunitat Valenciana",
    },
}
ORIGINS: dict[str, Text] = {
    "tracker": gettext_lazy("our own measurement, without cookies"),
    "access_log": gettext_lazy("the server's access log"),
    "server": gettext_lazy("events sent by a server"),
    "generated": gettext_lazy("invented figures, for demonstration"),
    "history": gettext_lazy("history imported from another tool"),
}
ACTS = frozenset(OF_ACTS)


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse(code.partition("-")[0])


def value_name(dimension: str, value: str) -> str:
    """How a value is called in the reader's language; addresses and words stay as they are."""
    if not value:
        return pgettext("value", "Not known")
    if value in VALUES.get(dimension, {}):
        return str(VALUES[dimension][value])
    locale = _locale(translation.get_language() or "es")
    if dimension == "country":
        return str(locale.territories.get(value, value))
    if dimension == "language":
        return _language(locale, value)
    if dimension == "hour":
        return f"{value.zfill(2)}:00"
    return _("/ (front page)") if value == "/" and dimension in {"page", "entry", "exit"} else value


def _language(locale: Locale, value: str) -> str:
    if value == "ca":
        return _("Catalan or Valencian")
    return str(locale.languages.get(value, value)).capitalize()


def filter_name(each: Filter) -> str:
    """The dimension of a filter, as its chip says it."""
    head = str(DIMENSIONS[each.dimension].head)
    return _("%(name)s is not") % {"name": head} if each.negated else head


def filter_values(each: Filter) -> str:
    """The values of a filter, as its chip says them."""
    return _(" or ").join(value_name(each.dimension, value) for value in each.values)
