"""The letters this room sends."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.organisation.operations import Issued

log = logging.getLogger(__name__)


def send_invitation(issued: Issued) -> bool:
    """Sends an invitation, in the administration's first language; False when there is no mail or it was not taken."""
    if not settings.MAIL_CONFIGURED:
        return False
    invitation = issued.invitation
    spoken = [each for each in invitation.organisation.languages if each in dict(settings.LANGUAGES)]
    with translation.override(spoken[0] if spoken else settings.LANGUAGE_CODE):
        subject = _("Invitation to %(organisation)s's square") % {"organisation": invitation.organisation}
        body = render_to_string("organisation/mail/invitation.txt", {"invitation": invitation, "address": issued.address})
    try:
        return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email]).send() == 1
    except OSError as error:  # smtplib's own exceptions are of this kind
        log.warning("an invitation could not be sent: %s", type(error).__name__)
        return False
