"""Campaigns and the links that carry their code."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation, Unit
from plazamayor.procedures.models import Procedure

CODE = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Only small letters without accents, digits and single dashes."))


class Campaign(models.Model):
    """What an administration wants for its citizens and tells in many places. `code` travels in its links."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="campaigns")
    code = models.CharField(_("code"), max_length=20, validators=[CODE])
    name = models.CharField(_("name"), max_length=150)
    objective = models.CharField(_("objective, in a sentence"), max_length=250)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    audience_size = models.PositiveIntegerField(_("how many people they are"), null=True, blank=True)
    procedure = models.ForeignKey(
        Procedure, models.SET_NULL, null=True, blank=True, related_name="campaigns", verbose_name=_("procedure it serves")
    )
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person that carries it")
    )
    begins = models.DateField(_("begins"))
    ends = models.DateField(_("ends"), null=True, blank=True)
    channels = models.ManyToManyField("channels.Channel", blank=True, related_name="+", verbose_name=_("channels"))
    archived = models.DateTimeField(null=True, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-begins", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "code"], name="campaign_code_once")]

    def __str__(self) -> str:
        return self.name


class TrackedLink(models.Model):
    """A short address that leads somewhere and counts that it did. `subject` is the row of an upper room that carries it.

    `channel` and `language` say on which of its publications; a link outlives all of them.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tracked_links")
    code = models.CharField(max_length=16, unique=True)
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="links")
    channel = models.ForeignKey("channels.Channel", models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=15, blank=True, default="")
    destination = models.CharField(max_length=2000)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "subject", "channel", "language", "destination"], name="tracked_link_once")
        ]

    def __str__(self) -> str:
        return self.code
