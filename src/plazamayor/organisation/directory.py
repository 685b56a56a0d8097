"""Sign-in with the password of the administration's directory (LDAP), for people who already have a place here."""

import ssl
from typing import Any
from urllib.parse import urlsplit

import ldap3
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

from plazamayor.organisation.models import Person

SECONDS = 5
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _server() -> ldap3.Server:
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED)
    return ldap3.Server(settings.LDAP_URL, tls=tls, get_info=ldap3.NONE, connect_timeout=SECONDS)


def _connect(entry: str, password: str) -> ldap3.Connection:
    """A connection bound as an entry, or anonymously; raises LDAPException. Passwords never cross a network in the clear."""
    clear = urlsplit(settings.LDAP_URL).scheme == "ldap" and urlsplit(settings.LDAP_URL).hostname not in LOOPBACK
    return ldap3.Connection(
        _server(),
        user=entry or None,
        password=password or None,
        auto_bind=ldap3.AUTO_BIND_TLS_BEFORE_BIND if clear else ldap3.AUTO_BIND_NO_TLS,
        read_only=True,
        receive_timeout=SECONDS,
        raise_exceptions=True,
    )


def _entry_of(email: str) -> str | None:
    """The distinguished name of the only entry with that e-mail."""
    reader = _connect(settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD)
    wanted = f"({settings.LDAP_EMAIL_ATTRIBUTE}={escape_filter_chars(email)})"
    reader.search(settings.LDAP_BASE, wanted, attributes=[settings.LDAP_EMAIL_ATTRIBUTE], size_limit=2)
    found = [each["dn"] for each in reader.response if each["type"] == "searchResEntry"]
    reader.unbind()
    return found[0] if len(found) == 1 else None


def _accepts(email: str, password: str) -> bool:
    try:
        entry = _entry_of(email)
        if entry is None:
            return False
        _connect(entry, password).unbind()
    except LDAPException:
        return False
    return True


class DirectoryBackend(ModelBackend):
    """Asks the directory for the password of a person who exists here; makes nobody."""

    def authenticate(  # type: ignore[override]  # people are known by e-mail here
        self,
        request: HttpRequest | None,  # noqa: ARG002 Django's signature
        email: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Person | None:
        """The person, when the directory has an entry with that e-mail and takes that password. An empty one is never tried."""
        if not email or not password or not settings.LDAP_URL:
            return None
        person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
        return person if person and _accepts(person.email, password) else None
