"""What is filled in to share a view, and to open one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.dashboard.look import PERIODS
from plazamayor.analytics.sharing.view import OFFERED_FILTERED
from plazamayor.core.forms import Act

DAYS = [("7", _("A week")), ("30", _("30 days")), ("365", _("A year")), ("0", _("Until it is taken back"))]


class ShareForm(Act, forms.Form):
    """A link's purpose, how long it lasts and the password it may have. What it is narrowed to comes with the page."""

    name = forms.CharField(label=_("What it is for"), max_length=60, help_text=_("Only you see it: plenary session of November, press."))
    period = forms.ChoiceField(label=_("It opens with"), choices=[(key, PERIODS[key]) for key in OFFERED_FILTERED], initial="28d")
    days = forms.TypedChoiceField(label=_("It lasts"), choices=DAYS, coerce=int, initial="30", widget=forms.RadioSelect)
    password = forms.CharField(
        label=_("Password, if you want one"),
        required=False,
        min_length=8,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. Tell it apart from the link."),
    )


class OpenForm(forms.Form):
    """The password of a link."""

    password = forms.CharField(label=_("Password"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
