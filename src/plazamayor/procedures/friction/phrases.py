"""How groups are called in a sentence: “On phones”, “with Firefox”, and those they are compared with."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.analytics.contract import value_name
from plazamayor.core.formatting import number, style
from plazamayor.procedures.friction.contract import Where

Text = str | Promise

NAMED: Final[dict[tuple[str, str], Text]] = {
    ("device", "mobile"): gettext_lazy("on phones"),
    ("device", "desktop"): gettext_lazy("on computers"),
    ("device", "tablet"): gettext_lazy("on tablets"),
    ("device", "other"): gettext_lazy("on televisions, consoles and others"),
    ("channel", "search"): gettext_lazy("coming from search engines"),
    ("channel", "social"): gettext_lazy("coming from social networks or messages"),
    ("channel", "ai"): gettext_lazy("coming from AI assistants"),
    ("channel", "official"): gettext_lazy("coming from official websites"),
    ("channel", "campaign"): gettext_lazy("coming from a campaign"),
    ("channel", "newsletter"): gettext_lazy("coming from the newsletter or an e-mail"),
    ("channel", "direct"): gettext_lazy("coming straight, or from where it is not known"),
    ("channel", "other"): gettext_lazy("coming from other websites"),
}
OF: Final[dict[str, Text]] = {
    "browser": gettext_lazy("with %(value)s"),
    "system": gettext_lazy("with %(value)s"),
    "language": gettext_lazy("with the browser in %(value)s"),
    "channel": gettext_lazy("coming from %(value)s"),
    "entry": gettext_lazy("entering by %(value)s"),
    "country": gettext_lazy("from %(value)s"),
    "region": gettext_lazy("from %(value)s"),
}
OTHERS: Final[dict[str, Text]] = {
    "device": gettext_lazy("on other devices"),
    "browser": gettext_lazy("with other browsers"),
    "system": gettext_lazy("with other systems"),
    "language": gettext_lazy("with the browser in other languages"),
    "channel": gettext_lazy("coming from elsewhere"),
    "hour": gettext_lazy("at other times"),
    "entry": gettext_lazy("entering by other pages"),
    "country": gettext_lazy("from elsewhere"),
    "region": gettext_lazy("from elsewhere"),
}
ORDER: Final = ("device", "browser", "system", "language", "channel", "entry", "hour", "country", "region")


def group(where: Where) -> str:
    """A group in words, as a sentence goes on with it: “on phones, with Firefox”."""
    return ", ".join(_value(dimension, value) for dimension, value in sorted(where, key=lambda each: ORDER.index(each[0])))


def others(where: Where, beside: Where) -> str:
    """Those a group is compared with."""
    if beside:
        return group(beside)
    return str(OTHERS[where[0][0]]) if len(where) == 1 else _("all others")


def opening(phrase: str) -> str:
    """A phrase as a sentence begins with it."""
    return phrase[:1].upper() + phrase[1:]


def _value(dimension: str, value: str) -> str:
    if (dimension, value) in NAMED:
        return str(NAMED[dimension, value])
    if dimension == "hour":
        first, _dash, last = value.partition("-")
        return _("from %(first)s to %(last)s h") % {"first": number(int(first)), "last": number(int(last))}
    name = value_name(dimension, value)
    return str(OF[dimension]) % {"value": name if dimension != "language" or style().capitals else name.lower()}
