"""What the pages of pieces write."""

from django import template

from plazamayor.publishing.models import PieceMedia

register = template.Library()


@register.filter
def alt_in(used: PieceMedia, language: str) -> str:
    """What a file shows, in a language."""
    return str(used.alt.get(language, ""))
