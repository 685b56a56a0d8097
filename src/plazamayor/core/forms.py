"""How every form of the console is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws a field with its label, help and error as one component."""

    field_template_name = "ui/field.html"
    form_template_name = "ui/form.html"
