"""How an administration's square looks, and where it is."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models import Organisation

COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("A colour is written as #a9442b."))


class Look(models.Model):
    """An administration's own look: its name as citizens know it, its colour, its crest, its own domain.

    `crest` is a PNG, written again by us. `hub` is where its feeds are announced (WebSub, W3C Recommendation of 2018); empty announces
    nothing. `announced` is the moment of the last publication that was.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="look")
    name = models.CharField(_("name, as citizens know it"), max_length=120, blank=True)
    lead = models.CharField(_("what is told here, in a sentence"), max_length=250, blank=True)
    colour = models.CharField(_("colour of what acts"), max_length=7, blank=True, validators=[COLOUR])
    crest = models.BinaryField(_("crest"), default=bytes, editable=False)
    domain = models.CharField(_("own domain"), max_length=200, blank=True)
    hub = models.URLField(_("hub that is told of what is new"), max_length=300, blank=True)
    announced = models.DateTimeField(null=True, editable=False)
    changed = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["domain"], condition=~models.Q(domain=""), name="square_domain_once")]

    def __str__(self) -> str:
        return self.name or str(self.organisation)
