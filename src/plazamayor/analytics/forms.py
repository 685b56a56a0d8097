"""What people fill in about sites."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics import page_types
from plazamayor.analytics.models import Annotation, BasisDeclaration, Goal, Site
from plazamayor.analytics.operations.sites import types_by_prefix
from plazamayor.core.forms import Act, LinesField

ZONES = ("Europe/Madrid", "Atlantic/Canary", "Africa/Ceuta")


class AddSiteForm(Act, forms.Form):
    """The site to measure."""

    domain = forms.CharField(
        label=_("Domain"), max_length=253, help_text=_("As citizens type it: www.example.es. The https:// is not needed.")
    )
    hostnames = LinesField(
        rows=2,
        label=_("Other host names with the same pages"),
        help_text=_("One a line. With and without www is the same; an e-office in its own domain is better as a site of its own."),
    )


class SiteForm(Act, forms.Form):
    """How a site is measured."""

    hostnames = LinesField(label=_("Host names whose pages count"), help_text=_("One a line. Pages of others are turned away."))
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("It says when a day begins and ends."))
    retention_months = forms.IntegerField(
        label=_("Months that data are kept"),
        min_value=1,
        max_value=25,
        help_text=_("At most 25. What is older is erased every night."),
    )
    kept_parameters = LinesField(
        label=_("Parameters of addresses that are kept"),
        help_text=_("One a line. The rest of what follows the ? in an address is dropped: it often carries personal data."),
    )
    search_parameters = LinesField(
        label=_("Parameters that carry what is searched on the site"),
        help_text=_("One a line, such as q or buscar. Numbers and e-mails are masked."),
    )
    excluded_networks = LinesField(
        label=_("Addresses that are not counted"),
        help_text=_("One a line: 192.0.2.7 or 192.0.2.0/24. Those of your own offices, for example."),
    )
    excluded_paths = LinesField(label=_("Pages that are not counted"), help_text=_("One a line; * stands for anything: /wp-admin/*."))
    field_order = ("hostnames", "time_zone", "retention_months")

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        initial = {name: getattr(site, name) for name in self.base_fields if name != "hostnames"}
        initial["hostnames"] = [each.name for each in site.hostnames.all() if each.name != site.domain]
        for kind in page_types.NAMES:
            initial[f"type_{kind}"] = [rule["prefix"] for rule in site.page_types if rule["type"] == kind]
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["time_zone"].choices = [(name, name) for name in dict.fromkeys([site.time_zone, *ZONES])]  # type: ignore[attr-defined]  # it is a choice
        for kind, name in page_types.NAMES.items():
            self.fields[f"type_{kind}"] = LinesField(rows=4, label=name)

    def clean(self) -> dict[str, Any]:
        """Gathers the page types in the form they are kept."""
        data = dict(self.cleaned_data)
        prefixes = {kind: data.pop(f"type_{kind}", []) for kind in page_types.NAMES}
        for kind, some in prefixes.items():
            for prefix in some:
                if not prefix.startswith("/"):
                    self.add_error(f"type_{kind}", _("“%(prefix)s” has to begin with a slash.") % {"prefix": prefix})
        data["page_types"] = types_by_prefix(prefixes)
        return data

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that are not page types."""
        return [field for field in self if not field.name.startswith("type_")]

    @property
    def types(self) -> list[forms.BoundField]:
        """The beginnings of addresses of each page type."""
        return [field for field in self if field.name.startswith("type_")]


class DeleteForm(Act, forms.Form):
    """The name of what is about to be lost."""

    typed = forms.CharField(label=_("Write the site's domain"), widget=forms.TextInput(attrs={"autocomplete": "off"}))


class BasisForm(Act, forms.Form):
    """The legal ground on which a site is measured."""

    basis = forms.ChoiceField(label=_("Legal basis"), choices=BasisDeclaration.Basis.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Why it applies to this site"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It goes in the document of configuration. Say where citizens are told."),
    )
    day = forms.DateField(label=_("Date of the declaration"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SegmentForm(Act, forms.Form):
    """The name of some filters."""

    name = forms.CharField(label=_("Name of the segment"), max_length=60)


class AnnotationForm(Act, forms.Form):
    """What happened, and when."""

    text = forms.CharField(label=_("What happened"), max_length=120)
    first = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @classmethod
    def of(cls, note: Annotation, data: Any = None) -> "AnnotationForm":
        """The form that corrects an annotation."""
        return cls(data, initial={"text": note.text, "first": note.first, "last": note.last})


class GoalForm(Act, forms.Form):
    """Something that a visit may reach."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("What the citizen achieves: asks for an appointment."))
    kind = forms.ChoiceField(label=_("It is reached by"), choices=Goal.Kind.choices)
    value = forms.CharField(
        label=_("Address or name"), max_length=500, help_text=_("/appointment/done for a page; the event's name for an event.")
    )
