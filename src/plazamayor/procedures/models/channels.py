"""What was done by other channels, what each costs, and the burden a procedure is for whoever does it."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models.catalogue import Channel, Procedure


class ChannelCount(models.Model):
    """How many times a procedure was done by a channel in some days, both included, as somebody or a program told."""

    class Told(models.TextChoices):
        FORM = "form", _("typed")
        FILE = "file", _("from a file")
        API = "api", _("by a program")

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="counts")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    source = models.CharField(_("where it was counted"), max_length=60, blank=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    completed = models.PositiveIntegerField(_("completed"))
    told = models.CharField(max_length=10, choices=Told, default=Told.FORM, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-first", "channel", "source"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "channel", "source", "first", "last"], name="channel_count_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="channel_count_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.first}/{self.last}: {self.completed}"


class ChannelCost(models.Model):
    """What a channel of a procedure cost the administration in some days, both included, in euros."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="costs")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    euros = models.DecimalField(_("euros"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    note = models.CharField(_("how it was worked out"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-first", "channel"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "channel", "first", "last"], name="channel_cost_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="channel_cost_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.first}/{self.last}: {self.euros} €"


class BurdenPrice(models.Model):
    """A price of the simplified method for measuring administrative burdens, as an administration uses it.

    `key` is that of the official table.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="burden_prices")
    key = models.CharField(max_length=40)
    name = models.CharField(_("burden"), max_length=120)
    euros = models.DecimalField(_("euros each time"), max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "key"], name="burden_price_once")]

    def __str__(self) -> str:
        return self.name


class Burden(models.Model):
    """How many times a procedure, done once by a channel, carries a burden of the table."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="burdens")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    price = models.CharField(_("burden"), max_length=40)
    times = models.DecimalField(_("times"), max_digits=6, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal(0))])

    class Meta:
        ordering: ClassVar = ["channel", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "channel", "price"], name="burden_once")]

    def __str__(self) -> str:
        return f"{self.price} x {self.times}"


class ChannelTime(models.Model):
    """How long doing a procedure once by a channel takes the citizen, in minutes, all told: reading, gathering papers, travel, waiting.

    The official table of burdens does not price citizens' time: until an administration says it, hours are not told.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="times")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    minutes = models.DecimalField(_("minutes each time"), max_digits=6, decimal_places=1, validators=[MinValueValidator(Decimal(0))])
    source = models.CharField(_("how it is known"), max_length=200)

    class Meta:
        ordering: ClassVar = ["channel"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "channel"], name="channel_time_once")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.minutes} min"
