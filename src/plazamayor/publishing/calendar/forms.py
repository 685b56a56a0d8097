"""What is asked of the calendar, and the other hour of a piece."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

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
