"""What is filled in about deliveries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.models import Channel
from plazamayor.channels.outbox.queries import LABELS, View, Wanted
from plazamayor.core.forms import Act


class LookForm(forms.Form):
    """What of the outbox is looked at."""

    view = forms.ChoiceField(label=_("What"), required=False, choices=[(each.value, LABELS[each]) for each in View])
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)
    words = forms.CharField(label=_("Words"), required=False, max_length=80)

    def __init__(self, data: Any, channels: list[Channel]) -> None:
        super().__init__(data)
        self.fields["channel"].choices = [("", _("All channels")), *((each.pk, each.name) for each in channels)]  # type: ignore[attr-defined]  # it has choices

    def wanted(self) -> Wanted:
        """What is asked; everything when it cannot be understood."""
        if not self.is_valid():
            return Wanted()
        found = self.cleaned_data
        return Wanted(View(found["view"] or View.ALL), found["channel"], found["words"])


class PublishedForm(Act, forms.Form):
    """Where somebody saw it."""

    address = forms.URLField(
        label=_("Its address"), max_length=500, assume_scheme="https", help_text=_("Open it in the network and copy its address.")
    )


class AbsentForm(Act, forms.Form):
    """It did not go out."""

    send_again = forms.BooleanField(label=_("Send it again now"), required=False)


class ReasonForm(Act, forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
