"""Identity providers of an administration, as the sign-in library wants them told."""

from collections.abc import Iterable, Mapping
from typing import Any

from plazamayor.config.environment import InvalidSetting, variable

NEEDED = ("id", "name", "server_url", "client_id", "secret")


def openid(providers: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The settings of OpenID Connect providers; raises InvalidSetting when one lacks something. An e-mail they verified identifies."""
    providers = list(providers)
    for each in providers:
        lacking = [name for name in NEEDED if not each.get(name)]
        if lacking:
            raise InvalidSetting(f"{variable('oidc_providers')}: a provider lacks {', '.join(lacking)}.")
    apps = [
        {
            "provider_id": each["id"],
            "name": each["name"],
            "client_id": each["client_id"],
            "secret": each["secret"],
            "settings": {"server_url": each["server_url"]},
        }
        for each in providers
    ]
    return {"openid_connect": {"EMAIL_AUTHENTICATION": True, "APPS": apps}}
