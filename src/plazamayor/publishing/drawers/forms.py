"""What people fill in about ideas and templates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act


class IdeaForm(Act, forms.Form):
    """An idea."""

    text = forms.CharField(
        label=_("What is worth telling?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. Who it would help, and by when."),
    )


class AnswerForm(Act, forms.Form):
    """Why an idea waits."""

    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class TemplateForm(Act, forms.Form):
    """The name of a template."""

    name = forms.CharField(label=_("Name of the template"), max_length=100)
