"""How guards are called: apart from what they do, which few commands need."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: Final[dict[str, str | Promise]] = {
    "electoral_period": _("Electoral period"),
    "inaugurations": _("Inaugurations in an electoral period"),
    "achievements": _("Achievements in an electoral period"),
    "silence": _("Mourning and emergencies"),
    "self_praise": _("Self-praise"),
    "political": _("Political wording"),
    "reposts": _("Reposts of private accounts"),
    "leaders": _("Who governs, before what is told"),
    "valuative": _("Words and emojis that value"),
    "personal_data": _("Personal data"),
    "consent": _("People in images"),
    "alternatives": _("Alternative text and captions"),
    "links": _("Links"),
    "plain_language": _("Plain language"),
    "acronyms": _("Acronyms"),
    "hashtags": _("Hashtags without capitals"),
    "capitals": _("Text in capitals"),
    "emoji_use": _("Emojis that get in the way"),
}
