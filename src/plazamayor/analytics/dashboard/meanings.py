"""What every figure and every word of the pages of measurement means."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics import indicators, page_types
from plazamayor.analytics.dashboard.names import ORIGINS, VALUES
from plazamayor.core import registries

Text = str | Promise

CHANNELS: dict[str, Text] = {
    "search": _("The page before was a search engine."),
    "social": _("The page before was a social network or a messaging service."),
    "ai": _("The page before was an assistant such as ChatGPT, Gemini, Claude or Perplexity."),
    "official": _("The page before belongs to another administration or a public body."),
    "campaign": _("The link carried the code of a campaign (pz) or said it was paid for (utm_medium)."),
    "newsletter": _("The link said it came from an e-mail (utm_medium), or the page before was a mailbox on the web."),
    "direct": _(
        "Nothing said where the visit came from: the address was typed, it was in a bookmark, in an app or in a "
        "document, or the page before keeps it to itself."
    ),
    "other": _("The page before belongs to any other website."),
}
DIFFERENCES: tuple[tuple[Text, Text], ...] = (
    (
        _("Google Analytics counts only those who accept its cookies"),
        _(
            "Here nobody is asked, because nothing is kept in anybody's browser: there are more visits. Google estimates "
            "those it does not see; here nothing is estimated."
        ),
    ),
    (
        _("Google Analytics and Matomo recognise a browser for months"),
        _(
            "Their users of a month are different browsers of that month. Here each day begins anew: the visitors of a "
            "month are the sum of those of its days, and are called visitor-days so that nobody takes them for people."
        ),
    ),
    (
        _("Google Analytics begins another visit at midnight or does not, by version; Matomo does"),
        _("Here a visit that crosses midnight is one visit, and counts on the day it begins."),
    ),
    (
        _("Other tools begin another visit when the campaign changes"),
        _("Here a visit ends after 30 minutes without doing anything, whatever brought each page. Its channel is that of its first page."),
    ),
    (
        _("Matomo without cookies begins another visitor after 30 minutes"),
        _("Here the same browser behind the same address is the same visitor until the day ends."),
    ),
    (
        _("Matomo gathers under “Others” what does not fit in 500 rows; Google, under “(other)”"),
        _("Here every row is kept and can be seen, searched and exported."),
    ),
    (
        _("Google Analytics samples long questions, and hides rows of few people"),
        _("Here nothing is sampled and staff see exact figures. In what is published, fewer than 10 people is written “fewer than 10”."),
    ),
    (
        _("The time of a visit"),
        _(
            "Others take the time between the first page and the last, which gives zero to whoever reads one page. Here it "
            "is the time a page is in sight."
        ),
    ),
    (
        _("A bounce"),
        _(
            "In Google Analytics 4 a visit does not bounce if it lasts ten seconds, sees two pages or reaches a key event. "
            "Here it bounces if it sees one page."
        ),
    ),
    (
        _("Machines"),
        _(
            "Each tool has its own list. Here those that say what they are and those that ask too fast are left out, and "
            "how many is said in the page of what arrives."
        ),
    ),
    (
        _("Access logs"),
        _(
            "A log sees what the server was asked for: neither pages kept in a browser's memory nor time in sight. The "
            "figures of a day come from one origin only, which is named, and two are never added."
        ),
    ),
)


def meanings() -> dict[str, Any]:
    """All the page of definitions needs."""
    return {
        "indicators": [(each, indicators.FORMULAS.get(each.key, "")) for each in registries.indicators],
        "channels": [(VALUES["channel"][key], text) for key, text in CHANNELS.items()],
        "page_types": list(page_types.NAMES.values()),
        "origins": list(ORIGINS.values()),
        "differences": DIFFERENCES,
    }
