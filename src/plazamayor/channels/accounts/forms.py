"""What is filled in to connect an account."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.accounts.operations import Naming
from plazamayor.channels.contract import Connector
from plazamayor.core.forms import Act
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Organisation, Unit


class NamingForm(Act, forms.Form):
    """What we call a channel, who answers for it and its languages."""

    name = forms.CharField(
        label=_("Name"), max_length=100, required=False, help_text=_("What you call it here. Empty: what the network calls it.")
    )
    unit = forms.ModelChoiceField(label=_("Unit that answers for it"), queryset=Unit.objects.none(), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages it speaks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: all of the administration's."),
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        names = dict(LANGUAGES)
        self.fields["unit"].queryset = organisation.units.all()  # type: ignore[attr-defined]  # the field is one of rows
        self.fields["languages"].choices = [(each, names.get(each, each)) for each in organisation.languages]  # type: ignore[attr-defined]  # it has choices

    def clean(self) -> dict[str, Any]:
        """What the act is given: the name, unit and languages together."""
        found = super().clean() or self.cleaned_data
        naming = Naming(name=found.pop("name", ""), unit=found.pop("unit", None), languages=tuple(found.pop("languages", ())))
        return {**found, "naming": naming}


def _field(each: Any, *, again: bool) -> forms.Field:
    kept = _("Empty: the one that is kept.") if again and each.secret else ""
    widget: forms.Widget = (
        forms.PasswordInput(attrs={"autocomplete": "off"}) if each.secret else forms.TextInput(attrs={"placeholder": each.example})
    )
    help_text = f"{each.help} {kept}".strip()
    return forms.CharField(
        label=each.label, help_text=help_text, required=each.required and not (again and each.secret), max_length=4000, widget=widget
    )


class CredentialsForm(Act, forms.Form):
    """What a connector asks for; secrets are never written back."""

    def __init__(self, data: Any = None, *, connector: Connector, kept: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(kept or {}))
        for each in connector.fields:
            self.fields[each.name] = _field(each, again=kept is not None)

    def clean(self) -> dict[str, Any]:
        """What the act is given: everything together."""
        found = super().clean() or self.cleaned_data
        return {"given": {name: str(value).strip() for name, value in found.items()}}


class ConnectForm(NamingForm):
    """Credentials and naming in one."""

    def __init__(self, data: Any = None, *, connector: Connector, organisation: Organisation) -> None:
        super().__init__(data, organisation=organisation)
        self.asked = [each.name for each in connector.fields]
        naming = dict(self.fields)
        self.fields = {f"given_{each.name}": _field(each, again=False) for each in connector.fields} | naming

    def clean(self) -> dict[str, Any]:
        """What the act is given."""
        found = super().clean()
        given = {name: str(found.pop(f"given_{name}", "")).strip() for name in self.asked}
        return {**found, "given": given}


class RemoveForm(Act, forms.Form):
    """The name of what is removed, typed."""

    typed = forms.CharField(label=_("Type its name to remove it"), max_length=100)
