"""How upper rooms watch what leaves in their name: asked at the very moment of sending, and told of what happened.

A room registers one `Speaker` for the rows it names in `Delivery.subject`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from plazamayor.core.registries import Registry

if TYPE_CHECKING:
    from plazamayor.channels.models import Delivery


class Happened(StrEnum):
    """What an upper room is told of a delivery, inside the transaction that makes it so."""

    PUBLISHED = "published"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    HELD = "held"
    RELEASED = "released"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """`subject` is the model's label (`publishing.piece`). `why_not` says, at the moment of sending, why it must not leave; empty lets it.

    `told` records what happened. `address` is where a person looks at it, or None.
    """

    subject: str
    why_not: "Callable[[Delivery, datetime], str]"
    told: "Callable[[Delivery, Happened, datetime], None]"
    address: "Callable[[Delivery], str | None]"

    def __str__(self) -> str:
        return self.subject


speakers: Registry[Speaker] = Registry("speakers", key=lambda speaker: speaker.subject)
