"""What of the register is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.publishing.models import Publication


class RegisterForm(forms.Form):
    """Filters of the register; all may be left empty."""

    text = forms.CharField(label=_("Contains"), required=False, max_length=100)
    act = forms.ChoiceField(label=_("What happened"), required=False, choices=[("", _("Anything")), *Publication.Act.choices])
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
