"""What each format asks besides words, as a form whose answers are kept in `Piece.facts`."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from plazamayor.publishing.formats import tables
from plazamayor.publishing.models import Piece

HOUR = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class InfographicForm(forms.Form):
    """The figures of an infographic and how they are drawn."""

    prefix = "facts"
    kind = forms.ChoiceField(
        label=_("Drawing"),
        choices=[
            ("arcade", _("arcade: an arch for each figure")),
            ("bars", _("bars: long names, easy to compare")),
            ("line", _("line: a series in time")),
            ("figure", _("one large figure")),
        ],
    )
    heading = forms.CharField(label=_("Title of the picture"), required=False, max_length=100)
    table = forms.CharField(
        label=_("Figures"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        max_length=4000,
        help_text=_("A line for each: its name, a semicolon and its number. It can be pasted from a sheet."),
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=12, help_text=_("€, %, people…"))
    source = forms.CharField(label=_("Source"), required=False, max_length=120)

    def clean_table(self) -> str:
        """The figures, which can be read."""
        text: str = self.cleaned_data["table"]
        try:
            if text:
                tables.read(text)
        except tables.WrongTable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return text

    def as_facts(self) -> dict[str, Any]:
        """As it is kept."""
        return dict(self.cleaned_data)


class EventForm(forms.Form):
    """When and where."""

    prefix = "facts"
    starts = forms.DateTimeField(label=_("Begins"), required=False, widget=HOUR)
    ends = forms.DateTimeField(label=_("Ends"), required=False, widget=HOUR)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    online = forms.URLField(label=_("Address, if it is a webinar"), required=False, assume_scheme="https", max_length=500)
    reminders = forms.MultipleChoiceField(
        label=_("Reminders"),
        required=False,
        choices=[("day", _("a day before")), ("hour", _("an hour before"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the calendar of whoever keeps the event."),
    )

    def clean(self) -> dict[str, Any]:
        """An end after its beginning."""
        given = super().clean() or self.cleaned_data
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            raise forms.ValidationError(_("It ends before it begins. Exchange the hours."))
        return given

    def as_facts(self) -> dict[str, Any]:
        """As it is kept: hours with their zone."""
        hours = {name: self.cleaned_data[name].isoformat() if self.cleaned_data.get(name) else "" for name in ("starts", "ends")}
        return {**self.cleaned_data, **hours}


FORMS: dict[str, type[forms.Form]] = {Piece.Format.INFOGRAPHIC: InfographicForm, Piece.Format.EVENT: EventForm}


def facts_form(piece: Piece, data: QueryDict | None = None) -> forms.Form | None:
    """The form of what a piece's format asks; None when it asks nothing besides words."""
    kind = FORMS.get(piece.format)
    if kind is None:
        return None
    kept = dict(piece.facts)
    for name in ("starts", "ends"):
        moment = parse_datetime(str(kept.get(name) or "")) if name in kept else None
        kept[name] = timezone.localtime(moment) if moment else None
    return kind(data, initial=kept)
