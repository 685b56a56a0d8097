"""What is filled in about campaigns."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns.models import CODE, Campaign
from plazamayor.campaigns.operations import Details
from plazamayor.channels.models import Channel
from plazamayor.core.forms import Act
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for

MOST_AUDIENCE = 50_000_000
GROUPS = (
    ("what", _("What it is for"), ("objective", "name", "audience", "audience_size", "procedure_id")),
    ("when", _("When, and who carries it"), ("begins", "ends", "owner_id", "unit_id")),
    ("how", _("How it is told"), ("channels", "code")),
)


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _row(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, **kwargs)


class CampaignForm(Act, forms.Form):
    """A campaign. Its code is asked once: links carry it."""

    objective = forms.CharField(
        label=_("What you want for citizens, in a sentence"),
        max_length=250,
        help_text=_("As you would say it aloud: that no shop is left without the grant for not having heard of it."),
    )
    name = forms.CharField(label=_("Short name"), max_length=150, help_text=_("For lists: Grants for local shops."))
    audience = forms.CharField(label=_("For whom"), required=False, max_length=200, help_text=_("shops of the town"))
    audience_size = forms.IntegerField(label=_("How many they are"), required=False, min_value=1, max_value=MOST_AUDIENCE)
    procedure_id = _row(_("Procedure it serves"), help_text=_("Without one, the thread ends at the visits."))
    begins = _day(_("Begins"))
    ends = _day(_("Ends"), required=False)
    owner_id = _row(_("Person that carries it"))
    unit_id = _row(_("Unit"))
    channels = forms.TypedMultipleChoiceField(label=_("Channels"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        validators=[CODE],
        help_text=_("It travels in the links, so it cannot be changed once there are some: ac26."),
    )

    def __init__(self, *args: Any, member: Membership, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(campaign), **kwargs})
        organisation = member.organisation
        places = organisation.memberships.select_related("person").order_by("person__name")
        known = Channel.objects.filter(organisation=organisation).exclude(state=Channel.State.REMOVED)
        self._offer("procedure_id", [(each.pk, each.name) for each in procedures_for(member)])
        self._offer("owner_id", [(place.person_id, str(place.person)) for place in places])
        self._offer("unit_id", [(unit.pk, unit.name) for unit in organisation.units.all()])
        self.fields["channels"].choices = [(each.pk, str(each)) for each in known]  # type: ignore[attr-defined]  # it is a choice
        if not self.fields["channels"].choices:  # type: ignore[attr-defined]  # the same
            del self.fields["channels"]
        if campaign is not None and campaign.links.exists():
            self.fields["code"].disabled = True

    def _offer(self, name: str, pairs: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", gettext("None")), *pairs]  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        """Gathers the details, apart from the channels."""
        data = dict(self.cleaned_data)
        if self.errors:
            return data
        channels = data.pop("channels", [])
        return {"details": Details(**data), "channels": channels}

    def groups(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """The fields under a heading each, with its anchor."""
        return [(key, title, [self[name] for name in names if name in self.fields]) for key, title, names in GROUPS]


def _initial(campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        return {}
    names = ("objective", "name", "audience", "audience_size", "procedure_id", "begins", "ends", "owner_id", "unit_id", "code")
    return {**{name: getattr(campaign, name) for name in names}, "channels": list(campaign.channels.values_list("pk", flat=True))}
