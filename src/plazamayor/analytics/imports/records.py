"""What is remembered of every import: how far it got, what it counted, and what makes it possible to go on and to recognise a content."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_key() -> str:
    """Makes the key of an import, which its events and its batches' tokens carry: rows may be numbered again, keys are not."""
    return secrets.token_hex(8)


class LogImport(models.Model):
    """A log that was, or is being, imported into a site. It keeps figures and keyed fingerprints, never lines.

    `offset` bytes of its decompressed content are done, and `digest` is the fingerprint of that much. `plan` is the batch under way:
    it is written before the batch is, so that a process that dies in between repeats the same batch with the same token.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", pgettext_lazy("import", "done")
        FAILED = "failed", _("failed")

    site = models.ForeignKey("analytics.Site", models.CASCADE, related_name="log_imports")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    name = models.CharField(_("file"), max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    error = models.TextField(blank=True)
    format = models.CharField(max_length=60)
    pattern = models.TextField(blank=True)
    heading = models.TextField(blank=True)
    only_own_hosts = models.BooleanField(default=False)
    head = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, blank=True)
    offset = models.BigIntegerField(default=0)
    lines = models.BigIntegerField(default=0)
    cut_line = models.CharField(max_length=10, blank=True)
    cut_length = models.BigIntegerField(default=0)
    batch = models.PositiveIntegerField(default=0)
    plan = models.JSONField(null=True)
    read = models.BigIntegerField(_("lines read"), default=0)
    imported = models.BigIntegerField(_("imported"), default=0)
    filtered = models.JSONField(_("not counted"), default=dict)
    rejected = models.JSONField(_("not understood"), default=dict)
    samples = models.JSONField(default=list)
    days = models.JSONField(default=dict)
    overlaps = models.JSONField(default=dict)
    started = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-started"]
        indexes: ClassVar = [models.Index(fields=["site", "head"], name="log_import_head")]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_state_display()}"


class Upload(models.Model):
    """A file that a person uploads to be imported. The file itself is deleted when its import ends; `said` is what came of it.

    `size` is in bytes, as its browser told, or 0. A file of the same `mark` by the same person goes on where it was left. `read` are
    the lines read; `record` what they counted, without one when all had been imported before.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", _("being uploaded")
        WAITING = "waiting", _("waiting to be imported")
        IMPORTING = "importing", _("being imported")
        DONE = "done", pgettext_lazy("import", "done")
        FAILED = "failed", _("failed")

    class Kind(models.TextChoices):
        LOG = "log", _("server log")
        HISTORY = "history", _("export of Matomo, GA4 or Plausible")

    site = models.ForeignKey("analytics.Site", models.CASCADE, related_name="uploads")
    key = models.CharField(max_length=32, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LOG)
    pattern = models.TextField(_("pattern of its lines"), blank=True)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVING)
    mark = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    said = models.TextField(blank=True)
    record = models.ForeignKey(LogImport, models.SET_NULL, null=True, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    began = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-began"]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_state_display()}"
