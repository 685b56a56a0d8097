"""Administrations (the tenants), their units, their people's places and their local holidays."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.codes import validate_dir3, validate_ine, validate_time_zone

DAYS_TO_REOPEN = 30


def default_languages() -> list[str]:
    """What a new administration speaks until it says otherwise."""
    return ["es"]


class Organisation(models.Model):
    """A public administration: the tenant. Every domain row belongs to one."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Town council")
        PROVINCE = "province", _("Provincial council")
        REGION = "region", _("Regional government")
        STATE = "state", _("Central government")
        AGENCY = "agency", _("Public body")

    name = models.CharField(_("name"), max_length=200)
    code = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COUNCIL)
    ine_code = models.CharField(_("INE code"), max_length=5, blank=True, validators=[validate_ine])
    dir3_code = models.CharField(_("DIR3 code"), max_length=9, blank=True, validators=[validate_dir3])
    territory = models.CharField(_("territory"), max_length=10, blank=True, help_text=_("Its holidays count in deadlines."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Madrid", validators=[validate_time_zone])
    languages = models.JSONField(_("languages"), default=default_languages)
    host = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("hosted by"))
    require_second_factor = models.BooleanField(
        _("ask everybody for a second factor"),
        default=True,
        help_text=_(
            "A passkey, or a code from an app besides the password. People who sign in through your own directory's page prove it there."
        ),
    )
    generated = models.BooleanField(default=False, editable=False, help_text=_("Made by the demonstration."))
    created = models.DateTimeField(default=timezone.now, editable=False)
    closed = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def may_host(self) -> bool:
        """Whether its kind of administration lends this installation to smaller ones."""
        return self.kind in {self.Kind.PROVINCE, self.Kind.REGION, self.Kind.STATE}

    @property
    def erased_after(self) -> datetime | None:
        """The moment from which a closed administration is deleted for good."""
        return self.closed + timedelta(days=DAYS_TO_REOPEN) if self.closed else None


class Unit(models.Model):
    """A part of an administration that answers for something."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("name"), max_length=200)
    dir3_code = models.CharField(_("DIR3 code"), max_length=9, blank=True, validators=[validate_dir3])

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person is in an administration; `access` says what each may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    COMMUNITY_MANAGER = "community_manager", _("Community manager")
    APPROVER = "approver", _("Approver")
    PROCEDURE_OWNER = "procedure_owner", _("Procedure owner")
    ANALYST = "analyst", _("Analyst")
    PROTECTION_OFFICER = "protection_officer", _("Data protection officer")
    DIRECTOR = "director", _("Director")


class Membership(models.Model):
    """A person's place in an administration.

    `through` is set on places that are not rows: those that somebody of the host takes in an administration it hosts.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name=_("unit"))
    since = models.DateTimeField(default=timezone.now, editable=False)

    through: "Membership | None" = None

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "person"], name="membership_once")]

    def __str__(self) -> str:
        return str(self.person)


class LocalHoliday(models.Model):
    """A day that is not a working day only in one municipality."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
