"""What is read in the answers of the Bot API. Nothing here asks anybody."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from plazamayor.channels.contract import Attachment, Failure, Published, Reconnect, TryLater
from plazamayor.connectors.asking import UNDERSTOOD, Act, gone
from plazamayor.core.http import Answer

NETWORK: Final = "Telegram"
NEEDED: Final = ("can_post_messages", "can_delete_messages")
CAPTION: Final = 1024
AWAY: Final = ("message to delete not found", "message not found", "message_id_invalid")
POWERLESS: Final = ("not enough rights", "need administrator rights", "chat_write_forbidden", "chat_admin_required")


def special(answer: Answer, act: Act) -> Failure | None:
    """The failures that Telegram tells in its own way: how long to wait, tokens that are none, rights that lack."""
    if answer.status in UNDERSTOOD:
        return None
    told = _told(answer)
    wait = (told.get("parameters") or {}).get("retry_after")
    said = reason(answer)
    if wait:
        return TryLater(_("%(network)s asks to wait.") % {"network": NETWORK}, timedelta(seconds=int(wait)))
    if answer.status == 404:  # noqa: PLR2004 of HTTP: a token that never was is a door that is not there
        return Reconnect(_("%(network)s no longer takes this permission: connect the account again.") % {"network": NETWORK})
    if any(each in said.lower() for each in POWERLESS):
        return Reconnect(_("The bot may not do this in the channel: %(reason)s") % {"reason": said[:200]}, NEEDED)
    if act is Act.WITHDRAW and any(each in said.lower() for each in AWAY):
        return gone(NETWORK)
    return None


def reason(answer: Answer) -> str:
    """The sentence with which Telegram refuses."""
    return str(_told(answer).get("description") or answer.status)


def lacking(member: Any) -> tuple[str, ...]:
    """The rights that the bot lacks in the channel; the owner has them all."""
    if member.status == "creator":
        return ()
    return tuple(each for each in NEEDED if not getattr(member, each, False))


def published(messages: Sequence[Any]) -> Published:
    """What the messages are called: the chat and the number, for both are needed to delete them."""
    first, *more = messages
    return Published(
        network_id=_name(first), address=_address(first), at=first.date, parts=tuple((_name(each), _address(each)) for each in more)
    )


def named(name: str) -> tuple[int | str, int]:
    """The chat and the number of a message, as they were named."""
    chat, _slash, number = name.rpartition("/")
    return (int(chat) if chat.lstrip("-").isdigit() else chat), int(number)


def caption(text: str) -> str | None:
    """A text as the words under a picture, or None when it is too long for that."""
    return text if len(text.encode("utf-16-le")) // 2 <= CAPTION else None


def file_name(attachment: Attachment, number: int) -> str:
    """How a file is called on its way."""
    return f"{number}{attachment.path.suffix}"


def _name(message: Any) -> str:
    return f"{message.chat.id}/{message.message_id}"


def _address(message: Any) -> str:
    return f"https://t.me/{message.chat.username}/{message.message_id}" if message.chat.username else ""


def _told(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
