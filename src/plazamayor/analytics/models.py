"""The sites an administration measures and how each is measured. What happened on them lives in the event store."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
