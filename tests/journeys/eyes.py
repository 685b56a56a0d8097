"""How a page is looked at."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, ViewportSize

Shoot = Callable[[str], None]
Check = Callable[[], None]

SIZES: dict[str, ViewportSize] = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 360, "height": 740}}
THEMES = ("light", "dark")
_SET = "theme => { if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme }"


def dressed(page: Page) -> Iterator[str]:
    """Puts the page in each theme, as the person's button does, and leaves it as it was."""
    before = page.evaluate("document.documentElement.dataset.theme ?? ''")
    for theme in THEMES:
        page.evaluate(_SET, theme)
        yield theme
    page.evaluate(_SET, before)
