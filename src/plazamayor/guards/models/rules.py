"""How strict each guard is in an administration, and what was let through all the same."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation


class GuardSetting(models.Model):
    """What an administration changed of a guard: whether it is off, warns or blocks, and its own words."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="guard_settings")
    guard = models.CharField(max_length=40)
    gravity = models.PositiveSmallIntegerField(null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "guard"], name="guard_setting_once")]

    def __str__(self) -> str:
        return self.guard


class Override(models.Model):
    """A person, other than who wrote it, lets something through with a reason. Bound to the digest of what was checked.

    `label` and `address` say what it is about and where it is, for whoever decides; `told` is what the guard said.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="guard_overrides")
    guard = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    told = models.CharField(max_length=500, blank=True)
    asked_for = models.CharField(_("why it should go through"), max_length=500)
    asked_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "subject"], name="override_subject")]
        ordering: ClassVar = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.guard} {self.subject}"
