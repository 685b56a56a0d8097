"""What people fill in about a piece."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Channel
from plazamayor.core.forms import Act
from plazamayor.guards.contract import Category
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Membership, Unit
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.formats.facts import facts_form
from plazamayor.publishing.models import Piece
from plazamayor.publishing.models import Template as PieceTemplate
from plazamayor.publishing.pieces.drafts import Changes, Described, Words

CATEGORIES = [
    (Category.ORDINARY, _("ordinary information")),
    (Category.VOTING, _("how to vote")),
    (Category.EMERGENCY, _("an emergency")),
    (Category.DISRUPTION, _("a service that is cut or changes")),
    (Category.DEADLINE, _("a term of a procedure")),
    (Category.OPENING, _("opening hours and places")),
]
LONGEST = 100_000
MOST_PARTS = 25
FIELD = re.compile(r"^w-([0-9-]+)-([a-z]{2,3}(?:-[a-z]+)?)-(title|summary|text|more)$")
PARTS = re.compile(r"^\s*---+\s*$", re.MULTILINE)


def usable_channels(member: Membership) -> list[Channel]:
    """The channels a piece may be put on, by name."""
    return list(Channel.objects.filter(organisation=member.organisation_id).exclude(state=Channel.State.REMOVED))


class NewPieceForm(Act, forms.Form):
    """How a piece begins: a title, a format, where it will be told."""

    title = forms.CharField(label=_("Working title"), max_length=200, help_text=_("What you call it among yourselves. It can change."))
    format = forms.ChoiceField(label=_("Format"), choices=Piece.Format.choices, initial=Piece.Format.SHORT, widget=forms.RadioSelect)
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=forms.CheckboxSelectMultiple)
    template = forms.ModelChoiceField(
        label=_("Begin from a template"), required=False, queryset=PieceTemplate.objects.none(), empty_label=_("None: from nothing")
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = usable_channels(member)
        self.fields["channels"].choices = [(str(each.pk), each.name) for each in channels]  # type: ignore[attr-defined]  # it is a choice
        self.fields["channels"].initial = [str(each.pk) for each in channels]
        templates = PieceTemplate.objects.filter(organisation=member.organisation_id)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]  # it is a choice of rows
        if not channels:
            del self.fields["channels"]
        if not templates.exists():
            del self.fields["template"]


class PieceForm(forms.Form):
    """What a piece is, besides its words."""

    title = forms.CharField(label=_("Working title"), max_length=200)
    category = forms.ChoiceField(
        label=_("What it is about"), choices=CATEGORIES, help_text=_("In an electoral period only some can be told (LOREG, art. 50.2).")
    )
    at = forms.DateTimeField(
        label=_("Goes out"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Without an hour, it leaves as soon as it is approved and somebody sends it."),
    )
    link = forms.URLField(label=_("Where it leads"), required=False, assume_scheme="https", max_length=2000)
    procedure = forms.ModelChoiceField(
        label=_("Procedure it serves"), required=False, queryset=Procedure.objects.none(), empty_label=_("None")
    )
    campaign = forms.ModelChoiceField(label=_("Campaign"), required=False, queryset=Campaign.objects.none(), empty_label=_("None"))
    unit = forms.ModelChoiceField(label=_("Unit"), required=False, queryset=Unit.objects.none(), empty_label=_("None"))
    author_shown = forms.CharField(
        label=_("Who signs it"), required=False, max_length=150, help_text=_("A unit and a role, or a person who agrees.")
    )
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    evergreen = forms.BooleanField(label=_("Worth telling again: keep it on the evergreen shelf"), required=False)

    def __init__(self, data: QueryDict | None = None, *, piece: Piece, member: Membership) -> None:
        super().__init__(data, initial=_initial(piece))
        place = member.organisation_id
        self._rows("procedure", Procedure.objects.filter(organisation=place))
        self._rows("campaign", Campaign.objects.filter(organisation=place, archived=None))
        self._rows("unit", Unit.objects.filter(organisation=place))
        names, known = dict(LANGUAGES), list(dict.fromkeys([*member.organisation.languages, *piece.languages]))
        channels = [(str(each.pk), each.name) for each in usable_channels(member)]
        self.fields["channels"].choices = channels  # type: ignore[attr-defined]  # it is a choice
        self.fields["languages"].choices = [(each, names.get(each, each)) for each in known]  # type: ignore[attr-defined]  # the same

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # it is a choice of rows


def _initial(piece: Piece) -> dict[str, Any]:
    return {
        "title": piece.title,
        "category": piece.category,
        "at": piece.at,
        "link": piece.link,
        "procedure": piece.procedure_id,
        "campaign": piece.campaign_id,
        "unit": piece.unit_id,
        "author_shown": piece.author_shown,
        "channels": [str(each) for each in dict.fromkeys(piece.placements.values_list("channel_id", flat=True))],
        "languages": list(piece.languages),
        "evergreen": piece.evergreen,
    }


@dataclass
class Sent:
    """The whole form of the page of a piece, as it was sent."""

    form: PieceForm
    facts: forms.Form | None
    data: QueryDict
    piece: Piece

    @classmethod
    def of(cls, data: QueryDict, piece: Piece, member: Membership) -> "Sent":
        """What was sent about a piece."""
        return cls(PieceForm(data, piece=piece, member=member), facts_form(piece, data), data, piece)

    @property
    def revision(self) -> int:
        """The revision that was read before writing."""
        number = self.data.get("revision", "")
        return int(number) if number.isdigit() and len(number) < 10 else -1  # noqa: PLR2004 what fits in a number of the database

    def is_valid(self) -> bool:
        """Whether what was filled in can be saved."""
        facts = self.facts is None or self.facts.is_valid()
        return self.form.is_valid() and facts

    def changes(self) -> Changes:
        """What changes; only of a valid form."""
        given = self.form.cleaned_data
        fields = {
            **{name: given[name] for name in ("title", "category", "at", "link", "author_shown", "evergreen", "languages")},
            **{f"{name}_id": given[name].pk if given[name] else None for name in ("procedure", "campaign", "unit")},
        }
        if self.facts is not None:
            fields["facts"] = {**self.piece.facts, **self.facts.as_facts()}  # type: ignore[attr-defined]  # every form of facts has it
        return Changes(
            fields=fields,
            words=words_in(self.data, fields["languages"]),
            described=described_in(self.data, [each.pk for each in self.piece.media.all()]),
            channels=[int(each) for each in given["channels"]],
        )


def words_in(data: Mapping[str, Any], languages: list[str]) -> list[Words]:
    """The versions of a form: a field is `w-<channels>-<language>-<part>`, and channels that say the same share it."""
    parts: dict[tuple[str, str], dict[str, str]] = {}
    for name in data:
        found = FIELD.match(name)
        if found and found[2] in languages:
            parts.setdefault((found[1], found[2]), {})[found[3]] = _clean(str(data[name]))
    said = []
    for (channels, language), given in parts.items():
        more = tuple(each.strip() for each in PARTS.split(given.get("more", "")) if each.strip())[:MOST_PARTS]
        plain = {"title": given.get("title", "").strip(), "summary": given.get("summary", "").strip(), "text": given.get("text", "")}
        keys = [int(each) for each in channels.split("-") if each]
        said += [Words(language=language, channel=key or None, more=more, **plain) for key in keys]
    return said


def described_in(data: Mapping[str, Any], used: list[int]) -> list[Described]:
    """What the files of a form show: `alt-<use>-<language>` and `decorative-<use>`."""
    described = []
    for each in used:
        prefix = f"alt-{each}-"
        alt = {name.removeprefix(prefix): _clean(str(data[name]))[:2000] for name in data if name.startswith(prefix)}
        if alt:
            described.append(Described(used=each, alt=alt, decorative=f"decorative-{each}" in data))
    return described


def _clean(text: str) -> str:
    """A text as it is kept: one kind of line end, none of the characters that databases refuse, and no longer than anybody reads."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")[:LONGEST]


class ExceptionForm(Act, forms.Form):
    """Why something that a guard stopped should be let through."""

    asked_for = forms.CharField(
        label=_("Why it should be let through"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Another person reads it and decides. It stays in the audit trail."),
    )


class CommentForm(Act, forms.Form):
    """What a colleague says of a piece."""

    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
