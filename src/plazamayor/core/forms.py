"""How every form of the console is drawn."""

from typing import Any, ClassVar

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

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
