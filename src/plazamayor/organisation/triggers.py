"""The database's own refusal to change or delete what the audit trail holds."""

from plazamayor.core.append_only import Kept

ENTRY, DETAIL = "organisation_auditentry", "organisation_auditdetail"
_KEPT = Kept(
    "audit_refuse",
    "the audit trail only grows",
    (("audit_entry_kept", "UPDATE", ENTRY), ("audit_entry_not_deleted", "DELETE", ENTRY), ("audit_detail_kept", "UPDATE", DETAIL)),
    (("audit_entry_not_emptied", ENTRY),),
)
install = _KEPT.install
remove = _KEPT.remove
