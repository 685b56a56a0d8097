"""The room's nouns: people, administrations and their parts, ways in, and the audit trail."""

from plazamayor.organisation.models.administrations import LocalHoliday, Membership, Organisation, Role, Unit
from plazamayor.organisation.models.people import Person, PersonManager
from plazamayor.organisation.models.trail import AuditDetail, AuditEntry
from plazamayor.organisation.models.ways_in import Attempt, Invitation, SignInLink

__all__ = [
    "Attempt",
    "AuditDetail",
    "AuditEntry",
    "Invitation",
    "LocalHoliday",
    "Membership",
    "Organisation",
    "Person",
    "PersonManager",
    "Role",
    "SignInLink",
    "Unit",
]
