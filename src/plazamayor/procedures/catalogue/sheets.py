"""The builder of steps as somebody has it on the page: rows that are not kept until they are saved, and what is done to them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.journeys.contract import Mark, Way
from plazamayor.core.errors import Mistake
from plazamayor.core.forms import LinesField
from plazamayor.procedures.catalogue.drafts import STEP, Draft, code_from, in_order, longest_key
from plazamayor.procedures.catalogue.patterns import MOST_MARKS, Ground, read_mark, texts_of
from plazamayor.procedures.models import Procedure, Step
from plazamayor.procedures.models.catalogue import CODE

MOST_ROWS: Final = 60
WAYS: Final = {"addresses": Way.ADDRESS, "events": Way.EVENT, "expressions": Way.REGEX}
ALONG: Final = [(value, label) for value, label in Step.Role.choices if value != STEP]
Row = dict[str, str]


class StepForm(forms.Form):
    """A row of the builder."""

    role = forms.ChoiceField(choices=Step.Role.choices, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=80)
    addresses = LinesField(rows=2, label=_("Addresses"))
    events = LinesField(rows=1, label=_("Events"))
    expressions = LinesField(rows=1, label=_("Regular expressions"))
    key = forms.CharField(label=_("Key"), required=False, max_length=40, validators=[CODE])

    use_required_attribute = False

    def __init__(self, data: Row | None, *, row: Row, procedure: Procedure, ground: Ground, **kwargs: Any) -> None:
        super().__init__(data, initial=row, **kwargs)
        self.procedure, self.ground = procedure, ground
        self.is_step = row["role"] == STEP
        if not self.is_step:
            self.fields["role"] = forms.ChoiceField(label=_("What it is"), choices=ALONG)
        said = gettext("Left empty, it is made from the name. The event “%(event)s” always tells of this one.")
        self.fields["key"].help_text = said % {"event": f"{procedure.code}.{row['key'] or '…'}"}

    def clean_key(self) -> str:
        """The key, which with the procedure's code has to fit in the name of an event."""
        key: str = self.cleaned_data["key"]
        most = longest_key(self.procedure.code)
        if len(key) > most:
            why = gettext("At most %(most)d characters: with the procedure's code it names an event.")
            raise forms.ValidationError(why % {"most": most})
        return key

    def clean(self) -> dict[str, Any]:
        """Reads each way of recognising the step; what can never match is told beside it."""
        marks: list[Mark] = []
        for field, way in WAYS.items():
            for text in self.cleaned_data.get(field, []):
                try:
                    marks.append(read_mark(way, text, self.ground))
                except Mistake as mistake:
                    self.add_error(field, str(mistake))
        if len(marks) > MOST_MARKS:
            self.add_error(None, gettext("At most %(most)d ways of recognising the same. Use * to join some.") % {"most": MOST_MARKS})
        return {**self.cleaned_data, "marks": tuple(dict.fromkeys(marks))}

    @property
    def opened(self) -> bool:
        """Whether what is seldom needed has something to show."""
        return bool(self["expressions"].value() or self["expressions"].errors or self["key"].errors)


class Sheet:
    """The rows of a builder, each with its form."""

    def __init__(self, procedure: Procedure, rows: list[Row], *, fresh: int | None = None, touched: bool = False) -> None:
        self.procedure = procedure
        self.rows = sorted(rows[:MOST_ROWS], key=lambda row: row["role"] != STEP)
        self.fresh = fresh
        self.touched = touched
        ground = Ground.of(procedure.site)
        self.forms = [self._form(row, number, ground) for number, row in enumerate(self.rows)]

    @classmethod
    def of(cls, procedure: Procedure) -> "Sheet":
        """The rows that are kept."""
        return cls(procedure, [row_of(draft) for draft in in_order(procedure.steps.all())])

    @classmethod
    def posted(cls, procedure: Procedure, data: Mapping[str, Any]) -> "Sheet":
        """The rows as they come from the page."""
        total = str(data.get("total", ""))
        numbers = range(min(int(total), MOST_ROWS) if re.fullmatch(r"[0-9]{1,4}", total) else 0)
        roles = set(Step.Role.values)
        rows = [{name: str(data.get(f"s{number}-{name}", "")) for name in StepForm.base_fields} for number in numbers]
        return cls(procedure, [row for row in rows if row["role"] in roles], touched=True)

    def _form(self, row: Row, number: int, ground: Ground) -> StepForm:
        blank = not any(value.strip() for name, value in row.items() if name != "role")
        data = None if blank else {f"s{number}-{name}": value for name, value in row.items()}
        return StepForm(data, row=row, prefix=f"s{number}", procedure=self.procedure, ground=ground)

    @property
    def numbered(self) -> list[tuple[int, StepForm]]:
        """The steps, each with its place among all rows."""
        return [(number, form) for number, form in enumerate(self.forms) if form.is_step]

    @property
    def along(self) -> list[tuple[int, StepForm]]:
        """The other ends and what happens along, each with its place."""
        return [(number, form) for number, form in enumerate(self.forms) if not form.is_step]

    @property
    def is_valid(self) -> bool:
        """Whether every row can be kept; rows left blank do not count."""
        return all(form.is_valid() for form in self.forms if form.is_bound)

    def drafts(self) -> list[Draft]:
        """The rows that can be read, with a key for those without."""
        return [draft for draft in self.by_row() if draft]

    def by_row(self) -> list[Draft | None]:
        """A draft for each row; None for one that is blank or cannot be read."""
        taken = {form.cleaned_data["key"] for form in self.forms if form.is_bound and form.is_valid()} - {""}
        found: list[Draft | None] = []
        for form in self.forms:
            if not (form.is_bound and form.is_valid()):
                found.append(None)
                continue
            data = form.cleaned_data
            key = data["key"] or code_from(data["name"], taken, longest_key(self.procedure.code))
            taken.add(key)
            found.append(Draft(role=data["role"], key=key, name=data["name"], marks=data["marks"]))
        return found

    def after(self, act: str, picked: list[Row]) -> "Sheet":
        """The rows after a button was pressed: `up-3`, `down-3`, `remove-3`, `step`, `along` or `take`."""
        name, _dash, place = act.partition("-")
        number = int(place) if re.fullmatch(r"[0-9]{1,4}", place) and int(place) < len(self.rows) else None
        rows, fresh = list(self.rows), None
        if name in {"up", "down"} and number is not None:
            fresh = _exchange(rows, number, -1 if name == "up" else 1)
        elif name == "remove" and number is not None:
            rows.pop(number)
        elif name == "step":
            fresh = sum(row["role"] == STEP for row in rows)
            rows.insert(fresh, row_of(Draft(role=STEP, key="", name="")))
        elif name == "along":
            rows.append(row_of(Draft(role=Step.Role.NEGATIVE, key="", name="")))
            fresh = len(rows) - 1
        elif name == "take":
            rows += picked
        return Sheet(self.procedure, rows, fresh=fresh, touched=True)


def row_of(draft: Draft) -> Row:
    """A draft as texts."""
    ways = {field: "\n".join(texts_of(draft.marks, way)) for field, way in WAYS.items()}
    return {"role": draft.role, "key": draft.key, "name": draft.name, **ways}


def _exchange(rows: list[Row], number: int, by: int) -> int:
    """Exchanges a row with the one before or after it, of its own kind; answers where it is then."""
    other = number + by
    if 0 <= other < len(rows) and (rows[other]["role"] == STEP) == (rows[number]["role"] == STEP):
        rows[number], rows[other] = rows[other], rows[number]
        return other
    return number
