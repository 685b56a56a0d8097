"""Tokens of the API, how much each has been used in the present minute, and the batches of events already taken."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation


class ApiToken(models.Model):
    """What another program shows to read figures or send events of an administration. Only a hash of it is kept.

    It belongs to the administration, not to whoever made it: it lives until it expires or is taken back.
    """

    class Scope(models.TextChoices):
        READ_STATS = "read_stats", _("Read figures")
        WRITE_EVENTS = "write_events", _("Send events")
        WRITE_COUNTS = "write_counts", _("Tell what is done by other channels")
        WRITE_STEPS = "write_steps", _("Tell the steps of procedures")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=60)
    scopes = models.JSONField(default=list)
    every_site = models.BooleanField(default=False)
    sites = models.ManyToManyField("analytics.Site", related_name="+", blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        """Tells whether it still opens."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    @property
    def scope_names(self) -> list[str]:
        """What it was given for, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]

    def may(self, scope: str) -> bool:
        """Tells whether it was given for that."""
        return scope in self.scopes


class RateWindow(models.Model):
    """How often something was done in a minute (counted since 1970). One row a thing, used again when its minute is over."""

    key = models.CharField(max_length=80, primary_key=True)
    minute = models.BigIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class TakenBatch(models.Model):
    """A batch of events that a program sent with a key of its own, so that sending it again counts nothing twice. Kept four days.

    waiting ── the events are in the spool ── kept
       └─ the process died in between: whether they were kept is not known, and sending again is refused
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    taken = models.DateTimeField()
    kept = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="batch_key_once")]

    def __str__(self) -> str:
        return self.key
