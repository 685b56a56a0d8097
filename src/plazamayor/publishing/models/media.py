"""Pictures and videos."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models.pieces import Piece


class Media(models.Model):
    """A file, kept under its digest below `MEDIA_ROOT`, or a video that lives elsewhere (`address`)."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        VIDEO = "video", _("video")

    class People(models.TextChoices):
        NONE = "none", _("nobody can be recognised")
        CONSENTED = "consented", _("the people in it consented")
        PENDING = "pending", _("consent is missing")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="media")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    mime = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    address = models.CharField(_("address"), max_length=500, blank=True)
    captions = models.JSONField(_("captions, by language"), default=dict, blank=True)
    transcript = models.JSONField(_("transcript, by language"), default=dict, blank=True)
    people = models.CharField(_("people in it"), max_length=20, choices=People, default=People.NONE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["digest"], name="media_digest")]

    def __str__(self) -> str:
        return self.name


class PieceMedia(models.Model):
    """A file in a piece, in its order, with what it shows in each language (`alt`); decorative ones say nothing."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="media")
    media = models.ForeignKey(Media, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.JSONField(_("what it shows, by language"), default=dict, blank=True)
    decorative = models.BooleanField(_("only decorates"), default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.media)
