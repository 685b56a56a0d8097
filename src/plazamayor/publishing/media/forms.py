"""What people fill in about files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act
from plazamayor.core.spreadsheets import text_of
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.publishing.models import Media

MOST_WORDS = 200_000
CAPTIONS_SIZE = 2 * 2**20


class ImageForm(Act, forms.Form):
    """A picture, and whether people can be recognised in it."""

    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_("JPEG, PNG, WebP or GIF, of 20 MB at most. Where and with what it was taken is erased."),
    )
    people = forms.ChoiceField(label=_("People in it"), choices=Media.People.choices, initial=Media.People.NONE)


class PeopleForm(Act, forms.Form):
    """Whether people can be recognised in a picture."""

    people = forms.ChoiceField(label=_("People in it"), choices=Media.People.choices)


class VideoForm(Act, forms.Form):
    """A video by file or by address, with its words."""

    name = forms.CharField(label=_("Name"), max_length=200)
    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
        help_text=_("MP4 or WebM, of 300 MB at most."),
    )
    address = forms.URLField(
        label=_("Or its address"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_("Where it can be seen: your channel of videos, for instance."),
    )
    language = forms.ChoiceField(label=_("Language it speaks"))
    captions = forms.FileField(
        label=_("Captions"),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        help_text=_("A WebVTT (.vtt) or SubRip (.srt) file."),
    )
    transcript = forms.CharField(
        label=_("Transcript"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("All that is said, and what is seen and matters."),
    )
    people = forms.ChoiceField(label=_("People in it"), choices=Media.People.choices, initial=Media.People.NONE)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(LANGUAGES)
        self.fields["language"].choices = [(each, names.get(each, each)) for each in languages]  # type: ignore[attr-defined]  # it is a choice

    def clean_captions(self) -> str:
        """The captions as text."""
        file = self.cleaned_data["captions"]
        if file.size > CAPTIONS_SIZE:
            raise forms.ValidationError(_("A file of captions is never so large. Choose the .vtt or .srt file."))
        return text_of(file.read())

    def clean(self) -> dict[str, Any]:
        """One of the file and the address, and the captions by the name that the act gives them."""
        given = super().clean() or self.cleaned_data
        if not self.errors and bool(given.get("file")) == bool(given.get("address")):
            raise forms.ValidationError(_("Send the file of the video, or write its address: one of the two."))
        given["captions_text"] = given.pop("captions", "")
        return given
