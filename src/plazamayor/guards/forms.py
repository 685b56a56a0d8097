"""What is filled in about guards."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.core.forms import Act, LinesField
from plazamayor.guards.base import Guard
from plazamayor.guards.contract import Category, Gravity
from plazamayor.guards.models import ElectoralCall, GuardSetting, Silence
from plazamayor.guards.queries import gravity_of
from plazamayor.guards.rules.electoral_period import CATEGORIES
from plazamayor.guards.times import Terms, proposed_voting
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Organisation

GRAVITIES = {
    Gravity.FINE: _("Off"),
    Gravity.WARNS: _("Warns: it can be published all the same"),
    Gravity.HOLDS: _("Holds: it waits until its time is over"),
    Gravity.BLOCKS: _("Stops it: it is not published until it changes or another person lets it through"),
}
ZONES = (
    ("Europe/Madrid", _("Peninsular and Balearic time")),
    ("Atlantic/Canary", _("Canary time")),
    ("Africa/Ceuta", _("Ceuta and Melilla")),
)
LONGEST_TRIED = 20_000


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


def _moment(label: Any, **given: Any) -> forms.DateTimeField:
    shape = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=shape, required=False, **given)


class CallForm(Act, forms.Form):
    """A call of elections; without a voting day, the one that the law gives is proposed."""

    scope = forms.ChoiceField(label=_("Elections"), choices=ElectoralCall.Scope.choices)
    called = _day(_("Day the call is published"), help_text=_("That of the bulletin: the decree is in force that day (LOREG, art. 42)."))
    voting = _day(
        _("Voting day"),
        required=False,
        help_text=_("Left empty, the one of the law: the 54th day after the call, or the fourth Sunday of May for local elections."),
    )
    territory = forms.CharField(label=_("Territory"), required=False, max_length=100)
    time_zone = forms.ChoiceField(label=_("Time of its midnights"), choices=ZONES)
    source = forms.CharField(
        label=_("Official reference"), required=False, max_length=200, help_text=_("BOE-A-2023-8234, or the address of the decree.")
    )

    def __init__(self, *args: Any, organisation: Organisation, terms: Terms, call: ElectoralCall | None = None, **kwargs: Any) -> None:
        names = ("scope", "called", "voting", "territory", "time_zone", "source")
        initial = {name: getattr(call, name) for name in names} if call else {"time_zone": organisation.time_zone}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.terms = terms

    def clean(self) -> dict[str, Any]:
        """Gathers the details, with the voting day of the law when none was given."""
        data = self.cleaned_data
        if self.errors:
            return data
        voting = data["voting"] or proposed_voting(data["scope"], data["called"], self.terms)
        return {"details": {**data, "voting": voting}}


class SilenceForm(Act, forms.Form):
    """A silence."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Silence.Kind.choices)
    text = forms.CharField(label=_("Why"), max_length=200, help_text=_("It is shown to whoever writes: “three days of mourning for…”."))
    begins = _moment(_("Begins"), help_text=_("Now, if left empty."))
    ends = _moment(_("Ends"), help_text=_("Left empty, it lasts until somebody ends it."))

    def clean(self) -> dict[str, Any]:
        """Gathers the details."""
        return self.cleaned_data if self.errors else {"details": dict(self.cleaned_data)}


class EmergencyForm(Act, forms.Form):
    """An emergency, in one action."""

    text = forms.CharField(label=_("What happens"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """Gathers the details."""
        return self.cleaned_data if self.errors else {"details": {"kind": Silence.Kind.EMERGENCY, "text": self.cleaned_data["text"]}}


class SettingForm(Act, forms.Form):
    """How grave a guard is and what it takes into account."""

    gravity = forms.TypedChoiceField(label=_("What it does when it finds something"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, guard: Guard, setting: GuardSetting | None, **kwargs: Any) -> None:
        kept = setting.options if setting else {}
        initial = {
            "gravity": int(gravity_of(guard, setting)),
            **{each.key: kept.get(each.key, _shown(each.usual)) for each in guard.options},
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.guard = guard
        self.fields["gravity"].choices = [(int(each), self._named(each)) for each in guard.offered]  # type: ignore[attr-defined]  # it is a choice
        self.fields["gravity"].help_text = str(guard.limit)
        for each in guard.options:
            limits = {} if each.is_list else {"min_value": each.least, "max_value": each.most}
            kind: Any = LinesField if each.is_list else forms.IntegerField
            self.fields[each.key] = kind(label=each.label, help_text=each.help, **limits)

    def _named(self, gravity: Gravity) -> str:
        usual = gettext(" (usual)") if gravity == self.guard.usual and len(self.guard.offered) > 1 else ""
        return f"{GRAVITIES[gravity]}{usual}"

    def clean(self) -> dict[str, Any]:
        """Gathers the options."""
        data = self.cleaned_data
        return data if self.errors else {"gravity": data["gravity"], "options": {each.key: data[each.key] for each in self.guard.options}}


def _shown(usual: Any) -> Any:
    return list(usual) if isinstance(usual, tuple) else usual


class DecisionForm(Act, forms.Form):
    """Why something is let through, or not."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the audit trail with your name."),
    )


class TrialForm(forms.Form):
    """A text to be tried, of what it speaks and when it would leave."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST_TRIED, widget=forms.Textarea(attrs={"rows": 12}), strip=False)
    language = forms.ChoiceField(label=_("Language"))
    category = forms.ChoiceField(label=_("What it is about"), choices=[(each.value, name) for each, name in CATEGORIES.items()])
    at = _moment(_("It would leave"), help_text=_("Now, if left empty."))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        languages = [each for each in organisation.languages if each in LANGUAGES] or ["es"]
        super().__init__(*args, **{"initial": {"language": languages[0], "category": Category.ORDINARY.value}, **kwargs})
        rest = [each for each in LANGUAGES if each not in languages]
        self.fields["language"].choices = [(each, LANGUAGES[each]) for each in [*languages, *rest]]  # type: ignore[attr-defined]  # it is a choice

    def clean_at(self) -> Any:
        """The moment, or now."""
        return self.cleaned_data["at"] or timezone.now()
