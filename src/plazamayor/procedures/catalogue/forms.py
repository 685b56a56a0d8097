"""What is filled in about procedures."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.access import sites_for
from plazamayor.analytics.models import Site
from plazamayor.core.errors import Mistake
from plazamayor.core.forms import Act, LinesField
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.procedures.catalogue.drafts import RESERVED, Details, code_from
from plazamayor.procedures.catalogue.operations import may_join_visits
from plazamayor.procedures.catalogue.patterns import Ground, read_page
from plazamayor.procedures.models import Channel, Procedure
from plazamayor.procedures.models.catalogue import CODE, LONGEST_LIMIT, SIA

Pairs = list[tuple[str, str]]
MOST_ADDRESSES = 20
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True)
class Choices:
    """What can be chosen in an administration: its sites, units and people, and the codes that are taken."""

    sites: Mapping[str, Site]
    units: Mapping[str, str]
    people: Mapping[str, str]
    codes: frozenset[str]

    @classmethod
    def of(cls, member: Membership) -> "Choices":
        """The choices of whoever acts in an administration."""
        organisation: Organisation = member.organisation
        places = organisation.memberships.select_related("person").order_by("person__name")
        return cls(
            sites={str(site.pk): site for site in sites_for(member)},
            units={str(unit.pk): unit.name for unit in organisation.units.all()},
            people={str(place.person_id): str(place.person) for place in places},
            codes=frozenset(Procedure.objects.filter(organisation=organisation).values_list("code", flat=True)),
        )

    @property
    def based(self) -> list[Site]:
        """The sites in which what a visitor does in several visits may be joined."""
        return [site for site in self.sites.values() if may_join_visits(site)]


def _of_these_years(day: date) -> None:
    """Refuses a day that can only be a slip, which the periods around it could not be counted from."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(gettext("A day of this century, with its four figures of the year."))


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, validators=[_of_these_years])


def _row(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None, **kwargs)


class ProcedureForm(Act, forms.Form):
    """A procedure, but for its steps."""

    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("As citizens call it: Grants for local shops."))
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=40,
        validators=[CODE],
        help_text=_("It names the procedure in addresses, files and events. Left empty, it is made from the name."),
    )
    sia_code = forms.CharField(
        label=_("SIA code"),
        required=False,
        max_length=9,
        validators=[SIA],
        help_text=_("That of the inventory of procedures, if any."),
    )
    kind = forms.ChoiceField(
        label=_("Type"), choices=Procedure.Kind.choices, help_text=_("What is obligatory is measured as support, never as persuasion.")
    )
    site_id = _row(_("Site where it is done"), help_text=_("Its steps are looked for there."))
    unit_id = _row(_("Unit that answers for it"))
    owner_id = _row(_("Person that answers for it"))
    life_event = forms.ChoiceField(
        label=_("Life event"),
        required=False,
        choices=Procedure.LifeEvent.choices,
        help_text=_("An area of annex I of Regulation (EU) 2018/1724, if it is in one."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, choices=Channel.choices, widget=forms.CheckboxSelectMultiple)
    legal_term = forms.CharField(
        label=_("Legal term"), required=False, max_length=120, help_text=_("How long the administration has to answer: three months.")
    )
    opens = _day(_("Opens"))
    closes = _day(_("Closes"))
    addresses = LinesField(
        label=_("Pages that explain it"), help_text=_("One a line: /tramites/ayudas of its site, or a whole address of another.")
    )
    limit_minutes = forms.IntegerField(
        label=_("Time limit, in minutes"),
        required=False,
        min_value=1,
        max_value=LONGEST_LIMIT,
        help_text=_("Whoever takes longer from the first step has not finished. 120 if left empty."),
    )
    across_visits = forms.BooleanField(label=_("Count what is done in several visits of the same day as one attempt"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, help_text=_("What is not in use is kept, out of the lists."))

    WIDE: ClassVar = ("addresses",)

    def __init__(self, *args: Any, choices: Choices, procedure: Procedure | None = None, **kwargs: Any) -> None:
        initial = asdict(Details.of(procedure)) if procedure else {"limit_minutes": 120, "active": True}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.procedure = procedure
        self.known = choices
        self._offer("site_id", [(key, site.domain) for key, site in choices.sites.items()])
        self._offer("unit_id", list(choices.units.items()))
        self._offer("owner_id", list(choices.people.items()))
        self._say_who_may_join()

    def _offer(self, name: str, pairs: Pairs) -> None:
        self.fields[name].choices = [("", gettext("None")), *pairs]  # type: ignore[attr-defined]  # it is a choice

    def _say_who_may_join(self) -> None:
        field, based = self.fields["across_visits"], [site.domain for site in self.known.based]
        why = _("Only in sites with a declared basis, which are: %(sites)s. In the rest a visitor is not followed from visit to visit.")
        none = _("No site here has a declared basis: in exempt mode a visitor is not followed from one visit to another.")
        field.help_text = why % {"sites": ", ".join(based)} if based else none
        field.disabled = not based

    def clean_code(self) -> str:
        """The code, which is not a word that addresses use for all procedures."""
        code: str = self.cleaned_data["code"]
        if code in RESERVED and (self.procedure is None or self.procedure.code != code):
            raise forms.ValidationError(gettext("“%(code)s” names all procedures together in addresses. Choose another.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """Gathers the details, with a code and a limit when none was given and each address as visits keep it."""
        data = self.cleaned_data
        if self.errors:
            return data
        taken = self.known.codes - ({self.procedure.code} if self.procedure else set())
        code = data["code"] or (self.procedure.code if self.procedure else code_from(data["name"], taken))
        addresses = self._addresses(data["addresses"], self.known.sites.get(str(data["site_id"])))
        details = {**data, "code": code, "addresses": addresses, "limit_minutes": data["limit_minutes"] or 120}
        return {"details": Details(**details)}

    def _addresses(self, written: list[str], site: Site | None) -> list[str]:
        ground = Ground.of(site)
        found = []
        if len(written) > MOST_ADDRESSES:
            self.add_error("addresses", gettext("At most %(most)d pages.") % {"most": MOST_ADDRESSES})
        for each in written[:MOST_ADDRESSES]:
            try:
                found.append(read_page(each, ground))
            except Mistake as mistake:
                self.add_error("addresses", str(mistake))
        return list(dict.fromkeys(found))

    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields under a heading each, with its anchor."""
        parts = (
            ("what", gettext("What it is"), ("name", "code", "sia_code", "kind", "life_event", "languages")),
            ("who", gettext("Who answers, and when"), ("unit_id", "owner_id", "legal_term", "opens", "closes", "active")),
            ("where", gettext("Where it is done"), ("site_id", "addresses", "channels", "limit_minutes", "across_visits")),
        )
        return [(key, title, [self[name] for name in names]) for key, title, names in parts]


class RemoveForm(Act, forms.Form):
    """The code of what is about to be lost."""

    typed = forms.CharField(label=_("Write its code"), widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


class ChangeForm(Act, forms.Form):
    """What was changed in a procedure, and when."""

    day = _day(_("Day"), required=True)
    text = forms.CharField(label=_("What changed"), max_length=150, help_text=_("As a colleague would tell it: files may weigh 20 MB."))
