"""What is filled in to import."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.imports.records import Upload
from plazamayor.core.forms import Act


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files, each looked at."""
        one = super().clean
        return [one(each, initial) for each in data] if data else [one(None, initial)]


class LogsForm(Act, forms.Form):
    """Access logs, and how to read those of an unknown form."""

    kind = forms.CharField(initial=Upload.Kind.LOG, widget=forms.HiddenInput)
    chosen = FilesField(
        label=_("Log files"),
        allow_empty_file=True,
        max_length=255,
        help_text=_("One or several, as the server left them: plain or compressed with gz, bz2, xz or zst."),
    )
    pattern = forms.CharField(
        label=_("Pattern of its lines"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "autocapitalize": "none"}),
        help_text=_(
            "Only if the form is not recognised: as in the server's own configuration, log_format of nginx or LogFormat of Apache."
        ),
    )
    encoding = forms.CharField(
        label=_("Encoding"), required=False, max_length=40, help_text=_("Only if accents come out wrong: latin-1, utf-16.")
    )

    @property
    def advanced(self) -> list[forms.BoundField]:
        """What is only needed for an unusual log."""
        return [self["pattern"], self["encoding"]]


class HistoryForm(Act, forms.Form):
    """Exports of other tools."""

    kind = forms.CharField(initial=Upload.Kind.HISTORY, widget=forms.HiddenInput)
    chosen = FilesField(
        label=_("Exports of Matomo, GA4 or Plausible"),
        max_length=255,
        help_text=_("CSV with a column for the day, or Plausible's ZIP."),
        widget=_Files(attrs={"accept": ".csv,.zip"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "history_%s"})  # it lies beside the form of logs


class BeginForm(Act, forms.Form):
    """A file about to come in pieces."""

    kind = forms.ChoiceField(choices=Upload.Kind.choices)
    name = forms.CharField(max_length=255)
    size = forms.IntegerField(min_value=0)
    mark = forms.CharField(max_length=100)
    pattern = forms.CharField(required=False, max_length=1000)
    encoding = forms.CharField(required=False, max_length=40)
