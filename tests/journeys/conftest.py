"""What a journey needs: an installation being served, a page of a real browser, and eyes for what is wrong on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.architecture.source import ROOT
from tests.journeys.eyes import SIZES, Check, Shoot, dressed
from tests.journeys.installation import Installation

SCREENSHOTS = ROOT / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.journey)


@pytest.fixture
def bare_installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty data directory: nothing created, nothing served."""
    home = tmp_path / "plazamayor"
    home.mkdir(mode=0o700)
    installation = Installation(home)
    yield installation
    installation.stop()


@pytest.fixture
def installation(bare_installation: Installation) -> Installation:
    """A new installation with its town hall and its administrator, as `plazamayor init` leaves it, being served."""
    bare_installation.sign_in_link()
    bare_installation.start()
    return bare_installation


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "There is no Chromium here. `make setup` says how to install it."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"localhost", "127.0.0.1"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in Spanish, 1440 px wide. Fails at the end if it asked anything of others, or if the browser complained."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # The browser also writes down every answer that is not a success; journeys look at those themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def asked(request: Request) -> None:
        if not is_ours(request.url):
            complaints.append(f"asked of others: {request.url}")

    context = browser.new_context(viewport=SIZES["wide"], locale="es-ES", timezone_id="Europe/Madrid", reduced_motion="reduce")
    context.on("console", heard)
    context.on("request", asked)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.fixture
def axe(page: Page) -> Check:
    """Checks the page as it is now with axe, in both themes: no violation is allowed."""

    def check() -> None:
        for _theme in dressed(page):
            results = Axe().run(page)
            assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


@pytest.fixture
def screenshot(page: Page) -> Shoot:
    """Keeps pictures of the whole page in `screenshots/`: wide and narrow, light and dark."""

    def shoot(name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        for label, size in SIZES.items():
            page.set_viewport_size(size)
            for theme in dressed(page):
                # A caret hidden for the picture would leave a style behind, which the policy forbids to copy.
                page.screenshot(path=SCREENSHOTS / f"{name}-{label}-{theme}.png", full_page=True, caret="initial")
        page.set_viewport_size(SIZES["wide"])

    return shoot


@pytest.fixture
def look(axe: Check, screenshot: Shoot) -> Shoot:
    """Looks at the page as it is now: axe, then pictures under this name."""

    def at(name: str) -> None:
        axe()
        screenshot(name)

    return at
