"""What is filled in to give a token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.models import ApiToken, Site
from plazamayor.core.forms import Act
from plazamayor.organisation.models import Organisation

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), ("0", _("Until it is taken back"))]


class TokenForm(Act, forms.Form):
    """A token's purpose, what it may do, on which sites and for how long."""

    name = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("The program that will use it: open data portal, e-office.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=ApiToken.Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[ApiToken.Scope.READ_STATS]
    )
    every_site = forms.BooleanField(label=_("On every site, also those to come"), required=False)
    days = forms.TypedChoiceField(label=_("It lasts"), choices=DAYS, coerce=int, initial="365", widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sites"] = forms.ModelMultipleChoiceField(
            Site.objects.filter(organisation=organisation).order_by("domain"),
            label=_("Or on these"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["name", "scopes", "every_site", "sites", "days"])

    def clean_sites(self) -> list[Site]:
        """The sites as a list."""
        return list(self.cleaned_data["sites"])
