"""Who asked for which letters, the letters themselves, and what was found unusual."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """A person of the administration who wants letters about a site: a report a week or a month, or word of what is unusual."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Every Monday")
        MONTHLY = "monthly", _("The first day of each month")
        ALERTS = "alerts", _("When something is unusual")

    site = models.ForeignKey("analytics.Site", models.CASCADE, related_name="subscriptions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="site_subscriptions")
    rhythm = models.CharField(_("when"), max_length=10, choices=Rhythm)
    language = models.CharField(_("language"), max_length=5)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["person__name", "rhythm"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "person", "rhythm"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.site}, {self.person}, {self.get_rhythm_display()}"


class AlertRule(models.Model):
    """What is watched of a site. A site without a row is watched for what these fields say of themselves, and for no goal."""

    site = models.OneToOneField("analytics.Site", models.CASCADE, related_name="alert_rule")
    rise = models.BooleanField(_("An unusual rise in visits"), default=True)
    fall = models.BooleanField(_("An unusual fall in visits"), default=True)
    views_rise = models.BooleanField(_("An unusual rise in page views"), default=False)
    views_fall = models.BooleanField(_("An unusual fall in page views"), default=False)
    not_found = models.BooleanField(_("An unusual rise in addresses not found"), default=True)
    silence = models.BooleanField(_("Silence: nothing arrives when it always did"), default=True)
    goals = models.ManyToManyField(
        "analytics.Goal", blank=True, related_name="+", verbose_name=_("An unusual rise or fall in the visits that reach a goal")
    )

    def __str__(self) -> str:
        return str(self.site)


class Alert(models.Model):
    """Something unusual on a site: open from the first look that found it to the first that no longer does.

    `observed` happened between `first_hour` and `last_hour` of `day` (0 to 24, in the site's zone); it is compared with the same
    hours of `weeks` earlier same weekdays, which went from `low` to `high`, with half of them above `usual`.
    """

    class Kind(models.TextChoices):
        RISE = "rise", _("unusual rise in visits")
        FALL = "fall", _("unusual fall in visits")
        VIEWS_RISE = "views_rise", _("unusual rise in page views")
        VIEWS_FALL = "views_fall", _("unusual fall in page views")
        NOT_FOUND = "not_found", _("unusual rise in addresses not found")
        GOAL_RISE = "goal_rise", _("unusual rise in a goal")
        GOAL_FALL = "goal_fall", _("unusual fall in a goal")
        SILENCE = "silence", _("silence")

    site = models.ForeignKey("analytics.Site", models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=10, choices=Kind)
    goal = models.ForeignKey("analytics.Goal", models.CASCADE, null=True, blank=True, related_name="+")
    """The goal it is about, where it is about one."""
    day = models.DateField()
    first_hour = models.PositiveSmallIntegerField()
    last_hour = models.PositiveSmallIntegerField()
    observed = models.PositiveIntegerField()
    usual = models.FloatField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    weeks = models.PositiveSmallIntegerField()
    began = models.DateTimeField()
    seen = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-began"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "kind"], condition=Q(ended=None, goal=None), name="one_open_alert"),
            models.UniqueConstraint(
                fields=["site", "kind", "goal"], condition=Q(ended=None, goal__isnull=False), name="one_open_alert_of_a_goal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}, {self.what}"

    @property
    def what(self) -> str:
        """What it is, with the goal it is about."""
        return f"{self.get_kind_display()}: {self.goal}" if self.goal else str(self.get_kind_display())


class Letter(models.Model):
    """One e-mail to one person. `about` says what no other letter of the subscription is about: the period's first day, or alert and day.

    due ── claimed: sending ─┬─ the mail server took it ── sent
     ^                       ├─ it refused for good, or five times, or it is too late ── failed
     └── it refused for now ─┤
                             ├─ the answer was lost, or the process died ── uncertain: never sent again
                             └─ the person no longer has a place ── dropped
    """

    class State(models.TextChoices):
        DUE = "due", _("waiting")
        SENDING = "sending", _("leaving")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("not known whether it left")
        FAILED = "failed", _("refused")
        DROPPED = "dropped", _("no longer due")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="letters")
    about = models.CharField(max_length=40)
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, related_name="letters")
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    planned = models.DateTimeField()
    claimed = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-planned"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["subscription", "about"], name="letter_once")]
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt"], name="letters_waiting")]

    def __str__(self) -> str:
        return f"{self.subscription}, {self.about}"
