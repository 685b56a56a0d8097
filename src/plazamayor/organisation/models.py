"""Administrations (the tenants), their units, their people and what they may be."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes people, known by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """Makes a person; without a password, one who signs in by other means."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Finds a person by e-mail, whatever its case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who works with the console; may belong to several administrations."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """One or two letters that stand for the person."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


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
    ine_code = models.CharField(_("INE code"), max_length=5, blank=True)
    dir3_code = models.CharField(_("DIR3 code"), max_length=9, blank=True)
    territory = models.CharField(_("territory"), max_length=10, blank=True, help_text=_("ISO 3166-2 code, such as ES-VC."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Madrid")
    languages = models.JSONField(_("languages"), default=list)
    host = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("hosted by"))
    generated = models.BooleanField(default=False, editable=False, help_text=_("Made by the demonstration."))
    created = models.DateTimeField(default=timezone.now, editable=False)
    closed = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an administration that answers for something."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("name"), max_length=200)
    dir3_code = models.CharField(_("DIR3 code"), max_length=9, blank=True)

    class Meta:
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
    """A person's place in an administration."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="memberships")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "person"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class LocalHoliday(models.Model):
    """A day that is not a working day only in one municipality."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
