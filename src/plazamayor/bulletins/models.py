"""Gazettes, what they publish, who follows what, and which terms were found."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation, Unit
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.models import Piece


class Source(models.Model):
    """A gazette. The state's are shared by the installation (`organisation` empty); an administration may add its own.

    `reader` names how it is read; `options` is what that reader asks: an address, a recipe for a list. `etag` and `modified` are what the
    last whole answer of the address `asked` said of itself. `failures` are in a row; `problem` is the last one, in a sentence.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="gazettes")
    reader = models.CharField(_("how it is read"), max_length=30)
    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("initials"), max_length=20)
    options = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    asked = models.CharField(max_length=1000, blank=True, default="")
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=60, blank=True, default="")
    checked = models.DateTimeField(null=True, blank=True)
    next_check = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["short_name"]

    def __str__(self) -> str:
        return self.short_name


class Issue(models.Model):
    """One number of a gazette. `original` is what was read, compressed; `announced` how many items its own index has, counted apart."""

    class State(models.TextChoices):
        COMPLETE = "complete", _("complete")
        EMPTY = "empty", _("no gazette that day")
        PARTIAL = "partial", _("not whole")

    source = models.ForeignKey(Source, models.CASCADE, related_name="issues")
    day = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=State)
    announced = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    original = models.BinaryField(default=bytes)
    media_type = models.CharField(max_length=100, blank=True)
    read = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "day", "number"], name="gazette_issue_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.number} {self.day:%Y-%m-%d}"


class Item(models.Model):
    """One published act. `identifier` is permanent (`BOE-A-2026-23114`).

    One that `names_people` keeps neither title nor text here: they are in its issue's original, where nothing looks for names.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("grants and aid")
        CALL = "call", _("calls and terms")
        EXAMINATION = "examination", _("public examinations")
        EXPOSURE = "exposure", _("public information")
        RULE = "rule", _("rules")
        CONTRACT = "contract", _("contracts")
        APPOINTMENT = "appointment", _("appointments")
        EDICT = "edict", _("edicts and notifications")
        OTHER = "other", _("other")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    identifier = models.CharField(max_length=120)
    section = models.CharField(max_length=150, blank=True)
    department = models.CharField(max_length=250, blank=True)
    heading = models.CharField(max_length=250, blank=True)
    title = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    names_people = models.BooleanField(default=False)
    address = models.CharField(max_length=500, blank=True)
    pdf = models.CharField(max_length=500, blank=True)
    xml = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    text_read = models.DateTimeField(null=True, blank=True)
    original = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "identifier"], name="gazette_item_once")]
        indexes: ClassVar = [models.Index(fields=["identifier"], name="gazette_identifier")]

    def __str__(self) -> str:
        return self.identifier


class BackFill(models.Model):
    """A range of days of a gazette read again, from the last to the first; `reached` is the last day done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being read")
        DONE = "done", _("read")
        CANCELLED = "cancelled", _("stopped")
        FAILED = "failed", _("broken off")

    source = models.ForeignKey(Source, models.CASCADE, related_name="back_fills")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    reached = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    issues = models.PositiveIntegerField(default=0)
    items = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    began = models.DateTimeField()
    beat = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-began", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.first:%Y-%m-%d} {self.last:%Y-%m-%d}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def days_done(self) -> int:
        """How many of them are done."""
        return (self.last - self.reached).days + 1 if self.reached else 0


class Turn(models.Model):
    """Whose turn it is to ask a host: nobody before `free`. One question at a time, with a pause, from any process."""

    host = models.CharField(max_length=255, unique=True)
    free = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.host


class Subscription(models.Model):
    """What a unit follows. Every condition that is given must hold; words are alternatives, each of them all its words.

    A procedure without words lends those of its name; with them, it only says which one the pieces are of.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="gazette_subscriptions")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=100)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("gazettes"))
    sections = models.JSONField(_("sections"), default=list, blank=True)
    departments = models.JSONField(_("departments"), default=list, blank=True)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    words = models.JSONField(_("words"), default=list, blank=True)
    territories = models.JSONField(_("territories"), default=list, blank=True)
    procedure = models.ForeignKey(Procedure, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("procedure"))
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("who is told"))
    active = models.BooleanField(_("in use"), default=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Match(models.Model):
    """An item that concerns an administration, why, and what became of it.

    `why` has a mapping for each reason: `kind` of reason, `text` that was found, `subscription` by which, if any.
    """

    class State(models.TextChoices):
        NEW = "new", _("to be seen")
        TAKEN = "taken", _("became a piece")
        KEPT = "kept", _("for the house")
        DISCARDED = "discarded", _("discarded")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="gazette_matches")
    item = models.ForeignKey(Item, models.CASCADE, related_name="matches")
    subscriptions = models.ManyToManyField(Subscription, related_name="+")
    why = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.NEW)
    piece = models.ForeignKey(Piece, models.SET_NULL, null=True, blank=True, related_name="gazette_matches")
    digested = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "item"], name="gazette_match_once")]

    def __str__(self) -> str:
        return str(self.item)


class FoundTerm(models.Model):
    """A term written in an item, as a date by the administration's calendar, until a person confirms or corrects it.

    `rule` is what was understood (`terms.reading.Found`): amount, unit, from when, what for. `day` is its last day, None when it counts
    from something that has no date, such as a notification.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="terms")
    quote = models.TextField()
    rule = models.JSONField(default=dict)
    day = models.DateField(null=True)
    confirmed = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "pk"]

    def __str__(self) -> str:
        return self.quote[:60]
