"""Where what limits attempts is remembered: by the only process, or by all of them together in their database."""

import hashlib
import hmac
from typing import Any

from django.conf import settings

MANY = 100_000
"""Things remembered at most. Django's own default, 300, would let somebody who tries 300 accounts have the first forgotten."""


def cache(*, shared: bool) -> dict[str, Any]:
    """The cache of an installation: in its database where several processes may serve it, else in memory, which is fastest."""
    told = {"KEY_FUNCTION": "plazamayor.config.remembering.hidden", "OPTIONS": {"MAX_ENTRIES": MANY}}
    if shared:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "organisation_attempt", **told}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", **told}


def hidden(key: str, prefix: str, version: int) -> str:
    """The key as it is kept: a keyed hash, since what is counted names addresses and accounts."""
    secret = hashlib.sha256(b"plazamayor.attempts\0" + str(settings.SECRET_KEY).encode()).digest()
    return hmac.new(secret, f"{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()
