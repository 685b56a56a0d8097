"""Signing in with the password of a directory: a real LDAP server, in a process of its own, over loopback."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from plazamayor.organisation.models import Person
from tests.architecture.source import ROOT
from tests.make.cast import Cast
from tests.make.directory import BASE, PASSWORD
from tests.make.organisations import PASSWORD as OWN_PASSWORD

KNOWN = "andreu@villaclara-del-mar.example"
BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend", "plazamayor.organisation.directory.DirectoryBackend"]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-m", "tests.make.directory"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield int(process.stdout.readline())
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture(autouse=True)
def _directory(port: int, settings: Settings) -> None:
    cache.clear()
    settings.AUTHENTICATION_BACKENDS = BACKENDS
    settings.LDAP_URL = f"ldap://127.0.0.1:{port}"
    settings.LDAP_BASE = BASE


def enters(email: str, password: str) -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    return client.get("/accounts/2fa/").status_code == 200


def test_somebody_known_enters_with_the_directorys_password(cast: Cast) -> None:
    assert enters(KNOWN, PASSWORD)


def test_their_own_password_still_opens(cast: Cast) -> None:
    assert enters(KNOWN, OWN_PASSWORD)


@pytest.mark.parametrize("password", ["", "otra", PASSWORD + " "])
def test_another_password_does_not_open(cast: Cast, password: str) -> None:
    assert not enters(KNOWN, password)


def test_whoever_is_only_in_the_directory_is_not_made(cast: Cast) -> None:
    assert not enters("nadie@villaclara-del-mar.example", PASSWORD)
    assert not Person.objects.filter(email="nadie@villaclara-del-mar.example").exists()


def test_an_e_mail_of_two_entries_opens_none(cast: Cast) -> None:
    assert not enters(cast.editor.person.email, PASSWORD)


@pytest.mark.parametrize("email", ["*", "*@villaclara-del-mar.example", "andreu*", "x)(uid=andreu"])
def test_an_e_mail_is_never_a_filter(cast: Cast, email: str) -> None:
    Person.objects.filter(pk=cast.director.person.pk).update(email=email)

    assert not enters(email, PASSWORD)


def test_somebody_inactive_does_not_enter(cast: Cast) -> None:
    Person.objects.filter(email=KNOWN).update(is_active=False)

    assert not enters(KNOWN, PASSWORD)


def test_a_directory_that_does_not_answer_opens_nothing_and_breaks_nothing(cast: Cast, settings: Settings) -> None:
    settings.LDAP_URL = "ldap://127.0.0.1:9"

    assert not enters(KNOWN, PASSWORD)
    assert enters(KNOWN, OWN_PASSWORD)


def test_a_reader_that_the_directory_refuses_opens_nothing(cast: Cast, settings: Settings) -> None:
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = f"uid=andreu,ou=people,{BASE}", "no es esta"

    assert not enters(KNOWN, PASSWORD)


def test_the_directory_is_read_by_its_reader(cast: Cast, settings: Settings) -> None:
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = f"uid=nadie,ou=people,{BASE}", PASSWORD

    assert enters(KNOWN, PASSWORD)
