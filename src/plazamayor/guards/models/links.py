"""What is known of the addresses that texts lead to."""

from hashlib import sha256
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation


def key_of(address: str) -> str:
    """By what an address is found: addresses are longer than indexes like."""
    return sha256(address.encode("utf-8", "replace")).hexdigest()


class Link(models.Model):
    """An address found in a text, asked from time to time by work that falls due; no page waits for it."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("not yet known")
        ANSWERS = "answers", _("answers")
        MISSING = "missing", _("is not there")
        SILENT = "silent", _("does not answer")
        INSIDE = "inside", _("may not be asked")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="checked_links")
    key = models.CharField(max_length=64)
    address = models.TextField()
    state = models.CharField(max_length=20, choices=State, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True)
    secure = models.BooleanField(null=True)
    seen = models.DateTimeField()
    asked = models.DateTimeField(null=True)
    due = models.DateTimeField(db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "key"], name="guard_link_once")]

    def __str__(self) -> str:
        return self.address
