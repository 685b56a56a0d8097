"""The connectors that the contract suite tries, each with its fake and what it can do. Another connector is another case here.

Our own website is apart, in `test_website.py`: it publishes nothing, it sees that a page is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing, Session
from plazamayor.connectors.bluesky.connector import Bluesky
from plazamayor.connectors.email.connector import Email
from plazamayor.connectors.facebook.connector import Facebook
from plazamayor.connectors.instagram.connector import Instagram
from plazamayor.connectors.linkedin.connector import LinkedIn
from plazamayor.connectors.mastodon.connector import Mastodon
from plazamayor.connectors.telegram.connector import Telegram
from plazamayor.connectors.threads.connector import Threads
from plazamayor.connectors.webhook.connector import Webhook
from plazamayor.connectors.x.connector import X
from plazamayor.connectors.youtube.connector import YouTube
from tests.connectors.fakes import bluesky, graph, instagram, linkedin, mail, mastodon, telegram, threads, web, x, youtube
from tests.connectors.fakes.network import Network
from tests.connectors.fakes.pictures import film

Settings = Callable[[Network], Mapping[str, str]]


@dataclass(frozen=True)
class Case:
    """A connector on trial. What it `can` decides which promises are asked of it:

    `find` (reads its own timeline), `safe` (publishing again does no harm, `find` says None at once), `keyed` (the same key publishes
    once), `thread`, `media`, `alt`, `withdraw`, `measure`, `expires`, `scopes` (connecting names the permissions that lack),
    `typed` (a person types its host), `http`.
    """

    name: str
    connector: Any
    network: Callable[[], Network]
    can: frozenset[str]
    settings: Settings
    secrets: Mapping[str, str]
    lack: Callable[[Any], None] = lambda _network: None
    """Makes the network grant less than is needed."""
    count: Callable[[Any, str], None] = lambda _network, _name: None
    """Makes the network count 3 likes, 2 shares and 1 reply of a post."""
    page: Callable[[Network], Mapping[str, str]] = lambda _network: {}
    settles: timedelta = timedelta(0)
    """How long after a try its silence is believed."""
    counted: tuple[int, int | None, int, int | None] = (3, 2, 1, None)
    """Likes, shares, replies and views that are told of what was counted."""
    always: Callable[[], Mapping[str, Any]] = dict
    """What a publication of this network cannot lack."""
    admitted: Callable[[str], str] = str
    """A text without what the network does not take."""

    def session(self, network: Network, now: datetime) -> Session:
        return Session(secrets=self.secrets, settings=self.settings(network), now=now)

    def outgoing(self, network: Network, text: str = "Se abre el plazo", key: str = "delivery-1", **more: Any) -> Outgoing:
        return replace(Outgoing(key=key, text=text, language="es", extra=self.page(network)), **{**self.always(), **more})

    def __str__(self) -> str:
        return self.name


def _can(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _mastodon_lacks(network: mastodon.Mastodon) -> None:
    network.granted = ["read"]


def _telegram_lacks(network: telegram.Telegram) -> None:
    network.granted = ["can_delete_messages"]


def _mastodon_counts(network: mastodon.Mastodon, name: str) -> None:
    network.counts[name] = {"favourites_count": 3, "reblogs_count": 2, "replies_count": 1}


def _bluesky_counts(network: bluesky.Bluesky, name: str) -> None:
    network.counts[name.rpartition("/")[2]] = {"likeCount": 3, "repostCount": 1, "quoteCount": 1, "replyCount": 1}


def _x_lacks(network: x.X) -> None:
    network.granted.remove("media.write")


def _x_counts(network: x.X, name: str) -> None:
    network.counts[name] = {"like_count": 3, "repost_count": 1, "quote_count": 1, "reply_count": 1, "impression_count": 40}


def _facebook_lacks(network: graph.Facebook) -> None:
    network.granted.remove("pages_manage_posts")


def _facebook_counts(network: graph.Facebook, name: str) -> None:
    network.counts[name] = {"reactions": 3, "shares": 2, "comments": 1}


def _instagram_lacks(network: instagram.Instagram) -> None:
    network.granted.remove("instagram_content_publish")


def _instagram_counts(network: instagram.Instagram, name: str) -> None:
    network.counts[name] = {"likes": 3, "shares": 2, "comments": 1, "views": 40}


def _picture() -> Mapping[str, Any]:
    address = "https://plaza.ejemplo.es/media/1.jpg"
    return {"attachments": (Attachment(kind=MediaKind.IMAGE, mime="image/jpeg", digest="", size=1, path=Path("1.jpg"), address=address),)}


def _threads_lacks(network: threads.Threads) -> None:
    network.granted.remove("threads_delete")


def _threads_counts(network: threads.Threads, name: str) -> None:
    network.counts[name] = {"likes": 3, "reposts": 1, "quotes": 1, "replies": 1, "views": 40}


def _linkedin_lacks(network: linkedin.LinkedIn) -> None:
    network.granted.remove("w_organization_social")


def _linkedin_counts(network: linkedin.LinkedIn, name: str) -> None:
    network.counts[name] = {"likeCount": 3, "shareCount": 2, "commentCount": 1, "impressionCount": 40, "clickCount": 5}


def _youtube_lacks(network: youtube.YouTube) -> None:
    network.scope = "https://www.googleapis.com/auth/youtube.readonly"


def _youtube_counts(network: youtube.YouTube, name: str) -> None:
    network.counts[name] = {"likeCount": "3", "commentCount": "1", "viewCount": "40"}


def _film() -> Mapping[str, Any]:
    return {"attachments": (film(),)}


class ForgetfulMastodon(mastodon.Mastodon):
    """Servers that speak like Mastodon and keep no idempotency keys."""

    keeps_keys = False


CASES = [
    Case(
        "mastodon",
        Mastodon(),
        mastodon.Mastodon,
        _can("http find keyed thread media alt withdraw measure expires scopes typed"),
        lambda network: {"server": network.address},
        {"token": mastodon.TOKEN},
        _mastodon_lacks,
        _mastodon_counts,
        settles=timedelta(seconds=30),
    ),
    Case(
        "mastodon without keys",
        Mastodon(),
        ForgetfulMastodon,
        _can("http find thread media alt withdraw measure expires scopes typed"),
        lambda network: {"server": network.address},
        {"token": mastodon.TOKEN},
        _mastodon_lacks,
        _mastodon_counts,
        settles=timedelta(seconds=30),
    ),
    Case(
        "bluesky",
        Bluesky(),
        bluesky.Bluesky,
        _can("http find keyed thread media alt withdraw measure expires typed"),
        lambda network: {"handle": bluesky.HANDLE, "server": network.address},
        {"password": bluesky.PASSWORD},
        count=_bluesky_counts,
    ),
    Case(
        "telegram",
        Telegram(),
        telegram.Telegram,
        _can("http thread media withdraw expires scopes typed"),
        lambda network: {"chat": "@zafra", "server": network.address},
        {"token": telegram.TOKEN},
        _telegram_lacks,
    ),
    Case(
        "webhook",
        Webhook(),
        web.Receiver,
        _can("http safe keyed thread media alt withdraw expires typed"),
        lambda network: {"address": f"{network.address}/plaza"},
        {"secret": web.SECRET},
    ),
    Case(
        "x",
        X(),
        x.X,
        _can("http find thread media alt withdraw measure expires scopes"),
        lambda network: {"client_id": "plaza", "server": network.address},
        {"client_secret": x.CLIENT_SECRET, "token": x.TOKEN, "refresh_token": x.REFRESH},
        _x_lacks,
        _x_counts,
        settles=timedelta(seconds=60),
        counted=(3, 2, 1, 40),
    ),
    Case(
        "facebook",
        Facebook(),
        graph.Facebook,
        _can("http find media alt withdraw measure expires scopes"),
        lambda network: {"page": graph.PAGE, "app_id": graph.APP, "server": network.address},
        {"app_secret": graph.SECRET, "token": graph.TOKEN},
        _facebook_lacks,
        _facebook_counts,
        settles=timedelta(seconds=60),
    ),
    Case(
        "instagram",
        Instagram(),
        instagram.Instagram,
        _can("http find media alt measure expires scopes"),
        lambda network: {"page": graph.PAGE, "app_id": graph.APP, "server": network.address},
        {"app_secret": graph.SECRET, "token": graph.TOKEN},
        _instagram_lacks,
        _instagram_counts,
        settles=timedelta(seconds=60),
        counted=(3, 2, 1, 40),
        always=_picture,
    ),
    Case(
        "threads",
        Threads(),
        threads.Threads,
        _can("http find thread media alt withdraw measure expires scopes"),
        lambda network: {"server": network.address},
        {"token": threads.TOKEN},
        _threads_lacks,
        _threads_counts,
        settles=timedelta(seconds=60),
        counted=(3, 2, 1, 40),
    ),
    Case(
        "linkedin",
        LinkedIn(),
        linkedin.LinkedIn,
        _can("http find media alt withdraw measure expires scopes"),
        lambda network: {"organization": linkedin.ORGANIZATION, "client_id": "plaza", "server": network.address},
        {"client_secret": linkedin.SECRET, "token": linkedin.TOKEN, "refresh_token": linkedin.REFRESH},
        _linkedin_lacks,
        _linkedin_counts,
        settles=timedelta(seconds=60),
        counted=(3, 2, 1, 40),
    ),
    Case(
        "youtube",
        YouTube(),
        youtube.YouTube,
        _can("http find withdraw measure expires scopes"),
        lambda network: {"client_id": "plaza", "server": network.address},
        {"client_secret": youtube.SECRET, "refresh_token": youtube.REFRESH},
        _youtube_lacks,
        _youtube_counts,
        settles=timedelta(seconds=60),
        counted=(3, None, 1, 40),
        always=_film,
        admitted=lambda text: text.replace("<", "«").replace(">", "»"),
    ),
    Case("email", Email(), mail.Mail, _can("thread media"), lambda _network: {"recipients": "prensa@ejemplo.es, radio@ejemplo.es"}, {}),
]
