"""What is asked, in what order and in which words. The answers are codes; the words are those of each language.

One scale of five serves two measures: the mean of 1 to 5 that GOV.UK rescales, and the three faces of *Je donne mon avis*
(DISIC), for which 1 and 2 are bad, 3 is medium, 4 and 5 are good. Clarity, help and its sources are asked as the latter does.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plazamayor.procedures.models import Reply
from plazamayor.procedures.models.surveys import Moment

Text = str | Promise


class Question(StrEnum):
    """What is asked on each page, in order."""

    SATISFACTION = "satisfaction"
    REASON = "reason"
    CLARITY = "clarity"
    HELP = "help"
    REACHED = "reached"
    QUALITY = "quality"
    TEXT = "text"


THANKS = "thanks"
"""What comes after the last question."""

FEELINGS: dict[int, Text] = {1: _("Very badly"), 2: _("Badly"), 3: _("So-so"), 4: _("Well"), 5: _("Very well")}
MOUTHS: dict[int, str] = {
    1: "M8 17c1-2.2 2.4-3.3 4-3.3s3 1.1 4 3.3",
    2: "M8.5 16.3c.9-1 2.1-1.6 3.5-1.6s2.6.6 3.5 1.6",
    3: "M8.5 15.5h7",
    4: "M8.5 14.5c.9 1 2.1 1.6 3.5 1.6s2.6-.6 3.5-1.6",
    5: "M7.5 13.8c1 2.3 2.6 3.5 4.5 3.5s3.5-1.2 4.5-3.5z",
}
"""The mouth of each face, in a square of 24."""
CLEARNESS: dict[int, Text] = {
    1: _("Not clear at all"),
    2: _("Not very clear"),
    3: _("Fairly clear"),
    4: _("Clear"),
    5: _("Very clear"),
}
QUALITY: dict[int, Text] = {
    1: pgettext_lazy("help", "Very bad"),
    2: pgettext_lazy("help", "Bad"),
    3: pgettext_lazy("help", "Fair"),
    4: pgettext_lazy("help", "Good"),
    5: pgettext_lazy("help", "Very good"),
}
NONE = "none"
SOURCES: dict[str, Text] = {
    "counter": _("At an office or a counter"),
    "phone": _("By telephone"),
    "message": _("By e-mail or a contact form"),
    "chat": _("In a chat"),
    "website": _("In the explanations of this website"),
    "people": _("From family or friends"),
    "third": _("From an adviser, an association or a library"),
    "internet": _("Elsewhere on the internet"),
}
OURS = ("counter", "phone", "message", "chat")
"""Where somebody of the administration answers: of these it is asked whether they did, and how well."""
REASONS: dict[str, Text] = {
    "identification": _("I could not identify myself: certificate, Cl@ve"),
    "document": _("I did not have a document or a piece of data at hand"),
    "file": _("A file could not be attached"),
    "understanding": _("I did not understand what was asked"),
    "length": _("It takes too long"),
    "fault": _("The page failed or stood still"),
    "not_for_me": _("It is not what I need, or it is not for me"),
    "in_person": _("I prefer to go in person"),
    "later": _("I will go on another day"),
    "other": _("Another reason"),
}
LONGEST = 1200
"""Characters of free text."""


def path(moment: str, help_sought: Sequence[str] = (), help_reached: Mapping[str, bool] | None = None) -> list[Question]:
    """The questions that somebody is asked, given where they say that they looked for help and whether they were answered."""
    skipped = set()
    if moment != Moment.LEFT:
        skipped.add(Question.REASON)
    if not asked_of_us(help_sought):
        skipped.add(Question.REACHED)
    if not any((help_reached or {}).values()):
        skipped.add(Question.QUALITY)
    return [each for each in Question if each not in skipped]


def asked_of_us(help_sought: Sequence[str]) -> list[str]:
    """The ways in which somebody looked for help from the administration itself."""
    return [source for source in OURS if source in help_sought]


def following(question: Question, reply: Reply) -> str:
    """The question after one, for a reply as it is; `thanks` after the last."""
    left = path(reply.moment, reply.help_sought, reply.help_reached)
    order = list(Question)
    return next((each for each in left if order.index(each) > order.index(question)), THANKS)
