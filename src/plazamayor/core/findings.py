"""The grammar of a finding: what changed, by how much, how sure, and what to look at. No word of any domain."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

Text = str | Promise
KICKER = _("Finding of the period")


class Certainty(StrEnum):
    """How sure a finding is: drawn as a full, a half and an empty ring."""

    FIRM = "firm"
    PROBABLE = "probable"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The word people read."""
        return {"firm": _("Firm"), "probable": _("Probable"), "unknown": _("Not known")}[self.value]

    @property
    def state(self) -> str:
        """The variant of the state component that draws it."""
        return {"firm": "ready", "probable": "half", "unknown": ""}[self.value]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One plain sentence that claims something, with its proof.

    `highlight` is the one phrase of `claim` the finding speaks of; `look_at_phrase` the phrase of `look_at` that leads to
    `look_at_address`. When it is not known, `missing` says what would make it known. Raises ValueError otherwise.
    """

    claim: Text
    certainty: Certainty
    certainty_reason: Text = ""
    highlight: Text = ""
    how_much: Text = ""
    look_at: Text = ""
    look_at_phrase: Text = ""
    look_at_address: str = ""
    missing: Text = ""
    kicker: Text = KICKER

    def __post_init__(self) -> None:
        if self.highlight and str(self.claim).count(str(self.highlight)) != 1:
            raise ValueError("the highlighted phrase has to be in the claim, once")
        if self.look_at_phrase and str(self.look_at_phrase) not in str(self.look_at):
            raise ValueError("the phrase that leads somewhere has to be in what to look at")
        if self.certainty is Certainty.UNKNOWN and not self.missing:
            raise ValueError("a finding that is not known has to say what is missing")

    @property
    def claim_marked(self) -> SafeString:
        """The claim with its phrase marked."""
        return around(self.claim, self.highlight, "<em>{}</em>")

    @property
    def look_at_linked(self) -> SafeString:
        """What to look at, its phrase being the link."""
        if not self.look_at_address:
            return format_html("{}", self.look_at)
        return around(self.look_at, self.look_at_phrase or self.look_at, '<a href="{1}">{0}</a>', self.look_at_address)


def around(text: Text, phrase: Text, markup: str, *more: str) -> SafeString:
    """Puts markup around the first time a phrase is in a text, escaping all the rest."""
    if not phrase:
        return format_html("{}", text)
    before, found, after = str(text).partition(str(phrase))
    return format_html("{}{}{}", before, format_html(markup, found, *more), after)
