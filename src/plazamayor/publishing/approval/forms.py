"""What is filled in about approvals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.models import Channel
from plazamayor.core.forms import Act
from plazamayor.organisation.access import ALLOWED, Permission
from plazamayor.organisation.models import Organisation, Role
from plazamayor.publishing.approval.queries import DAYS

LONGEST = 365


class ApproveForm(Act, forms.Form):
    """A yes to one digest."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SendBackForm(Act, forms.Form):
    """A no to one digest, and why."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("What has to change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The writer reads it."),
    )


class StageForm(Act, forms.Form):
    """A yes that is needed."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For example: Press office."))
    role = forms.ChoiceField(label=_("Who approves"))
    days = forms.IntegerField(label=_("Days it is good for"), min_value=1, max_value=LONGEST, initial=DAYS)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approving = ALLOWED[Permission.APPROVE_PIECES]
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in approving]  # type: ignore[attr-defined]  # a choice field
        channels = Channel.objects.filter(organisation=organisation).exclude(state=Channel.State.REMOVED)
        self.fields["channel"] = forms.ModelChoiceField(channels, required=False, label=_("Channel"), empty_label=_("All of them"))
