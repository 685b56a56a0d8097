"""What is filled in to tell what was done by other channels and what it cost."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act
from plazamayor.procedures.channels.rows import EARLIEST, Kind
from plazamayor.procedures.models import Channel, ChannelCost, ChannelCount, Procedure


class _Days(Act, forms.ModelForm):  # type: ignore[type-arg]  # of counts or of costs
    """A channel and some days of a procedure."""

    def __init__(self, data: Any = None, *, procedure: Procedure, today: date) -> None:
        last = today.replace(day=1) - timedelta(days=1)
        super().__init__(data, initial={"first": last.replace(day=1), "last": last})
        for name in ("first", "last"):
            field = forms.DateField(
                label=self.fields[name].label,
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": EARLIEST.isoformat()}),
            )
            self.fields[name] = field
        chosen = [(channel.value, channel.label) for channel in Channel if channel.value in (procedure.channels or Channel.values)]
        self.fields["channel"] = forms.ChoiceField(label=_("Channel"), choices=chosen)

    def _post_clean(self) -> None:
        """Leaves what is already told to the act, which knows it as a correction and not as a mistake."""


class CountForm(_Days):
    """How many times a procedure was done by a channel in some days."""

    class Meta:
        model = ChannelCount
        fields = ("channel", "first", "last", "completed", "source")

    def __init__(self, data: Any = None, *, procedure: Procedure, today: date) -> None:
        super().__init__(data, procedure=procedure, today=today)
        self.fields["source"].help_text = _("Only if the same channel is counted in several places: counter of Hacienda, 010…")
        self.fields["completed"].help_text = _("What was finished, not what was asked about. Zero counts too.")


class CostForm(_Days):
    """What a channel of a procedure cost in some days."""

    class Meta:
        model = ChannelCost
        fields = ("channel", "first", "last", "euros", "note")

    def __init__(self, data: Any = None, *, procedure: Procedure, today: date) -> None:
        super().__init__(data, procedure=procedure, today=today)
        self.fields["euros"].help_text = _("All of it: the time of staff, premises, licences, postage. A year may be told at once.")
        self.fields["note"].help_text = _("So that next year it is worked out alike: hours × cost of the hour…")


FORMS = {Kind.COUNTS: CountForm, Kind.COSTS: CostForm}


class SheetForm(forms.Form):
    """A CSV file with rows."""

    chosen = forms.FileField(
        label=_("CSV file"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=_("Up to 512 kB and 5,000 rows. Nothing changes until you have seen what would."),
    )


class TriedForm(Act, forms.Form):
    """A file that was tried, to be told now."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=600_000)
