"""What sign-in does our way: nobody registers by themselves, and secrets are encrypted where they rest."""

import base64
import hashlib
import logging
from functools import cache
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes

from plazamayor.core.proxies import client_address, networks
from plazamayor.organisation import operations

log = logging.getLogger(__name__)


@cache
def _trusted(proxies: tuple[str, ...]) -> Any:
    return networks(proxies)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Registration is closed, and the address that limits attempts is the client's, not the proxy's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature  # noqa: ARG002 the signature is django-allauth's
        """Says no: people come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address, behind trusted proxies or without them."""
        found = client_address(
            request.META.get("REMOTE_ADDR") or "127.0.0.1", request.headers.get("X-Forwarded-For", ""), _trusted(settings.TRUSTED_PROXIES)
        )
        return str(ip_address(found))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a letter; a server that does not take it is noted and not told, since an error would tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's own exceptions are of this kind
            log.warning("a letter of sign-in could not be sent: %s", type(error).__name__)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of a letter that changes a password: the installation's own, whatever host the request says it asked."""
        uidb36, _dash, rest = key.partition("-")
        return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": rest})


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Whoever comes through another identity provider enters only as somebody known or invited, by an e-mail it has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 allauth's signature  # noqa: ARG002 the signature is django-allauth's
        """Says no: people come by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Takes up the invitations that wait for the verified e-mail, making the person if it is the first."""
        verified = [each.email for each in sociallogin.email_addresses if each.verified]
        name = sociallogin.account.extra_data.get("userinfo", {}).get("name") or ""
        for email in verified:
            person = operations.accept_all(email=email, name=name, now=timezone.now())
            if person is not None and not sociallogin.is_existing:
                sociallogin.connect(request, person)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors are encrypted in the database with a key that is not in it."""

    @staticmethod
    def _box() -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [hashlib.sha256(b"plazamayor.second-factor\0" + force_bytes(key)).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text: str) -> str:
        """Encrypts a secret with the installation's key."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypts a secret with the installation's key, or a former one."""
        return self._box().decrypt(encrypted_text.encode()).decode()
