"""The first thing anybody sees of an installation."""

from playwright.sync_api import Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import Installation


def test_the_door_opens_and_can_be_read_by_everybody(installation: Installation, page: Page, look: Shoot) -> None:
    page.goto(f"{installation.address}/accounts/login/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look("door")


def test_an_address_that_does_not_exist_says_so_kindly(installation: Installation, page: Page, look: Shoot) -> None:
    answer = page.goto(f"{installation.address}/no-such-place")

    assert answer is not None
    assert answer.status == 404
    look("not-found")
