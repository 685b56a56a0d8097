"""Outgoing mail, read from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from plazamayor.config.environment import InvalidSetting, variable

PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def read_mail(url: str) -> dict[str, Any]:
    """Django's mail settings of an address such as `smtp+tls://user:password@host:587`; raises InvalidSetting. Empty: no mail leaves."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise InvalidSetting(f"{variable('email_url')}: the port is not a number.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise InvalidSetting(f"{variable('email_url')}: expected smtp://, smtps:// or smtp+tls:// and a host.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 15,
    }
