"""The letters that ask for a yes."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.publishing.approval.operations import Asked

log = logging.getLogger(__name__)


def send(letters: Iterable[Asked]) -> int:
    """Sends each letter in the administration's first language; gives how many were taken. None where there is no mail."""
    return sum(map(_send, letters)) if settings.MAIL_CONFIGURED else 0


def _send(letter: Asked) -> int:
    organisation = letter.piece.organisation
    spoken = [each for each in organisation.languages if each in dict(settings.LANGUAGES)]
    with translation.override(spoken[0] if spoken else settings.LANGUAGE_CODE):
        subject = _("To approve: %(title)s") % {"title": " ".join(letter.piece.title.split())}
        body = render_to_string("publishing/approval/letter.txt", {"letter": letter, "organisation": organisation})
    try:
        return int(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [letter.person.email]).send())
    except OSError as error:  # smtplib's own exceptions are of this kind
        log.warning("a letter that asks for approval could not be sent: %s", type(error).__name__)
        return 0
