"""A file is brought into the catalogue: all of it or nothing, in one transaction and with one line of the trail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record
from plazamayor.procedures.catalogue.files.planning import Plan, plan
from plazamayor.procedures.catalogue.files.reading import Table
from plazamayor.procedures.catalogue.operations import store, write_steps
from plazamayor.procedures.models import Procedure


class HasFaults(Mistake):
    """Something in the file is wrong."""


class CatalogueMoved(Mistake):
    """The catalogue is not as it was when what would change was shown."""


@transaction.atomic
def bring(*, member: Membership, tables: list[Table], digest: str, now: datetime) -> Plan:
    """Does what was shown for a file; raises HasFaults, and CatalogueMoved when it is no longer what would be done."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    found = plan(member, tables)
    if found.faults:
        raise HasFaults(_("There is something to correct in the file. Nothing is changed."))
    if found.digest != digest:
        raise CatalogueMoved(_("The catalogue changed in between. Look again at what the file would do."))
    for wanted in [*found.added, *found.changed]:
        procedure = wanted.known or Procedure(organisation=member.organisation, created=now)
        store(procedure, wanted.details)
    rows = {each.code: each for each in Procedure.objects.filter(organisation=member.organisation_id)}
    for course in found.moved:
        write_steps(rows[course.code], course.drafts)
    told = {
        "procedures_added": ", ".join(each.details.code for each in found.added),
        "procedures_changed": ", ".join(each.details.code for each in found.changed),
        "steps_of": ", ".join(each.code for each in found.moved),
    }
    record(member.organisation, member, "catalogue.imported", member.organisation, told, now)
    return found
