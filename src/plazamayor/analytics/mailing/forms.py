"""What is filled in about letters and alerts."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.mailing.operations import Watched
from plazamayor.analytics.models import AlertRule, Site, Subscription
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
    """What is watched of a site. Goals are offered where they may be counted: exempt mode keeps them off."""

    rise = forms.BooleanField(label=_("An unusual rise in visits"), required=False)
    fall = forms.BooleanField(label=_("An unusual fall in visits"), required=False)
    views_rise = forms.BooleanField(label=_("An unusual rise in page views"), required=False)
    views_fall = forms.BooleanField(label=_("An unusual fall in page views"), required=False)
    not_found = forms.BooleanField(label=_("An unusual rise in addresses not found"), required=False)
    silence = forms.BooleanField(label=_("Silence: nothing arrives when it always did"), required=False)

    def __init__(self, *args: Any, site: Site, rule: AlertRule, **kwargs: Any) -> None:
        kept = list(rule.goals.all()) if rule.pk else []
        kwargs["initial"] = {name: getattr(rule, name) for name in self.base_fields} | {"goals": kept}
        super().__init__(*args, **kwargs)
        self.kept = kept
        if not site.exempt and site.goals.exists():
            self.fields["goals"] = forms.ModelMultipleChoiceField(
                site.goals.all(),
                label=_("An unusual rise or fall in the visits that reach a goal"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        """What is watched; goals that are not offered stay as they were."""
        return {"watched": Watched(**{"goals": self.kept, **self.cleaned_data})}
