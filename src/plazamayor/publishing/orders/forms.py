"""What is filled in about an order of removal."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act, LinesField
from plazamayor.publishing.orders.operations import LONGEST_HOURS, USUAL_HOURS
from plazamayor.publishing.orders.queries import Search


class OrderForm(Act, forms.Form):
    """An order as it was received. Hours are in the administration's zone."""

    authority = forms.CharField(label=_("Who orders it"), max_length=150, help_text=_("For example: Junta Electoral de Zona de Elche."))
    reference = forms.CharField(label=_("Reference"), max_length=100, required=False)
    received = forms.DateTimeField(
        label=_("Received"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    hours = forms.IntegerField(label=_("Hours it gives"), min_value=1, max_value=LONGEST_HOURS, initial=USUAL_HOURS)
    text = forms.CharField(label=_("What it orders"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class SearchForm(forms.Form):
    """What is looked for among what was published."""

    words = LinesField(label=_("It says"), help_text=_("One or more words or phrases, one a line: any of them is enough."), rows=2)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def search(self, zone: str) -> Search:
        """What is asked for, days both included."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        return Search(
            tuple(given.get("words") or ()), _midnight(since, zone), _midnight(until + timedelta(days=1), zone) if until else None
        )


def _midnight(day: date | None, zone: str) -> datetime | None:
    return datetime.combine(day, time.min, ZoneInfo(zone)) if day else None
