"""The sheets of each month that were made for directors, as they were."""

from typing import ClassVar

from django.db import models

from plazamayor.procedures.models.catalogue import Procedure


class MonthlySheet(models.Model):
    """The page for the director of a month, made once when the month was over: what was told then, whatever is corrected later."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="sheets")
    month = models.DateField()
    """Its first day."""
    made = models.DateTimeField()
    language = models.CharField(max_length=8)
    content = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["-month"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["procedure", "month"], name="monthly_sheet_once")]

    def __str__(self) -> str:
        return f"{self.procedure.code} {self.month:%Y-%m}"
