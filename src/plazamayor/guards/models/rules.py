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
    """A person, other than who wrote it, lets something through with a reason. Bound to the digest of what was checked."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="guard_overrides")
    guard = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "subject"], name="override_subject")]

    def __str__(self) -> str:
        return f"{self.guard} {self.subject}"
