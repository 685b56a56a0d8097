"""The tokens with which an e-office's server tells of steps that its pages cannot."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation


class CallToken(models.Model):
    """A token that an e-office's server shows. Only its hash is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="call_tokens")
    name = models.CharField(_("what it is for"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    used = models.DateField(null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return self.name
