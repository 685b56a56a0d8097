"""How every form of the console is drawn, and how it ends in an act."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from plazamayor.core.errors import Mistake

WITHOUT_BOX = frozenset({"checkbox", "radio", "hidden"})


class Renderer(TemplatesSetting):
    """Draws a field with its label, help and error as one component."""

    field_template_name = "ui/field.html"
    form_template_name = "ui/form.html"
    ours: ClassVar[dict[str, str]] = {
        "django/forms/widgets/radio.html": "ui/widgets/choices.html",
        "django/forms/widgets/checkbox_select.html": "ui/widgets/choices.html",
    }

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Renders a widget, giving the ones that are boxes the class of a box."""
        widget = context.get("widget")
        if widget and widget.get("type") not in WITHOUT_BOX:
            given = widget["attrs"].get("class", "")
            widget["attrs"] = {**widget["attrs"], "class": f"input {given}".strip()}
        return super().render(self.ours.get(template_name, template_name), context, request)


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}), **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list of lines is the point of this field
        """The lines, without blanks nor repetition."""
        return list(dict.fromkeys(line.strip() for line in str(value or "").splitlines() if line.strip()))

    def prepare_value(self, value: Any) -> Any:
        """The lines as one text."""
        return "\n".join(value) if isinstance(value, list) else value


class Act(forms.BaseForm):
    """A form that ends in one act: what the act finds wrong is said in the form."""

    result: Any = None

    def carry_out(self, act: Callable[..., Any], **given: Any) -> bool:
        """Does the act with what was filled in, if it is valid; tells whether it was done. `result` is what the act gave."""
        if not self.is_valid():
            return False
        try:
            self.result = act(**self.cleaned_data, **given)
        except Mistake as mistake:
            self.add_error(None, str(mistake))
            return False
        return True
