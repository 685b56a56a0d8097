"""Who has to say yes, and what exactly they said yes to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.models import Channel
from plazamayor.organisation.models import Organisation, Role
from plazamayor.publishing.models.pieces import Piece


class Stage(models.Model):
    """A yes that is needed before something leaves: by a role, on one channel or on all of them. Stages follow `position`."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="approval_stages")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("channel"))
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("who approves"), max_length=30, choices=Role, default=Role.APPROVER)
    days = models.PositiveSmallIntegerField(_("days it is good for"), default=30)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """A yes or a no to one digest. `stage` is empty for the usual single stage. `fell` says when and `why` what changed after it."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("sent back")

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="approvals")
    stage = models.ForeignKey(Stage, models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    expires = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    fell = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.digest[:8]}"


class ApprovalLink(models.Model):
    """A link in an e-mail that leads one person to one digest; only its hash is kept. It approves nothing without a second factor."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)
