"""What was just taken away can be given back: the page carries it, signed, for some minutes."""

from typing import Any

from django.core import signing
from django.http import HttpRequest

SALT = "organisation.undo"
SECONDS = 15 * 60


def offer(request: HttpRequest, *, text: str, address: str, kept: dict[str, Any]) -> None:
    """Lets the next page offer to undo; `address` receives the token and gives back what was `kept`."""
    request.session["undo"] = {"text": text, "address": address, "token": signing.dumps(kept, salt=SALT)}


def offered(request: HttpRequest) -> dict[str, str] | None:
    """What the page offers to undo, once."""
    found: dict[str, str] | None = request.session.pop("undo", None)
    return found


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What the token that comes back holds; None when it is late or not ours."""
    try:
        found: dict[str, Any] = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return found
