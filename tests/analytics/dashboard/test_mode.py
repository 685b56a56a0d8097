"""The mode of a site: declared by the data protection officer, written down, and told in a dated document."""

import pytest
from django.urls import reverse

from plazamayor.analytics.models import BasisDeclaration, Site
from plazamayor.organisation.models import AuditEntry
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.sites import make_site

FILLED = {"basis": "public_task", "text": "Informado en la política de privacidad.", "day": "2026-09-02"}


@pytest.fixture
def site(cast: Cast) -> Site:
    cast.organisation.require_second_factor = False
    cast.organisation.save()
    return make_site(cast.organisation, domain="villaclara.example", retention_months=13, kept_parameters=["lang"])


def address(site: Site, name: str) -> str:
    return reverse(name, args=[site.organisation.code, site.domain])


def test_a_declaration_opens_everything_and_is_written_down(cast: Cast, site: Site, sign_in: SignIn) -> None:
    response = sign_in(cast.protection_officer).post(address(site, "mode_declare"), FILLED)

    site.refresh_from_db()
    declared = site.declarations.get()
    assert response.status_code == 302
    assert (site.exempt, declared.by, declared.basis) == (False, cast.protection_officer.person, "public_task")
    assert AuditEntry.objects.get().action == "site.basis_declared"


def test_a_declaration_without_reasons_is_not_one(cast: Cast, site: Site, sign_in: SignIn) -> None:
    response = sign_in(cast.protection_officer).post(address(site, "mode_declare"), {**FILLED, "text": ""})

    assert response.status_code == 200
    assert not BasisDeclaration.objects.exists()


def test_going_back_to_exempt_mode_ends_the_declaration(cast: Cast, site: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.protection_officer)
    client.post(address(site, "mode_declare"), FILLED)
    client.post(address(site, "mode_exempt"))
    again = client.post(address(site, "mode_exempt"), follow=True).content.decode()

    site.refresh_from_db()
    assert site.exempt
    assert site.declarations.get().ended is not None
    assert [entry.action for entry in AuditEntry.objects.order_by("number")] == ["site.basis_declared", "site.exempt_again"]
    assert "Este sitio ya está en modo exento." in again


def test_an_administrator_sees_the_mode_and_cannot_change_it(cast: Cast, site: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.administrator)

    assert address(site, "mode_declare") not in client.get(address(site, "mode")).content.decode()
    assert client.post(address(site, "mode_declare"), FILLED).status_code == 403


def test_the_document_says_the_values_of_this_site(cast: Cast, site: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.director)

    page = client.get(address(site, "mode_document"))
    file = client.get(address(site, "mode_document") + "?download")

    for text in (page.content.decode(), file.content.decode()):
        assert "pasados 13 meses" in text
        assert "solo se guardan estos parámetros: lang" in text
        assert "La importación de registros de acceso del servidor" in text
        assert "sin verificar" in text
    assert file.headers["Content-Disposition"].startswith('attachment; filename="villaclara.example-')
