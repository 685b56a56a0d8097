"""The only way from a page to a survey: by its address for citizens, by its procedure for those who work there."""

import re

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.models import Reply, Survey
from plazamayor.procedures.surveys.queries import survey_of

WRITTEN = re.compile(r"[\w-]{1,20}", re.ASCII)
"""What the address of a survey looks like."""


def survey_at(address: str) -> Survey:
    """The survey of an address; raises Http404 when there is none, or its administration is closed."""
    surveys = Survey.objects.select_related("procedure__organisation", "procedure__site").filter(procedure__organisation__closed=None)
    found = surveys.filter(address=address).first() if WRITTEN.fullmatch(address) else None
    if found is None:
        raise Http404(_("There is no such survey."))
    return found


def survey_for(member: Membership, code: str) -> Survey:
    """The survey of a procedure of the person's administration; raises Http404."""
    found = survey_of(procedure_for(member, code))
    if found is None:
        raise Http404(_("This procedure has no survey yet."))
    return found


def reply_for(member: Membership, code: str, reply_id: int) -> Reply:
    """A reply about a procedure of the person's administration; raises Http404."""
    found = Reply.objects.filter(survey=survey_for(member, code), pk=reply_id).select_related("survey__procedure").first()
    if found is None:
        raise Http404(_("There is no such answer."))
    return found
