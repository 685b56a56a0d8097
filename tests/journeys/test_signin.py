"""People come in: an invitation, a password, a second factor of each kind, and sessions that can be ended."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation

PASSWORD = "la fuente de la plaza mayor"
COLLEAGUE = "elena@villaclara-del-mar.example"


def totp(secret: str) -> str:
    """The code that an authenticator app gives now for a secret (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def enter(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Entrar").click()


def invite(page: Page, installation: Installation, email: str) -> str:
    """Invites somebody as the administrator and gives the link that is shown once."""
    page.goto(f"{installation.address}/a/{CODE}/govern/people/invite/")
    page.get_by_label("Correo del trabajo").fill(email)
    page.get_by_role("button", name="Invitar").click()
    return page.locator("#address").inner_text()


def accept(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Tu nombre").fill("Elena Marco")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Aceptar y entrar").click()


def sign_out(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.address}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Salir").click()


def with_password(page: Page, installation: Installation, email: str = COLLEAGUE) -> None:
    page.goto(f"{installation.address}/accounts/login/")
    page.get_by_text("Usar contraseña y segundo factor").click()
    page.get_by_label("Correo", exact=False).fill(email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


@pytest.fixture
def colleague(installation: Installation, page: Page) -> Page:
    """Somebody who has just accepted an invitation and is asked for a second factor."""
    enter(page, installation.sign_in_link())
    link = invite(page, installation, COLLEAGUE)
    sign_out(page, installation)
    accept(page, link)
    expect(page.get_by_role("heading", name="Una llave más para la plaza")).to_be_visible()
    return page


def add_app(page: Page) -> str:
    """Sets up an authenticator app; gives its secret."""
    page.get_by_role("link", name="Usar una aplicación de códigos").click()
    secret = page.get_by_label("O escribe este secreto en la aplicación").input_value()
    page.locator("input[name=code]").fill(totp(secret))
    page.get_by_role("button", name="Activar").click()
    expect(page.get_by_role("heading", name="Tus códigos de recuperación")).to_be_visible()
    return secret


def test_an_invited_colleague_enters_with_password_and_app(installation: Installation, page: Page, look: Shoot) -> None:
    enter(page, installation.sign_in_link())
    page.goto(f"{installation.address}/a/{CODE}/govern/people/invite/")
    look("invite")
    link = invite(page, installation, COLLEAGUE)
    look("invited")
    page.goto(f"{installation.address}/a/{CODE}/govern/people/")
    look("people")
    sign_out(page, installation)
    page.goto(link)
    look("invitation")
    accept(page, link)
    look("second-factor-asked")
    page.get_by_role("link", name="Usar una aplicación de códigos").click()
    look("app")
    page.go_back()
    secret = add_app(page)
    look("recovery-codes")
    sign_out(page, installation)
    with_password(page, installation)
    expect(page.get_by_role("heading", name="Tu segundo factor")).to_be_visible()
    look("second-factor")
    page.locator("input[name=code]").fill(totp(secret))
    page.get_by_role("button", name="Entrar", exact=True).click()

    expect(page).to_have_url(re.compile(r"/a/villaclara-del-mar/|/accounts/2fa/"))
    page.goto(link)
    expect(page.get_by_role("heading", name="Este enlace ya no abre")).to_be_visible()
    look("link-spent")


def test_a_recovery_code_opens_once(installation: Installation, colleague: Page) -> None:
    page = colleague
    add_app(page)
    code = page.locator("#recovery_codes").inner_text().split()[0]
    sign_out(page, installation)
    with_password(page, installation)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Entrar", exact=True).click()
    page.goto(f"{installation.address}/accounts/2fa/")
    expect(page.get_by_text("quedan 9")).to_be_visible()
    sign_out(page, installation)
    with_password(page, installation)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Entrar", exact=True).click()

    expect(page.get_by_role("heading", name="Tu segundo factor")).to_be_visible()
    expect(page.locator(".error").first).to_be_visible()


def test_a_passkey_opens_by_itself(installation: Installation, colleague: Page, look: Shoot) -> None:
    page = colleague
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_role("link", name="Añadir una llave de acceso").click()
    look("passkey-add")
    page.get_by_role("button", name="Añadir").click()
    expect(page.get_by_role("heading", name="Tus códigos de recuperación")).to_be_visible()
    page.goto(f"{installation.address}/accounts/2fa/")
    look("account")
    sign_out(page, installation)
    page.goto(f"{installation.address}/accounts/login/")
    page.get_by_role("button", name="Entrar con llave de acceso").click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)

    page.goto(f"{installation.address}/accounts/2fa/")
    expect(page.get_by_text(COLLEAGUE).first).to_be_visible()


def test_a_person_ends_another_of_their_sessions(installation: Installation, page: Page, browser: Browser, look: Shoot) -> None:
    enter(page, installation.sign_in_link())
    elsewhere = browser.new_context(locale="es-ES", user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    other = elsewhere.new_page()
    enter(other, installation.sign_in_link())
    page.goto(f"{installation.address}/accounts/sessions/")
    expect(page.get_by_text("Firefox").first).to_be_visible()
    look("sessions")
    page.get_by_role("button", name=re.compile("Cerrarla")).click()
    expect(page.get_by_text("Esa sesión está cerrada.")).to_be_visible()
    other.goto(f"{installation.address}/accounts/sessions/")

    expect(other).to_have_url(re.compile("/accounts/login/"))
    elsewhere.close()


def test_the_administration_governs_itself(installation: Installation, page: Page, look: Shoot) -> None:
    enter(page, installation.sign_in_link())
    govern = f"{installation.address}/a/{CODE}/govern"
    page.goto(f"{govern}/administration/")
    page.get_by_label("Código INE", exact=False).fill("99999")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("El código INE tiene 5 cifras", exact=False).first).to_be_visible()
    look("administration-refused")
    page.get_by_label("Código INE", exact=False).fill("03999")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Guardado.")).to_be_visible()
    look("administration")
    page.goto(f"{govern}/units/")
    look("units-empty")
    page.get_by_label("Nombre").fill("Comercio y Consumo")
    page.get_by_role("button", name="Añadir").click()
    page.get_by_role("button", name=re.compile("Quitar")).click()
    look("units-undo")
    page.get_by_role("button", name="Deshacer").click()
    expect(page.get_by_text("«Comercio y Consumo» ha vuelto.")).to_be_visible()
    page.goto(f"{govern}/holidays/")
    look("holidays-empty")
    page.goto(f"{govern}/audit/")
    expect(page.get_by_text("La cadena está entera.")).to_be_visible()
    look("audit")
    page.goto(f"{govern}/closing/")
    look("closing")


def test_an_administration_is_closed_by_its_name_and_opened_again(installation: Installation, page: Page, look: Shoot) -> None:
    enter(page, installation.sign_in_link())
    page.goto(f"{installation.address}/a/{CODE}/govern/closing/")
    page.get_by_label("Nombre de la administración").fill("Otro nombre")
    page.get_by_role("button", name="Cerrarla").click()
    expect(page.get_by_text("Ese no es el nombre", exact=False).first).to_be_visible()
    page.get_by_label("Nombre de la administración").fill("Ayuntamiento de Villaclara del Mar")
    page.get_by_role("button", name="Cerrarla").click()
    look("closed")
    page.goto(f"{installation.address}/administrations/")
    look("administrations-closed")
    page.goto(f"{installation.address}/closed/{CODE}/")
    page.get_by_role("button", name="Volver a abrirla").click()

    expect(page.get_by_text("está abierta otra vez", exact=False)).to_be_visible()


def test_a_provincial_council_creates_and_helps_an_administration(installation: Installation, page: Page, look: Shoot) -> None:
    enter(page, installation.sign_in_link())
    page.goto(f"{installation.address}/a/{CODE}/govern/administration/")
    page.get_by_label("Tipo").select_option("province")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Administraciones alojadas").click()
    look("hosted-empty")
    page.get_by_label("Nombre", exact=True).fill("Ayuntamiento de Pinares del Llano")
    page.get_by_role("button", name="Crear").click()
    expect(page.get_by_text("está lista. Invita a quien la administrará.", exact=False)).to_be_visible()
    expect(page.get_by_text("actúas como quien aloja")).to_be_visible()
    look("hosted-invite")
    page.goto(f"{installation.address}/a/ayuntamiento-de-pinares-del-llano/govern/people/")
    look("hosted-people-empty")
    answer = page.goto(f"{installation.address}/a/ayuntamiento-de-pinares-del-llano/govern/audit/")

    assert answer is not None
    assert answer.status == 403
    page.goto(f"{installation.address}/administrations/")
    look("administrations")
