"""What the runtime remembers of work that falls due by itself and of the processes that do work."""

from datetime import UTC, datetime

from django.db import models

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class DueRun(models.Model):
    """One work of `core.due`: when it is next due, how it last went and, while it runs, until when it is held.

    due ── claimed (held until, renewed while it runs) ── finished ── due again after `every`
              └─ process died: the hold ends and it is due            └─ failed: due again sooner
    """

    name = models.CharField(max_length=100, primary_key=True)
    next_run = models.DateTimeField(default=NEVER)
    held_until = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    succeeded = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row; 0 after a success.")
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A process that does jobs, while it lives: jobs it held are given to others when it is no longer seen."""

    name = models.CharField(max_length=64, primary_key=True)
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
