"""Outgoing mail is told in one address."""

import pytest

from plazamayor.config.environment import InvalidSetting
from plazamayor.config.mail import read_mail


def test_without_an_address_no_mail_leaves() -> None:
    assert read_mail("") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://mail.example", 465, True, False),
        ("smtp+tls://mail.example", 587, False, True),
        ("smtp+tls://mail.example:2525", 2525, False, True),
    ],
)
def test_the_scheme_says_port_and_encryption(url: str, port: int, *, ssl: bool, tls: bool) -> None:
    found = read_mail(url)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == ("mail.example", port, ssl, tls)


def test_user_and_password_may_have_any_character() -> None:
    found = read_mail("smtps://plaza%40villaclara.example:a%2Fb%3Ac@mail.example")

    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("plaza@villaclara.example", "a/b:c")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:often"])
def test_an_address_that_is_not_of_mail_is_refused_naming_the_variable(url: str) -> None:
    with pytest.raises(InvalidSetting, match="PLAZAMAYOR_EMAIL_URL"):
        read_mail(url)
