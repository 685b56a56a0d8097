"""What leaves: deliveries, each attempt at them, and the sign that somebody is delivering."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.models.accounts import Channel
from plazamayor.organisation.models import Organisation


class Delivery(models.Model):
    """One thing that leaves by one channel, at one hour, at most once.

    `subject` names the row of an upper room it speaks for (`publishing.piece:12`); `key` is unique for ever and travels with it.
    `content` is the whole of what leaves, frozen: an upper room that changes what it says cancels this delivery and makes another.
    `lease` is until when the worker that looks at it owns it: past that hour, with the state still `sending`, it is `uncertain`.
    `trying_since` is when the present series of tries began: it gives up some hours after it. `held_by` says who has to let a held
    one go: its channel, the upper room it speaks for, or a person. `price` is what the network charges (`thousandths`, `currency`,
    `source`); `next_measure` is when the network is next asked how it goes. `withdraw_asked` may come before it is known that it went out.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        HELD = "held", _("held")
        SENDING = "sending", _("being sent")
        UNCERTAIN = "uncertain", _("not known whether it went out")
        PUBLISHED = "published", _("published")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")
        WITHDRAWING = "withdrawing", _("being withdrawn")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Holder(models.TextChoices):
        CHANNEL = "channel", _("its channel")
        SPEAKER = "speaker", _("what it speaks for")
        PERSON = "person", _("a person")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    subject = models.CharField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    due = models.DateTimeField(_("hour"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SCHEDULED)
    reason = models.CharField(max_length=500, blank=True, default="")
    held_by = models.CharField(max_length=20, choices=Holder, blank=True, default="")
    price = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    trying_since = models.DateTimeField()
    lease = models.DateTimeField(null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    """When the attempt whose outcome counts began: `find` looks from here on."""
    published = models.DateTimeField(null=True, blank=True)
    withdraw_asked = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    network_id = models.CharField(max_length=300, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    parts = models.JSONField(default=list, blank=True)
    next_measure = models.DateTimeField(null=True, blank=True)
    measured = models.DateTimeField(null=True, blank=True)
    measures = models.JSONField(default=dict, blank=True)
    warned_late = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_attempt"], name="delivery_due"),
            models.Index(fields=["organisation", "due"], name="delivery_calendar"),
            models.Index(fields=["organisation", "state", "due"], name="delivery_state"),
            models.Index(fields=["subject"], name="delivery_subject"),
            models.Index(fields=["channel", "network_id"], name="delivery_network"),
            models.Index(fields=["lease"], condition=models.Q(lease__isnull=False), name="delivery_lease"),
            models.Index(fields=["next_measure"], condition=models.Q(next_measure__isnull=False), name="delivery_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.title or self.key}"


class Attempt(models.Model):
    """One try of a delivery, a search for it, or its withdrawal, and how it ended; `outcome` is empty while it lasts."""

    class Act(models.TextChoices):
        PUBLISH = "publish", _("publish")
        FIND = "find", _("look for it")
        WITHDRAW = "withdraw", _("withdraw")

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    act = models.CharField(max_length=20, choices=Act, default=Act.PUBLISH)
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, default="")
    told = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.began:%Y-%m-%d %H:%M} {self.outcome}"


class Heartbeat(models.Model):
    """When the outbox was last looked through, by any process of the installation; one row."""

    beat = models.DateTimeField()
    worker = models.CharField(max_length=100, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.beat:%Y-%m-%d %H:%M:%S}"
