"""What is asked of the calendar, and the other hour of a piece."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Channel
from plazamayor.core.forms import Act
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.calendar.contract import Look
from plazamayor.publishing.calendar.queries import Wanted

LOOKS = {
    Look.DRAFT: _("draft"),
    Look.HALF: _("waits for approval"),
    Look.READY: _("approved"),
    Look.GOOD: _("published"),
    Look.WARN: _("uncertain or held"),
    Look.GRAVE: _("failed"),
}


def summed_up(counts: Mapping[Look, int]) -> list[str]:
    """How many pieces stand in each way, in words; those of which there are none are left out."""
    said = {
        Look.DRAFT: ngettext_lazy("%(n)d draft", "%(n)d drafts", "n"),
        Look.HALF: ngettext_lazy("%(n)d waits for approval", "%(n)d wait for approval", "n"),
        Look.READY: ngettext_lazy("%(n)d approved", "%(n)d approved ones", "n"),
        Look.GOOD: ngettext_lazy("%(n)d published", "%(n)d published ones", "n"),
        Look.WARN: ngettext_lazy("%(n)d uncertain or held", "%(n)d uncertain or held ones", "n"),
        Look.GRAVE: ngettext_lazy("%(n)d failed", "%(n)d failed ones", "n"),
    }
    return [str(text % {"n": counts[look]}) for look, text in said.items() if counts.get(look)]


class WantedForm(forms.Form):
    """Filters of the calendar; all may be left empty."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.filter(organisation=organisation, archived=None)
        channels = Channel.objects.filter(organisation=organisation).exclude(state=Channel.State.REMOVED)
        self.fields["campaign"] = forms.ModelChoiceField(campaigns, required=False, label=_("Campaign"), empty_label=_("All campaigns"))
        self.fields["channel"] = forms.ModelChoiceField(channels, required=False, label=_("Channel"), empty_label=_("All channels"))
        looks = [("", _("All states")), *((look.value, name) for look, name in LOOKS.items())]
        self.fields["look"] = forms.ChoiceField(label=_("State"), required=False, choices=looks)

    def wanted(self) -> Wanted:
        """What is asked for; what cannot be read is left out."""
        self.is_valid()
        campaign, channel = self.cleaned_data.get("campaign"), self.cleaned_data.get("channel")
        return Wanted(campaign and campaign.pk, channel and channel.pk, self.cleaned_data.get("look") or "")


class MoveForm(Act, forms.Form):
    """Another day and hour, in the administration's zone; without a day, none. A day alone keeps the hour it had."""

    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, zone: str, at: datetime | None, **kwargs: Any) -> None:
        here = at.astimezone(ZoneInfo(zone)) if at else None
        kwargs["initial"] = {"day": here and here.date(), "hour": here and here.time()}
        super().__init__(*args, **kwargs)
        self.zone, self.here = ZoneInfo(zone), here

    def clean(self) -> dict[str, Any]:
        """The hour as one moment."""
        given = super().clean() or {}
        day, hour = given.pop("day", None), given.pop("hour", None)
        if day and hour is None and self.here is None:
            self.add_error("hour", _("Say at what hour."))
        elif hour and not day:
            self.add_error("day", _("Say on which day."))
        at_hour = hour or (self.here.time() if self.here else None)
        return {"at": datetime.combine(day, at_hour, self.zone) if day and at_hour else None}
