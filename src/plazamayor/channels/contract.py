"""What a connector is: the parts it gives and takes, and the only ways in which it may fail.

A connector is one object that fulfils `Connector` and as many of the other protocols as its network allows. It keeps nothing: what it
needs comes in a `Session`. Text and pictures come in an `Outgoing`, already checked against its `Limits`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from django.utils.functional import Promise

Text = str | Promise


# --- How it may fail: nothing else may escape from a connector --------------------------------------------------------
#
#   Failure
#   ├── TryLater(after)     the network is down, slow or asks to wait; surely nothing was published
#   ├── Reconnect           the permission was withdrawn or ran out; a person has to connect again
#   ├── Rejected(reason)    the network refuses this content; trying again changes nothing
#   ├── Gone                what was asked about is no longer there
#   └── Uncertain           it may or may not have been published: ask `find` before anything else


class Failure(Exception):
    """A way in which a network may fail. `told` is a sentence for people: what happened and what to do."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class TryLater(Failure):
    """Surely nothing was published. `after` is how long the network asks to wait, or None for our own pace."""

    def __init__(self, told: str, after: timedelta | None = None) -> None:
        super().__init__(told)
        self.after = after


class Reconnect(Failure):
    """The account has to be connected again; `missing` names the permissions that lack, in the network's own words."""

    def __init__(self, told: str, missing: Sequence[str] = ()) -> None:
        super().__init__(told)
        self.missing = tuple(missing)


class Rejected(Failure):
    """The network refuses this content."""


class Gone(Failure):
    """What was asked about is not there."""


class Uncertain(Failure):
    """The request left and its answer did not come."""


# --- What goes out -----------------------------------------------------------------------------------------------------


class MediaKind(StrEnum):
    """What an attachment is."""

    IMAGE = "image"
    VIDEO = "video"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A picture or a video. `path` is the file; `address` is where a network may fetch it; `seconds` is a video's length."""

    kind: MediaKind
    mime: str
    digest: str
    size: int
    path: Path
    alt: str = ""
    address: str = ""
    width: int = 0
    height: int = 0
    seconds: int = 0
    captions: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One publication. `key` is unique for ever: networks that know idempotency keys receive it, and `find` may look for it.

    `more` are the texts that follow in the same thread. `link` is the tracked address: if the network has no place for it apart, it is
    already in `text`. `answers` is the network's name of what this answers to.
    """

    key: str
    text: str
    language: str
    title: str = ""
    link: str = ""
    more: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    answers: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Published:
    """What the network calls it, where people see it, when, and the same of the parts of a thread after the first."""

    network_id: str
    address: str = ""
    at: datetime | None = None
    parts: tuple[tuple[str, str], ...] = ()


# --- What it is like ---------------------------------------------------------------------------------------------------


class Counting(StrEnum):
    """How a network counts a text."""

    CODE_POINTS = "code_points"
    GRAPHEMES = "graphemes"
    UTF16 = "utf16"
    WEIGHTED = "weighted"
    EMOJI_BYTES = "emoji_bytes"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What fits. `octets` caps the UTF-8 length besides; `link` is what any address counts as, or None for its own length.

    `short_handles`: `@somebody@elsewhere.example` counts as `@somebody`.

    Sizes are in octets, lengths of video in seconds. Zero pictures means the network takes none.
    """

    length: int
    counting: Counting
    octets: int | None = None
    link: int | None = None
    title: int = 0
    images: int = 0
    image_size: int = 0
    image_types: tuple[str, ...] = ("image/jpeg", "image/png")
    alt: int = 0
    videos: int = 0
    video_size: int = 0
    video_seconds: int = 0
    hashtags: int | None = None
    short_handles: bool = False
    needs_media: bool = False
    needs_public_media: bool = False
    threads: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something a person fills in to connect an account. Secret ones are kept encrypted and never shown again."""

    name: str
    label: Text
    help: Text = ""
    secret: bool = False
    required: bool = True
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """An account as a connector receives it: what was filled in, and its own limits where it told them."""

    secrets: Mapping[str, str]
    settings: Mapping[str, str]
    handle: str = ""
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Account:
    """What the network says of an account: who it is, until when the permission lasts, and what lacks."""

    handle: str
    name: str
    address: str = ""
    expires: datetime | None = None
    missing: tuple[str, ...] = ()
    limits: Limits | None = None
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Secrets that replace those given, such as a renewed token."""


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """Counts so far of one publication; None where the network does not say."""

    views: int | None = None
    likes: int | None = None
    shares: int | None = None
    replies: int | None = None
    clicks: int | None = None
    saves: int | None = None


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a publication costs, in thousandths of a currency unit, with where and when the price was read."""

    thousandths: int
    currency: str
    source: Text


class Connector(Protocol):
    """What every connector is. `mark` are the two letters that stand for it on a page."""

    key: str
    name: str
    mark: str
    limits: Limits
    fields: Sequence[Field]
    guide: Text
    """How to obtain what `fields` ask for, in the network's present words."""

    def connect(self, session: Session) -> Account:
        """Asks the network who this is; raises Reconnect naming what lacks, TryLater, Rejected."""


@runtime_checkable
class Publishes(Protocol):
    """A network where we publish."""

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes once, now; raises any Failure. After Uncertain it is asked to `find` before any other try."""

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in our own timeline for what may have been published after `since`; None only when it surely is not there."""

    def withdraw(self, session: Session, published: Published) -> None:
        """Takes it away, all its parts; raises Gone when it already was, Rejected when this network allows nobody to."""


@runtime_checkable
class Measures(Protocol):
    """A network that tells how a publication went."""

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts so far; raises any Failure."""


@runtime_checkable
class Renews(Protocol):
    """A network whose permission runs out and can be made longer without a person."""

    def renew(self, session: Session) -> Account:
        """The account with its new secrets; raises Reconnect when a person is needed."""


@runtime_checkable
class Hurries(Renews, Protocol):
    """A network whose tokens last hours: they are renewed all the time, and a person is needed only when that fails."""

    hurries: bool


@runtime_checkable
class Charges(Protocol):
    """A network that charges."""

    def price(self, outgoing: Outgoing) -> Price | None:
        """What publishing this would cost; None when nothing."""
