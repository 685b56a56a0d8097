"""Links that were shared."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ShareLink(models.Model):
    """A view of a site that whoever has the link may see. `filters` are fixed, written as in addresses.

    The link's secret is made from `seed` with the installation's key, so the database alone does not open it.
    """

    site = models.ForeignKey("analytics.Site", models.CASCADE, related_name="share_links")
    name = models.CharField(_("what it is for"), max_length=60)
    filters = models.JSONField(default=list)
    period = models.CharField(_("period it opens with"), max_length=20, default="28d")
    seed = models.CharField(max_length=32, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    password = models.CharField(max_length=200, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        """Tells whether it still opens."""
        return self.revoked is None and (self.expires is None or now < self.expires)
