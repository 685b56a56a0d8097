"""What is filled in about letters and alerts."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.models import Subscription
from plazamayor.core.forms import Act
from plazamayor.organisation.models import Membership
from plazamayor.organisation.queries import members_of


class LetterForm(Act, forms.Form):
    """When letters are wanted and in which language; who schedules reports may choose for whom."""

    rhythm = forms.ChoiceField(label=_("When"), choices=Subscription.Rhythm.choices, widget=forms.RadioSelect, initial="weekly")
    language = forms.ChoiceField(label=_("In"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, by: Membership, may_choose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if may_choose:
            own = members_of(by.organisation).filter(person=by.person_id).first()
            self.fields["member"] = forms.ModelChoiceField(members_of(by.organisation), label=_("For"), initial=own, empty_label=None)
            self.order_fields(["member", "rhythm", "language"])

    def clean(self) -> dict[str, Any]:
        """For oneself, unless another is chosen."""
        data = dict(self.cleaned_data)
        data.setdefault("member", self.by)
        return data


class WatchForm(Act, forms.Form):
    """What is watched of a site."""

    rise = forms.BooleanField(label=_("An unusual rise in visits"), required=False)
    fall = forms.BooleanField(label=_("An unusual fall in visits"), required=False)
    silence = forms.BooleanField(label=_("Silence: nothing arrives when it always did"), required=False)
