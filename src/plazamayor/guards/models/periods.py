"""Times in which an administration keeps silent, or says only some things."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation


class ElectoralCall(models.Model):
    """A call of elections: the period runs from its publication to the end of voting day (LOREG, arts. 42 and 50.2)."""

    class Scope(models.TextChoices):
        GENERAL = "general", _("general")
        REGIONAL = "regional", _("regional")
        LOCAL = "local", _("local")
        EUROPEAN = "european", _("European Parliament")
        REFERENDUM = "referendum", _("referendum")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="electoral_calls")
    scope = models.CharField(_("elections"), max_length=20, choices=Scope)
    territory = models.CharField(_("territory"), max_length=100, blank=True)
    called = models.DateField(_("day the call is published"))
    voting = models.DateField(_("voting day"))
    time_zone = models.CharField(max_length=60, default="Europe/Madrid")
    source = models.CharField(_("official reference"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-voting", "pk"]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.voting:%Y-%m-%d}"


class Silence(models.Model):
    """Official mourning or an emergency: what is scheduled waits, save what is about it."""

    class Kind(models.TextChoices):
        MOURNING = "mourning", _("official mourning")
        EMERGENCY = "emergency", _("emergency")
        OTHER = "other", _("another silence")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="silences")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    begins = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    text = models.CharField(_("why"), max_length=200)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-begins", "pk"]

    def __str__(self) -> str:
        return self.text
