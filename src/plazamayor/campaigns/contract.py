"""What upper rooms add to the thread of a campaign, and how a thread names what it joins.

A room that tells things registers one `Strand`, in its `places.register()`:

    strands.register(Strand(key="publishing", pieces=pieces_of, origins=none_of, add=where_to_add))

`pieces` gives what a campaign tells, `origins` the official acts that it comes from. Deliveries, clicks, visits, starts and
completions are found from there by this room itself: deliveries speak for the subject of a piece, and links carry its token.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from plazamayor.core.registries import Registry

if TYPE_CHECKING:
    from plazamayor.campaigns.models import Campaign

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Origin:
    """An official act that a campaign tells of. `pieces` are the subjects of the pieces it became; `note` says where it was published."""

    title: str
    note: Text = ""
    address: str = ""
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """A piece of a campaign. `subject` is what its deliveries and links say they speak for (`publishing.piece:12`).

    `kind` is its format in words; `state` how it stands, in words, and `state_kind` the variant of the component that draws it.
    """

    subject: str
    title: str
    kind: Text = ""
    languages: tuple[str, ...] = ()
    address: str = ""
    state: Text = ""
    state_kind: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Strand:
    """What a room adds to threads. `add` gives where a piece is added to a campaign, `calendar` where its pieces are seen by day."""

    key: str
    pieces: "Callable[[Campaign], Sequence[Told]]"
    origins: "Callable[[Campaign], Sequence[Origin]]"
    add: "Callable[[Campaign], str] | None" = None
    calendar: "Callable[[Campaign], str] | None" = None

    def __str__(self) -> str:
        return self.key


strands: Registry[Strand] = Registry("strands", key=lambda strand: strand.key)


def none_of(_campaign: "Campaign") -> Sequence[Origin]:
    """What a strand without official acts gives."""
    return ()


def token_of(subject: str) -> str:
    """How links name a subject: `piece-12` for `publishing.piece:12`. Empty for none."""
    return subject.rpartition(".")[2].replace(":", "-")
