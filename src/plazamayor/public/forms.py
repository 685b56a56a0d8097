"""What is filled in about an administration's square."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act
from plazamayor.public.models import COLOUR, Look


class LookForm(Act, forms.Form):
    """How the square looks and where it is."""

    name = forms.CharField(label=_("Name, as citizens know it"), required=False, max_length=120, help_text=_("Villaclara del Mar"))
    lead = forms.CharField(label=_("What is told here, in a sentence"), required=False, max_length=250)
    colour = forms.CharField(
        label=_("Colour of buttons and links"),
        required=False,
        max_length=7,
        validators=[COLOUR],
        help_text=_("Such as #0b5c8a. It is checked that white can be read on it; in the dark a lighter tone of it is used."),
    )
    crest = forms.FileField(
        label=_("Crest"),
        required=False,
        help_text=_("A square picture of up to 2 MB. It is drawn small, beside the name."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    without_crest = forms.BooleanField(label=_("Take the crest out"), required=False)
    domain = forms.CharField(
        label=_("Own domain"),
        required=False,
        max_length=200,
        help_text=_("noticias.villaclara.es: its DNS has to lead here, and whoever keeps the installation has to allow it."),
    )
    hub = forms.URLField(
        label=_("Hub that is told of what is new (WebSub)"),
        required=False,
        assume_scheme="https",
        max_length=300,
        help_text=_("Left empty, nobody is told: readers of feeds ask by themselves."),
    )

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        kept = {name: getattr(look, name) for name in ("name", "lead", "colour", "domain", "hub")}
        super().__init__(*args, **{"initial": kept, **kwargs})
        if not look.crest:
            del self.fields["without_crest"]

    def clean(self) -> dict[str, Any]:
        """Without a crest to take out, none is."""
        return {"without_crest": False, **self.cleaned_data}
