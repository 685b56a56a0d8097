"""The catalogue: procedures, the steps that are recognised of each, and what was changed in them."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.models import Site
from plazamayor.organisation.models import Organisation, Unit

CODE = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Only small letters without accents, digits and single dashes."))
SIA = RegexValidator(r"^\d{5,9}$", _("A SIA code is a number of five to nine digits."))
LONGEST_LIMIT = 30 * 24 * 60


class Channel(models.TextChoices):
    """A way of doing a procedure. Assisted: on line, with a person of the administration beside."""

    ONLINE = "online", _("on line, without help")
    ASSISTED = "assisted", _("on line, assisted")
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")


class Procedure(models.Model):
    """What a citizen comes to do. `code` names it in addresses, files and calls; `site` is where it is done on line."""

    class Kind(models.TextChoices):
        VOLUNTARY = "voluntary", _("voluntary")
        OBLIGATORY = "obligatory", _("obligatory")
        INFORMATION = "information", _("information only")

    class LifeEvent(models.TextChoices):
        """Areas of annex I of Regulation (EU) 2018/1724, in its order, and none."""

        NONE = "", _("none")
        TRAVEL = "travel", _("travel within the Union")
        WORK = "work", _("work and retirement")
        VEHICLES = "vehicles", _("vehicles")
        RESIDENCE = "residence", _("residence")
        EDUCATION = "education", _("education or traineeship")
        HEALTH = "health", _("healthcare")
        FAMILY = "family", _("citizens' and family rights")
        CONSUMERS = "consumers", _("consumer rights")
        DATA = "data", _("protection of personal data")
        BUSINESS = "business", _("starting, running and closing a business")
        EMPLOYEES = "employees", _("employees")
        TAXES = "taxes", _("taxes")
        GOODS = "goods", _("goods")
        SERVICES = "services", _("services")
        FUNDING = "funding", _("funding a business")
        CONTRACTS = "contracts", _("public contracts")
        SAFETY = "safety", _("health and safety at work")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="procedures")
    site = models.ForeignKey(
        Site, models.SET_NULL, null=True, blank=True, related_name="procedures", verbose_name=_("site where it is done")
    )
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    sia_code = models.CharField(_("SIA code"), max_length=9, blank=True, validators=[SIA])
    name = models.CharField(_("name"), max_length=150)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit that answers for it"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person that answers for it")
    )
    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.VOLUNTARY)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    legal_term = models.CharField(_("legal term"), max_length=120, blank=True, help_text=_("How long the administration has to answer."))
    opens = models.DateField(_("opens"), null=True, blank=True)
    closes = models.DateField(_("closes"), null=True, blank=True)
    life_event = models.CharField(_("life event"), max_length=20, choices=LifeEvent, blank=True, default=LifeEvent.NONE)
    addresses = models.JSONField(_("pages that explain it"), default=list, blank=True)
    limit_minutes = models.PositiveIntegerField(
        _("time limit, in minutes"), default=120, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_LIMIT)]
    )
    across_visits = models.BooleanField(_("across visits"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "code"], name="procedure_code_once")]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """Something recognised of a procedure: one of its steps in order, another way it ends, or what happens along it.

    `marks` are the ways it is recognised, any of them: `[["address", "/sede/ayudas/*"], ["event", "ayudas-firmar"]]`, with `regex` besides.
    """

    class Role(models.TextChoices):
        STEP = "step", _("a step")
        NEGATIVE = "negative", _("a valid negative end: not eligible, withdrawn")
        FAILURE = "failure", _("a failure of the system")
        ERROR = "error", _("an error shown")
        HELP = "help", _("help asked for")
        SEARCH = "search", _("the search page")
        CONTACT = "contact", _("the contact page")
        PHONE = "phone", _("the page of telephones")

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    role = models.CharField(_("what it is"), max_length=20, choices=Role, default=Role.STEP)
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(_("key"), max_length=40, validators=[CODE])
    name = models.CharField(_("name"), max_length=80)
    marks = models.JSONField(_("recognised by"), default=list)

    class Meta:
        ordering: ClassVar = ["role", "position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "key"], name="step_key_once")]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """Something that was changed in a procedure on some day, to be compared before and after."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="changes")
    day = models.DateField(_("day"))
    text = models.CharField(_("what changed"), max_length=150)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text
