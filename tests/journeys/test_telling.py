"""A piece, from nothing to the square: written, checked, approved by another person, published on two channels, registered, withdrawn."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.connectors.fakes.web import SECRET, Receiver
from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import enter

TITLE = "Ya se puede pedir la ayuda"
TEXT = "Desde hoy se puede pedir la ayuda al comercio. Se pide en la sede electrónica, con la licencia y una factura."
LATE = 45_000
"""Milliseconds within which the outbox, which looks every ten seconds, has published what is due."""


def another(address: str) -> str:
    """A director of the only administration, and a link that signs them in once."""
    from django.utils import timezone

    from plazamayor.organisation import operations
    from plazamayor.organisation.models import Organisation, Role

    now = timezone.now()
    Organisation.objects.update(require_second_factor=False)
    person = operations.create_person(email="damia@villaclara-del-mar.example", name="Damià Roig")
    operations.add_member(organisation=Organisation.objects.get(), person=person, role=Role.DIRECTOR, unit=None, now=now)
    return operations.issue_sign_in_link(person, now, minutes=30, base_url=address)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver().open() as network:
        assert isinstance(network, Receiver)
        yield network


@pytest.fixture
def town(bare_installation: Installation) -> Installation:
    """A town hall whose programs of the own network may be asked."""
    bare_installation.settings["PLAZAMAYOR_PRIVATE_HOSTS"] = "127.0.0.0/8,::1/128"
    bare_installation.sign_in_link()
    bare_installation.start()
    return bare_installation


def connect(page: Page, console: str, receiver: Receiver) -> None:
    """Connects the website, which asks for nothing, and a program that takes webhooks."""
    page.goto(f"{console}/channels/add/website/")
    page.get_by_role("button", name="Conectar").click()
    page.goto(f"{console}/channels/add/webhook/")
    page.locator("main [name$=address]").fill(f"{receiver.address}/plaza")
    page.locator("main [name$=secret]").fill(SECRET)
    page.get_by_role("button", name="Conectar").click()


def write(page: Page, console: str) -> str:
    """Writes a short post, first with what no institution may say; gives the address of its page."""
    page.goto(f"{console}/pieces/new")
    page.get_by_label("Título de trabajo").fill(TITLE)
    page.get_by_role("button", name="Empezarla").click()
    text = page.locator("textarea[name$='-es-text']").first
    text.fill("La mejor ayuda de la comarca, gracias al equipo de gobierno.")
    expect(page.locator(".guard").filter(has_text="Autobombo").first).to_be_visible()
    expect(page.get_by_role("button", name="Pedir aprobación")).to_be_disabled()
    text.fill(TEXT)
    page.get_by_role("button", name="Guardar", exact=True).click()
    return page.url


def ask(page: Page, piece: str) -> None:
    page.goto(piece)
    page.get_by_role("button", name="Pedir aprobación").click()


def approve(approver: Page, console: str) -> None:
    """Another person reads exactly what would leave and says yes."""
    approver.goto(f"{console}/approvals/")
    approver.get_by_role("link", name=re.compile("^Leer y decidir")).click()
    expect(approver.get_by_role("main")).to_contain_text("Desde hoy se puede pedir la ayuda al comercio.")
    approver.get_by_role("button", name="Aprobar exactamente esto").click()
    expect(approver.get_by_text("Aprobada. Se puede programar tal cual")).to_be_visible()


def until(page: Page, there: Locator) -> None:
    """Looks at a page again until something is there."""
    for _again in range(LATE // 1000):
        if there.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(there.first).to_be_visible()


def withdraw(page: Page, console: str, look: Shoot) -> None:
    """An electoral board orders to remove it: it is found by its words, withdrawn everywhere, and the order closed."""
    page.goto(f"{console}/removals/add/")
    page.get_by_label("Quién lo ordena").fill("Junta Electoral de Zona")
    page.get_by_label("Qué ordena").fill("Que se retire lo publicado sobre la ayuda.")
    page.get_by_role("button", name="Anotarlo").click()
    page.get_by_label("Dice").fill("ayuda al comercio")
    page.get_by_role("main").get_by_role("button", name="Buscarlo").click()
    for each in page.get_by_role("checkbox").all():
        each.check()
    page.get_by_role("button", name="Alcanza a estas").click()
    page.get_by_role("button", name="Retirarlo todo").click()
    done = page.get_by_role("button", name="Está cumplido")
    until(page, done)
    look("removal")
    done.click()
    expect(page.get_by_text("Cumplido. Conviene guardar las pruebas")).to_be_visible()


def test_a_piece_goes_from_nothing_to_the_square_and_is_withdrawn(
    town: Installation, receiver: Receiver, page: Page, browser: Browser, look: Shoot
) -> None:
    console, square = f"{town.address}/a/{CODE}", f"{town.address}/p/{CODE}/"
    enter(page, town)
    connect(page, console, receiver)
    page.goto(f"{console}/channels/")
    look("channels")
    piece = write(page, console)
    look("piece")
    ask(page, piece)
    expect(page.get_by_text("Nadie puede aprobarla")).to_be_visible()

    context = browser.new_context(locale="es-ES")
    approver = context.new_page()
    approver.goto(town.call(another, address=town.address))
    approver.get_by_role("main").get_by_role("button").first.click()
    ask(page, piece)
    approve(approver, console)
    context.close()

    page.goto(piece)
    page.get_by_role("button", name="Publicarla ahora").click()
    page.goto(f"{console}/register/")
    until(page, page.get_by_role("row").nth(2))
    expect(page.get_by_text("La cadena está entera.")).to_be_visible()
    assert [post.text for post in receiver.posts] == [TEXT]
    look("register")
    page.goto(square)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).to_contain_text(TEXT)
    page.goto(f"{console}/calendar/")
    look("calendar")

    withdraw(page, console, look)
    assert receiver.posts == []
    page.goto(square)
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
