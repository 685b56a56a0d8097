"""What waits to be written: ideas from anybody, and forms to begin from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models.pieces import Piece


class Idea(models.Model):
    """Something a colleague thinks is worth telling."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("became a piece")
        DISMISSED = "dismissed", _("not for now")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="ideas")
    text = models.TextField(_("idea"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    piece = models.ForeignKey(Piece, models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=500, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Template(models.Model):
    """A piece to begin from. `content` has the shape of a revision's."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="piece_templates")
    name = models.CharField(_("name"), max_length=100)
    format = models.CharField(_("format"), max_length=20, choices=Piece.Format, default=Piece.Format.SHORT)
    content = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
