"""Pieces: what is told, in its versions by channel and language."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Organisation, Unit
from plazamayor.procedures.models import Procedure


class Piece(models.Model):
    """Something to be told. `at` is its planned hour; `facts` is what its format asks besides texts (a table, a date, a place).

    `category` is one of `guards.contract.Category`. `source_name` and `source_address` say from which official act it comes.
    """

    class Format(models.TextChoices):
        ARTICLE = "article", _("article")
        SHORT = "short", _("short post")
        INFOGRAPHIC = "infographic", _("infographic")
        VIDEO = "video", _("video tutorial")
        EVENT = "event", _("event or webinar")
        QUESTIONS = "questions", _("questions and answers")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("waiting for approval")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISCARDED = "discarded", _("discarded")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="pieces")
    title = models.CharField(_("working title"), max_length=200)
    format = models.CharField(_("format"), max_length=20, choices=Format, default=Format.SHORT)
    category = models.CharField(_("what it is about"), max_length=20, default="ordinary")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    at = models.DateTimeField(_("goes out"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="pieces", verbose_name=_("campaign"))
    procedure = models.ForeignKey(
        Procedure, models.SET_NULL, null=True, blank=True, related_name="pieces", verbose_name=_("procedure it serves")
    )
    link = models.CharField(_("where it leads"), max_length=2000, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    facts = models.JSONField(default=dict, blank=True)
    source_name = models.CharField(_("comes from"), max_length=300, blank=True)
    source_address = models.CharField(max_length=500, blank=True)
    slug = models.SlugField(max_length=100, blank=True)
    evergreen = models.BooleanField(_("worth telling again"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_shown = models.CharField(_("who signs it"), max_length=150, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    """The number of the newest revision: a form that was opened on an older one is not saved over it."""

    class Meta:
        ordering: ClassVar = ["-changed", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "at"], name="piece_calendar"),
            models.Index(fields=["organisation", "state"], name="piece_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], condition=~models.Q(slug=""), name="piece_slug_once")
        ]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """A piece on a channel. `delivery` is the newest delivery of each language, once it is scheduled; `at` when its hour is its own."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="placements")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    language = models.CharField(max_length=15)
    at = models.DateTimeField(null=True, blank=True)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["piece", "channel", "language"], name="placement_once")]

    def __str__(self) -> str:
        return f"{self.channel} ({self.language})"


class Version(models.Model):
    """What a piece says in a language: on one channel, or everywhere that has no words of its own (`channel` empty).

    `text` is Markdown for the website and plain for networks. `more` are the texts that follow in a thread.
    """

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="versions")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=15)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    more = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["piece", "channel", "language"], nulls_distinct=False, name="version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.title}"

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.title or self.summary or self.text or any(self.more))


class Revision(models.Model):
    """Everything of a piece as somebody left it. `digest` is of what would leave: texts, media, alternative texts, channels, hours.

    `automatic` ones were kept while somebody wrote, without being asked: the next of the same person takes their place.
    """

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    automatic = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["piece", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Comment(models.Model):
    """What a colleague says of a piece, and whether it was dealt with. `where` names a field, or nothing."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="comments")
    where = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
