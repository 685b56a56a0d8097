"""What is filled in about gazettes, subscriptions and terms."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plazamayor.bulletins.adding import options_of
from plazamayor.bulletins.models import Item, Source, Subscription
from plazamayor.bulletins.readers import ADDED_BY_HAND, READERS
from plazamayor.bulletins.subscribing import Wishes, sources_of
from plazamayor.core.errors import Mistake
from plazamayor.core.forms import Act, LinesField
from plazamayor.organisation.models import Membership
from plazamayor.procedures.models import Procedure

MOST_LINES = 40


def _date(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SubscriptionForm(Act, forms.Form):
    """What a unit follows."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("As colleagues call it: Grants for shops."))
    unit_id = forms.TypedChoiceField(label=_("For which unit"), required=False, coerce=int, empty_value=None)
    words = LinesField(
        label=_("Words"),
        rows=4,
        help_text=_("One alternative a line, each with all its words: ayudas comercio. Accents and plurals do not matter."),
    )
    territories = LinesField(label=_("Territories"), help_text=_("One a line: the region, the province, towns. One of them is enough."))
    kinds = forms.MultipleChoiceField(label=_("Kinds"), required=False, widget=forms.CheckboxSelectMultiple)
    sections = LinesField(label=_("Sections"), rows=2, help_text=_("As the gazette writes them, or part: Otros anuncios oficiales."))
    departments = LinesField(label=_("Departments"), rows=2, help_text=_("The same: Ministerio de Industria."))
    sources = forms.TypedMultipleChoiceField(
        label=_("Gazettes"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen means all.")
    )
    procedure_id = forms.TypedChoiceField(
        label=_("Procedure"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Pieces will lead to it. Without words above, those of its name are followed."),
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Who is told by e-mail"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, member: Membership, subscription: Subscription | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(subscription) if subscription else {}, **kwargs})
        organisation = member.organisation
        none = [("", _("None"))]
        self._offer("unit_id", [*none, *organisation.units.values_list("pk", "name")])
        self._offer("procedure_id", [*none, *Procedure.objects.filter(organisation=organisation, active=True).values_list("pk", "name")])
        self._offer("sources", [(each.pk, f"{each.short_name} · {each.name}") for each in sources_of(organisation)])
        places = organisation.memberships.select_related("person").order_by("person__name")
        self._offer("people", [(place.person_id, str(place.person)) for place in places])
        closed = {Item.Kind.EDICT, Item.Kind.APPOINTMENT}
        self._offer("kinds", [(key, str(label).capitalize()) for key, label in Item.Kind.choices if key not in closed])

    def _offer(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = pairs  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        """Gathers the wishes."""
        data = self.cleaned_data
        if self.errors:
            return data
        for name in ("words", "territories", "sections", "departments"):
            data[name] = [line[:150] for line in data[name][:MOST_LINES]]
        return {"wishes": Wishes(**data)}

    def groups(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """The fields under a heading each, with its anchor."""
        parts = (
            ("what", _("What is followed"), ("name", "words", "territories", "kinds")),
            ("where", _("Where, if it matters"), ("sources", "sections", "departments")),
            ("whom", _("For whom"), ("unit_id", "procedure_id", "people", "active")),
        )
        return [(key, title, [self[name] for name in names]) for key, title, names in parts]


def _initial(subscription: Subscription) -> dict[str, Any]:
    names = ("name", "unit_id", "procedure_id", "sections", "departments", "kinds", "words", "territories", "active")
    ties = {
        "sources": list(subscription.sources.values_list("pk", flat=True)),
        "people": list(subscription.people.values_list("pk", flat=True)),
    }
    return {**{name: getattr(subscription, name) for name in names}, **ties}


class SourceForm(Act, forms.Form):
    """A gazette of the administration's own, and how it is read."""

    reader = forms.ChoiceField(
        label=_("How it publishes"), choices=[(key, READERS[key].label) for key in ADDED_BY_HAND], widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("Whole: Boletín Oficial de la Provincia de Alicante."))
    short_name = forms.CharField(label=_("Initials"), max_length=20, help_text=_("As they are shown: BOP Alicante."))
    address = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("Of the feed, or of the page with the list. Where it has the day, write {day:%d/%m/%Y} in its place."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    row = forms.CharField(label=_("Each act"), required=False, max_length=200, help_text=_("A selector of its row: table.anuncios tr"))
    title = forms.CharField(label=_("Its title"), required=False, max_length=200, help_text=_("Inside the row: td.titulo"))
    link = forms.CharField(
        label=_("Its address"), required=False, max_length=200, help_text=_("With @ for an attribute: td.titulo a @href")
    )
    identifier = forms.CharField(
        label=_("Its number"), required=False, max_length=200, help_text=_("If it has one; otherwise its address.")
    )
    department = forms.CharField(label=_("Who publishes it"), required=False, max_length=200)
    section = forms.CharField(label=_("Its section"), required=False, max_length=200)
    heading = forms.CharField(label=_("Its heading"), required=False, max_length=200)
    day = forms.CharField(
        label=_("Its day"), required=False, max_length=200, help_text=_("12/05/2026 or 12 de mayo de 2026 are understood.")
    )
    pdf = forms.CharField(label=_("Its PDF"), required=False, max_length=200)
    page_day = forms.CharField(label=_("The day of the page"), required=False, max_length=200)
    number = forms.CharField(label=_("The number of the gazette"), required=False, max_length=200)
    announced = forms.CharField(
        label=_("How many acts it says"), required=False, max_length=200, help_text=_("Then what is read is compared with it.")
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        initial: Mapping[str, Any] = {"reader": "feed"}
        if source:
            initial = {
                **source.options,
                "reader": source.reader,
                "name": source.name,
                "short_name": source.short_name,
                "active": source.active,
            }
        super().__init__(*args, **{"initial": initial, **kwargs})
        if source:
            self.fields["reader"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Gathers what the reader asks; what it does not understand is said."""
        data = self.cleaned_data
        if self.errors:
            return data
        try:
            options = options_of(data["reader"], data)
        except Mistake as mistake:
            self.add_error(None if data["address"].startswith("http") else "address", str(mistake))
            return data
        return {
            "reader": data["reader"],
            "name": data["name"],
            "short_name": data["short_name"],
            "options": options,
            "active": data["active"],
        }

    def basics(self) -> list[forms.BoundField]:
        """What every gazette is asked."""
        return [self[name] for name in ("name", "short_name", "address")]

    def recipe(self) -> list[forms.BoundField]:
        """What only a list is asked."""
        names = ("row", "title", "link", "identifier", "department", "section", "heading", "day", "pdf", "page_day", "number", "announced")
        return [self[name] for name in names]


class BackFillForm(Act, forms.Form):
    """A range of days to be read."""

    first = _date(_("From"))
    last = _date(_("To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, **{"initial": {"first": today - timedelta(days=30), "last": today}, **kwargs})


class TermForm(Act, forms.Form):
    """The last day of a term, when it is not the one found."""

    day = _date(_("Last day"), required=False)
