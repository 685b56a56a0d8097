"""Connected accounts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation, Unit


class Channel(models.Model):
    """An account of the administration on a network. `secrets` is encrypted with a key that is not in the database."""

    class State(models.TextChoices):
        WORKING = "working", _("working")
        EXPIRING = "expiring", _("about to expire")
        BROKEN = "broken", _("has to be connected again")
        PAUSED = "paused", _("paused")
        REMOVED = "removed", _("removed")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="channels")
    connector = models.CharField(max_length=30)
    name = models.CharField(_("name"), max_length=100)
    handle = models.CharField(_("account"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit that answers for it"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WORKING)
    problem = models.CharField(max_length=500, blank=True, default="")
    missing = models.JSONField(default=list, blank=True)
    secrets = models.BinaryField(default=bytes)
    options = models.JSONField(default=dict, blank=True)
    limits = models.JSONField(default=dict, blank=True)
    expires = models.DateTimeField(null=True, blank=True)
    checked = models.DateTimeField(null=True, blank=True)
    warned_expiry = models.DateTimeField(null=True, blank=True)
    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "connector", "handle"], condition=~models.Q(state="removed"), name="channel_account_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
