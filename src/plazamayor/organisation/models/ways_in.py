"""How people come in: invitations, links that sign in once, and what was tried. Only hashes of their secrets are kept."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.organisation.models.administrations import Organisation, Role, Unit


class Invitation(models.Model):
    """An offer of a place in an administration. Used once, within three days, unless it is taken back."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="invitations", verbose_name=_("unit"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.email

    def is_open(self, now: datetime) -> bool:
        """Tells whether it can still be accepted."""
        return self.accepted is None and self.revoked is None and now < self.expires


class SignInLink(models.Model):
    """A link that signs one person in, once, for a few minutes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person)

    def is_open(self, now: datetime) -> bool:
        """Tells whether it still opens."""
        return self.used is None and now < self.expires


class Attempt(models.Model):
    """What several processes remember together for some minutes: attempts to sign in, codes already used.

    Django's database cache reads and writes it, where the database serves several processes; its keys are keyed hashes, so it
    holds nobody's address. Its columns are those the cache asks for.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
