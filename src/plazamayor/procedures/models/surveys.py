"""Satisfaction and exit feedback: what is asked, what was answered, and how many were asked."""

import secrets
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.procedures.models.catalogue import Procedure


def new_address() -> str:
    """The address of a survey: nobody guesses it, and it says nothing."""
    return secrets.token_urlsafe(9)


class Moment(models.TextChoices):
    """When somebody is asked (Regulation (EU) 2020/1121, article 8: after submission, or on choosing not to submit)."""

    COMPLETED = "completed", _("after finishing")
    LEFT = "left", _("on leaving")
    COUNTER = "counter", _("at the counter")


class Survey(models.Model):
    """The survey of a procedure. One in so many is invited: `sample_percent`."""

    procedure = models.OneToOneField(Procedure, models.CASCADE, related_name="survey")
    address = models.CharField(max_length=20, unique=True, default=new_address, editable=False)
    open = models.BooleanField(_("open"), default=True)
    sample_percent = models.PositiveSmallIntegerField(
        _("of every hundred, invited"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    retention_months = models.PositiveSmallIntegerField(
        _("months that answers are kept"), default=25, validators=[MinValueValidator(1), MaxValueValidator(25)]
    )

    def __str__(self) -> str:
        return f"{self.procedure}"


class Reply(models.Model):
    """One answer, kept at each step of it. It names nobody: `key` is random, the day is all that is kept of when, text is masked."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    key = models.CharField(max_length=32, unique=True)
    moment = models.CharField(max_length=10, choices=Moment)
    day = models.DateField()
    language = models.CharField(max_length=8, blank=True)
    step = models.CharField(max_length=40, blank=True)
    invited = models.BooleanField(default=False)
    """Whether it came by an invitation that was counted, so that it counts in the response rate."""
    satisfaction = models.PositiveSmallIntegerField(null=True)
    """From 1 to 5."""
    clarity = models.PositiveSmallIntegerField(null=True)
    """From 1 to 5."""
    help_sought = models.JSONField(default=list)
    """Where help was looked for; `["none"]` when it was not needed; empty when it was not answered."""
    help_reached = models.JSONField(default=dict)
    """For each way in which the administration was asked for help, whether it answered: `{"phone": true}`."""
    help_quality = models.JSONField(default=dict)
    """For each way in which it answered, from 1 to 5: `{"phone": 4}`."""
    reason = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=1200, blank=True)
    tags = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["survey", "day"])]

    def __str__(self) -> str:
        return f"{self.moment} {self.day}"


class Tally(models.Model):
    """How many were invited and how many closed the invitation, a day of a moment."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tallies")
    moment = models.CharField(max_length=10, choices=Moment)
    day = models.DateField()
    invited = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "moment", "day"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.moment} {self.day}: {self.invited}"
