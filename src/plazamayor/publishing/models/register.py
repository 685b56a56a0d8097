"""The register of publications, which only grows, and the orders to remove what was published."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation


class Publication(models.Model):
    """One entry: something was published, corrected or withdrawn. Holds ids and digests, chained; texts are in `PublicationText`.

    Rows are never changed nor deleted: triggers in the database refuse it.
    """

    class Act(models.TextChoices):
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, db_constraint=False, related_name="+")
    number = models.PositiveBigIntegerField(_("number"))
    act = models.CharField(max_length=20, choices=Act)
    at = models.DateTimeField(_("when"))
    piece_id = models.BigIntegerField(null=True)
    delivery_id = models.BigIntegerField(null=True)
    corrects = models.PositiveBigIntegerField(null=True)
    content_digest = models.CharField(max_length=64)
    text_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["organisation", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "number"], name="publication_number_once")]
        indexes: ClassVar = [models.Index(fields=["organisation", "at"], name="publication_at")]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class PublicationText(models.Model):
    """What an entry says in words: channel, title, text, alternative texts, who wrote, who approved, the network's id and address."""

    publication = models.OneToOneField(Publication, models.DO_NOTHING, db_constraint=False, related_name="text", primary_key=True)
    content = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.content.get("title", ""))


class RemovalOrder(models.Model):
    """An electoral board, or another authority, orders to remove something within a term."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="removal_orders")
    authority = models.CharField(_("who orders it"), max_length=150)
    reference = models.CharField(_("reference"), max_length=100, blank=True)
    received = models.DateTimeField(_("received"))
    due = models.DateTimeField(_("term"))
    text = models.TextField(_("what it orders"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    done = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-received", "-pk"]

    def __str__(self) -> str:
        return f"{self.authority} {self.reference}".strip()


class RemovedPublication(models.Model):
    """A delivery that an order reaches, and when it was seen to be gone."""

    order = models.ForeignKey(RemovalOrder, models.CASCADE, related_name="publications")
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="+")
    gone = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "delivery"], name="removed_publication_once")]

    def __str__(self) -> str:
        return str(self.delivery)
