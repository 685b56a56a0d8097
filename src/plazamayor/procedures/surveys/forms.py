"""What is filled in about surveys: by citizens, a question at a time, and by staff."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.core.forms import Act
from plazamayor.procedures.models import Reply
from plazamayor.procedures.surveys.questions import (
    CLEARNESS,
    FEELINGS,
    LONGEST,
    NONE,
    QUALITY,
    REASONS,
    SOURCES,
    Question,
    Text,
    asked_of_us,
)


class OneForm(forms.Form):
    """A question with one answer, which is the button that was pressed."""

    name: ClassVar[str]
    options: ClassVar[dict[int, Text] | dict[str, Text]]
    coerce: ClassVar[type[int] | type[str]] = int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.name] = forms.TypedChoiceField(
            choices=list(self.options.items()),
            coerce=self.coerce,
            error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose one of the answers.")},
        )


class SatisfactionForm(OneForm):
    """How it went."""

    name, options = "satisfaction", FEELINGS


class ClarityForm(OneForm):
    """How clear it was."""

    name, options = "clarity", CLEARNESS


class ReasonForm(OneForm):
    """Why somebody leaves."""

    name, options, coerce = "reason", REASONS, str


class HelpForm(forms.Form):
    """Where help was looked for. Whoever ticks places and "none" looked for it."""

    help_sought = forms.MultipleChoiceField(
        choices=[(NONE, gettext_lazy("I did not need help")), *SOURCES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one answer, or skip the question.")},
    )


class EachForm(forms.Form):
    """The same question about each way in which the administration was asked for help; any may be left."""

    name: ClassVar[str]
    options: ClassVar[dict[str, Text]]
    kept: ClassVar[dict[str, bool | int]]
    """Each answer as it is kept."""

    def __init__(self, *args: Any, sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(self.options.items())
        for source in sources:
            self.fields[source] = forms.ChoiceField(label=str(SOURCES[source]), choices=choices, required=False, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """The answers given, by source, as one field of the reply."""
        return {self.name: {source: self.kept[chosen] for source, chosen in self.cleaned_data.items() if chosen}}


class ReachedForm(EachForm):
    """Whether they were answered."""

    name = "help_reached"
    options: ClassVar = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
    kept: ClassVar = {"yes": True, "no": False}


class QualityForm(EachForm):
    """How good the answer was, from 1 to 5."""

    name = "help_quality"
    options: ClassVar = {str(step): word for step, word in QUALITY.items()}
    kept: ClassVar = {str(step): step for step in QUALITY}


class TextForm(forms.Form):
    """What somebody wants to add."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("At most %(limit_value)d letters, and there are %(show_value)d. Shorten it a little.")},
    )


SIMPLE: dict[Question, type[forms.Form]] = {
    Question.SATISFACTION: SatisfactionForm,
    Question.REASON: ReasonForm,
    Question.CLARITY: ClarityForm,
    Question.HELP: HelpForm,
    Question.TEXT: TextForm,
}


def form_of(question: Question, reply: Reply | None, data: Any = None) -> forms.Form:
    """The form of a question, with what was answered before."""
    before = {"help_sought": reply.help_sought, "text": reply.text} if reply else {}
    if question in SIMPLE:
        return SIMPLE[question](data, initial=before)
    sources = asked_of_us(reply.help_sought) if reply else []
    if question is Question.QUALITY:
        return QualityForm(data, sources=[source for source in sources if reply and reply.help_reached.get(source)])
    return ReachedForm(data, sources=sources)


class SurveyForm(Act, forms.Form):
    """How a survey asks."""

    open = forms.BooleanField(label=gettext_lazy("It takes answers"), required=False)
    sample_percent = forms.IntegerField(
        label=gettext_lazy("Of every hundred people who finish, how many are invited"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("Whoever is not invited still finds the link. Whoever leaves is never left out."),
    )
    retention_months = forms.IntegerField(
        label=gettext_lazy("Months that answers are kept"),
        min_value=1,
        max_value=25,
        help_text=gettext_lazy("At most 25. What is older is erased every night, texts included."),
    )


class TagForm(Act, forms.Form):
    """The tags of a reply, with commas between them."""

    tags = forms.CharField(label=gettext_lazy("Tags"), required=False, max_length=400)

    def clean_tags(self) -> list[str]:
        """Each tag by itself."""
        return [tag for tag in str(self.cleaned_data["tags"]).split(",") if tag.strip()]
