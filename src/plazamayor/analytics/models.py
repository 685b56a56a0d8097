"""The sites an administration measures and how each is measured. What happened on them lives in the event store."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.api.records import ApiToken as ApiToken  # noqa: PLC0414 Django finds models here
from plazamayor.analytics.api.records import RateWindow as RateWindow  # noqa: PLC0414 the same
from plazamayor.analytics.api.records import TakenBatch as TakenBatch  # noqa: PLC0414 the same
from plazamayor.analytics.imports.records import LogImport as LogImport  # noqa: PLC0414 Django finds models here
from plazamayor.analytics.imports.records import Upload as Upload  # noqa: PLC0414 the same
from plazamayor.analytics.mailing.records import Alert as Alert  # noqa: PLC0414 the same
from plazamayor.analytics.mailing.records import AlertRule as AlertRule  # noqa: PLC0414 the same
from plazamayor.analytics.mailing.records import Letter as Letter  # noqa: PLC0414 the same
from plazamayor.analytics.mailing.records import Subscription as Subscription  # noqa: PLC0414 the same
from plazamayor.analytics.sharing.records import ShareLink as ShareLink  # noqa: PLC0414 the same
from plazamayor.organisation.models import Organisation


class Site(models.Model):
    """A website of an administration. Its primary key is the `site` of every event in the store."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sites")
    domain = models.CharField(_("domain"), max_length=253, help_text=_("As citizens type it, without https://."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Madrid")
    retention_months = models.PositiveSmallIntegerField(
        _("months kept"), default=25, validators=[MinValueValidator(1), MaxValueValidator(25)]
    )
    exempt = models.BooleanField(_("exempt mode"), default=True, help_text=_("Only statistics that need no consent."))
    kept_parameters = models.JSONField(_("query parameters kept"), default=list, blank=True)
    search_parameters = models.JSONField(_("query parameters that carry a search"), default=list, blank=True)
    excluded_networks = models.JSONField(_("addresses not counted"), default=list, blank=True)
    excluded_paths = models.JSONField(_("paths not counted"), default=list, blank=True)
    page_types = models.JSONField(_("page types"), default=list, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "domain"], name="site_domain_once")]

    def __str__(self) -> str:
        return self.domain


class Hostname(models.Model):
    """A host name whose pages count for a site. Only one site of the installation may claim a name."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="hostnames")
    name = models.CharField(_("host name"), max_length=253, unique=True)

    def __str__(self) -> str:
        return self.name


class Segment(models.Model):
    """A set of filters that somebody wants to look through again. `filters` are written as in addresses: `page:/x`, `!device:mobile`."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="segments")
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="segment_name_once")]

    def __str__(self) -> str:
        return self.name


class Annotation(models.Model):
    """What staff noted about some days of a site, both included. It is what somebody says, not what was measured."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="annotations")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    text = models.CharField(_("what happened"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-first", "pk"]

    def __str__(self) -> str:
        return self.text


class Goal(models.Model):
    """Something a visit may reach. It counts visits, not times."""

    class Kind(models.TextChoices):
        PAGE = "page", _("a page")
        PAGE_UNDER = "page_under", _("any page whose address begins so")
        DOWNLOAD = "download", _("a download")
        FORM = "form", _("a form sent")
        CUSTOM = "custom", _("an event of your own")

    site = models.ForeignKey(Site, models.CASCADE, related_name="goals")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("it is reached by"), max_length=20, choices=Kind, default=Kind.PAGE)
    value = models.CharField(_("address or name"), max_length=500)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="goal_name_once")]

    def __str__(self) -> str:
        return self.name


class BasisDeclaration(models.Model):
    """The legal ground on which a site is measured beyond exempt mode, as its administration declares it. It rules until it ends."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("Consent of each visitor (RGPD, art. 6.1.a; LSSI, art. 22.2)")
        PUBLIC_TASK = "public_task", _("A task in the public interest (RGPD, art. 6.1.e), with no access to the visitor's device")
        LEGAL_OBLIGATION = "legal_obligation", _("A legal obligation (RGPD, art. 6.1.c)")

    site = models.ForeignKey(Site, models.CASCADE, related_name="declarations")
    basis = models.CharField(_("legal basis"), max_length=30, choices=Basis)
    text = models.TextField(_("why it applies"), max_length=4000)
    day = models.DateField(_("date of the declaration"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("declared by"))
    created = models.DateTimeField(default=timezone.now, editable=False)
    ended = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return self.get_basis_display()


class LongAnswer(models.Model):
    """A question too long to wait for: how far its answer is and, once known, the answer. Kept a day.

    `question` is the address's own text; `key` its digest with what the store held when it was asked.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    question = models.JSONField()
    asked = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    answer = models.TextField(blank=True)
    failure = models.TextField(blank=True)

    is_new = False
    """Whether it has just been asked, so that somebody has to have it answered."""

    def __str__(self) -> str:
        return self.key


class Erasure(models.Model):
    """What retention erased of a site at a moment: the events of the days before one, and how many they were."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="erasures")
    before = models.DateField()
    events = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.site}, {self.before:%Y-%m-%d}"
