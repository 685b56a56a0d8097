"""The audit trail: entries that only grow, and the erasable texts they point to.

An entry outlives its administration: it holds ids and keyed hashes, nothing that says who or what. Names and texts are in
`AuditDetail`, whose rows can be erased without breaking the chain. Triggers in the database refuse every other change.
"""

from typing import Any, ClassVar, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.core.append_only import AppendOnly
from plazamayor.organisation.models.administrations import Organisation


class AuditEntry(models.Model):
    """One act, linked to the one before it in the same administration by a keyed hash."""

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, db_constraint=False, related_name="+")
    number = models.PositiveBigIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    host = models.ForeignKey(Organisation, models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80)
    detail_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["organisation", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "number"], name="audit_number_once")]
        indexes: ClassVar = [models.Index(fields=["organisation", "action"], name="audit_by_action")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new entry; raises AppendOnly for one that exists."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        """Raises AppendOnly."""
        raise AppendOnly


class AuditDetail(models.Model):
    """Names and texts of one entry, as they were. May be erased; may not be changed."""

    entry = models.OneToOneField(AuditEntry, models.DO_NOTHING, db_constraint=False, related_name="detail", primary_key=True)
    actor_name = models.CharField(max_length=200)
    host_name = models.CharField(max_length=200, blank=True)
    subject_name = models.CharField(max_length=250, blank=True)
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the texts of a new entry; raises AppendOnly for one that has them."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)
