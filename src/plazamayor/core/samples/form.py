"""A form with every kind of field."""

from django import forms
from django.utils.translation import pgettext, pgettext_lazy


class SampleForm(forms.Form):
    """A form with every kind of field; the page shows it as it comes back with two mistakes."""

    name = forms.CharField(
        label=pgettext_lazy("sample", "Name of the procedure"), help_text=pgettext_lazy("sample", "As whoever needs it would say it.")
    )
    unit = forms.ChoiceField(
        label=pgettext_lazy("sample", "Unit"),
        choices=[("", pgettext_lazy("sample", "Choose one")), ("trade", pgettext_lazy("sample", "Trade and consumers"))],
    )
    term = forms.IntegerField(
        label=pgettext_lazy("sample", "Term, in working days"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": pgettext_lazy("sample", "Write the term in figures, such as 30.")},
    )
    code = forms.CharField(
        label=pgettext_lazy("sample", "SIA code"),
        help_text=pgettext_lazy("sample", "It comes from the catalogue; it is not changed here."),
        required=False,
    )
    note = forms.CharField(label=pgettext_lazy("sample", "Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    counter = forms.CharField(label=pgettext_lazy("sample", "In person"), disabled=True, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "Kind"),
        widget=forms.RadioSelect,
        choices=[("free", pgettext_lazy("sample", "Voluntary")), ("owed", pgettext_lazy("sample", "Obligatory: taxes and fines"))],
    )
    told = forms.BooleanField(
        label=pgettext_lazy("sample", "Tell me when it ends"), help_text=pgettext_lazy("sample", "By e-mail, once."), required=False
    )


def returned() -> SampleForm:
    """The form as it comes back with two mistakes."""
    typed = {"name": pgettext("sample", "Help for local shops"), "term": pgettext("sample", "thirty"), "code": "2714093", "kind": "free"}
    return SampleForm(typed, initial={"counter": pgettext("sample", "not counted")}, auto_id="sample-%s")
