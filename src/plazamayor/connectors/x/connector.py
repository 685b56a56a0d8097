"""X, by its interface of version 2, with the permission of the account (OAuth 2.0)."""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Attachment,
    Counting,
    Field,
    Limits,
    MediaKind,
    Metrics,
    Outgoing,
    Price,
    Published,
    Reconnect,
    Rejected,
    Session,
    TryLater,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line, gone
from plazamayor.connectors.talking import Talk, Told, pieces
from plazamayor.connectors.x import parse
from plazamayor.core.http import Answer

SERVER: Final = "https://api.x.com"
SHOWN: Final = "created_at,entities,note_post"
PREPARING: Final = 120
"""How many seconds a video is waited for."""


class X:
    """Publishes by words alone: X keeps no keys, so what is uncertain is read back from our own posts."""

    key = "x"
    name = parse.NETWORK
    mark = "X"
    limits = Limits(
        length=280, counting=Counting.WEIGHTED, link=23, images=4, image_size=5 << 20,
        image_types=("image/jpeg", "image/png", "image/webp", "image/gif"), alt=1000,
        videos=1, video_size=512 << 20, video_seconds=140, threads=True,
    )  # fmt: skip
    fields = (
        Field(name="client_id", label=_("Client ID"), help=_("Of the application, under “OAuth 2.0 keys”.")),
        Field(
            name="client_secret",
            label=_("Client secret"),
            help=_("Only when the application is confidential."),
            secret=True,
            required=False,
        ),
        Field(name="token", label=_("Access token"), help=_("Just obtained: it lasts two hours, and we renew it."), secret=True),
        Field(name="refresh_token", label=_("Refresh token"), help=_("It serves once; we keep the one that follows."), secret=True),
    )
    guide = _(
        "At console.x.com, with the account of the administration: create an application, buy credit, and under User authentication "
        "settings choose Read and write. Authorise it with OAuth 2.0 and the permissions tweet.read, tweet.write, users.read, media.write "
        "and offline.access; copy both tokens. X charges for each post; the price is shown before sending."
    )

    hurries = True

    def connect(self, session: Session) -> Account:
        """Asks who the account is, and renews at once: only then does X say what the permission reaches."""
        if session.handle and _lapsed(session):
            return self.renew(session)
        with self._talk(session, Act.CONNECT) as talk:
            me = talk.read("/2/users/me")["data"]
        account = self.renew(session)
        lacking = parse.lacking(account.secrets.get("scope", ""))
        if lacking:
            raise Line(self.name, session.now).lacking(lacking)
        user = str(me["username"])
        return Account(
            handle=f"@{user}",
            name=str(me.get("name") or user),
            address=f"https://x.com/{user}",
            secrets={**account.secrets, "user": str(me["id"])},
        )

    def renew(self, session: Session) -> Account:
        """Changes the refresh token for new tokens. Each serves once: the new ones have to be kept."""
        form = {
            "grant_type": "refresh_token",
            "refresh_token": session.secrets["refresh_token"],
            "client_id": session.settings["client_id"],
        }
        with self._talk(session, Act.CONNECT, known=False) as talk:
            talk.line.special = _of_tokens
            told = talk.read("/2/oauth2/token", method="POST", form=form, headers=_confidential(session))
            until = session.now + timedelta(seconds=int(told["expires_in"]))
            secrets = {
                "token": str(told["access_token"]),
                "refresh_token": str(told.get("refresh_token") or session.secrets["refresh_token"]),
                "until": until.isoformat(),
                "scope": str(told.get("scope") or ""),
            }
        user = session.handle.lstrip("@")
        missing = parse.lacking(secrets["scope"])
        return Account(handle=session.handle, name=user, address=f"https://x.com/{user}", missing=missing, secrets=secrets)

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes each part in answer to the one before; a thread that stopped goes on where it was."""
        with self._talk(session, Act.PREPARE) as talk:
            already = self._ours(talk, session, outgoing, session.now - timeline.REMEMBERED) if outgoing.more else []
            media = [] if already else [self._upload(talk, each, outgoing.language) for each in outgoing.attachments]
            user = session.handle.lstrip("@")

            def post(number: int, text: str, above: str) -> timeline.Seen:
                body: dict[str, Any] = {"text": text}
                if media and number == 0:
                    body["media"] = {"media_ids": media}
                if above:
                    body["reply"] = {"in_reply_to_tweet_id": above}
                with talk.line.doing(Act.PUBLISH), talk.line.telling():
                    name = str(talk.read("/2/tweets", method="POST", told=body)["data"]["id"])
                return timeline.Seen(name, text, session.now, parse.address(user, name), above)

            return timeline.go_on(outgoing, already, post)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in our own posts; raises Uncertain while X may be at it, and when a thread stays begun."""
        with self._talk(session, Act.READ) as talk:
            return timeline.judged(self.name, self._ours(talk, session, outgoing, since), outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes every part, the last first; X says nothing of what was not there, so the first is looked for before."""
        with self._talk(session, Act.WITHDRAW) as talk:
            there = self._shown(talk, published.network_id, "created_at") is not None
            for name in [*(name for name, _address in reversed(published.parts)), published.network_id]:
                talk.read(f"/2/tweets/{quote(name)}", method="DELETE")
            if not there:
                raise gone(self.name)

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that everybody sees."""
        with self._talk(session, Act.READ) as talk:
            post = self._shown(talk, published.network_id, "public_metrics")
            if post is None:
                raise gone(self.name)
            return parse.metrics(post)

    def price(self, outgoing: Outgoing) -> Price:
        """What X charges: more for what holds an address."""
        every, dear = 1 + len(outgoing.more), parse.addresses(outgoing)
        amount = dear * parse.POST_WITH_ADDRESS + (every - dear) * parse.POST
        return Price(thousandths=amount, currency="USD", source=_("Prices of X for developers, read on 21 November 2026"))

    @contextmanager
    def _talk(self, session: Session, act: Act, *, known: bool = True) -> Iterator[Talk]:
        """The conversation with X; raises TryLater while a token that ran out waits to be renewed."""
        if known and _lapsed(session):
            raise TryLater(gettext("The permission of X is being renewed."), timedelta(minutes=5))
        line = Line(self.name, session.now, act, reason=parse.reason, special=parse.special, needed=parse.NEEDED)
        headers = {"Authorization": f"Bearer {session.secrets['token']}"} if known else {}
        with line.telling():
            yield Talk(line, session.settings.get("server", SERVER), headers)

    def _ours(self, talk: Talk, session: Session, outgoing: Outgoing, since: datetime) -> list[timeline.Seen]:
        """The parts of a publication that are among our posts since a moment."""
        user = session.secrets.get("user") or str(talk.read("/2/users/me")["data"]["id"])
        query = {
            "max_results": "100",
            "start_time": f"{since - timeline.SLACK:%Y-%m-%dT%H:%M:%SZ}",
            "post.fields": SHOWN,
            "expansions": "referenced_posts",
        }

        def pages() -> Iterator[list[timeline.Seen]]:
            following: dict[str, str] = {}
            while True:
                told = talk.read(f"/2/users/{quote(user)}/tweets", query={**query, **following})
                yield parse.seen(told.get("data") or [], session.handle.lstrip("@"))
                token = str((told.get("meta") or {}).get("next_token") or "")
                if not token:
                    return
                following = {"pagination_token": token}

        return timeline.parts(timeline.gather(pages(), since), outgoing)

    def _shown(self, talk: Talk, name: str, fields: str) -> Told | None:
        found = talk.read(f"/2/tweets/{quote(name)}", query={"post.fields": fields}).get("data")
        return found if isinstance(found, dict) else None

    def _upload(self, talk: Talk, attachment: Attachment, language: str) -> str:
        """Uploads a picture with its alternative text, or a video with its captions; gives its name."""
        with talk.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            if attachment.kind is MediaKind.VIDEO:
                return self._upload_video(talk, attachment, language)
            name = _uploaded(
                talk, attachment.path.read_bytes(), attachment.mime, "tweet_gif" if attachment.mime == "image/gif" else "tweet_image"
            )
            if attachment.alt:
                talk.read("/2/media/metadata", method="POST", told={"id": name, "metadata": {"alt_text": {"text": attachment.alt}}})
            return name

    def _upload_video(self, talk: Talk, attachment: Attachment, language: str) -> str:
        size = attachment.path.stat().st_size
        begun = {"media_type": attachment.mime, "total_bytes": size, "media_category": "tweet_video"}
        name = str(talk.read("/2/media/upload/initialize", method="POST", told=begun)["data"]["id"])
        for number, (_start, piece) in enumerate(pieces(attachment.path)):
            files = {"media": ("piece", piece, "application/octet-stream")}
            talk.read(f"/2/media/upload/{quote(name)}/append", method="POST", form={"segment_index": str(number)}, files=files)
        self._prepared(talk, talk.read(f"/2/media/upload/{quote(name)}/finalize", method="POST")["data"], name)
        if attachment.captions:
            track = _uploaded(talk, attachment.captions.read_bytes(), "text/vtt", "subtitles")
            subtitles = {"id": track, "language_code": language[:2].upper(), "display_name": language}
            told = {"id": name, "media_category": "TweetVideo", "subtitles": subtitles}
            talk.read("/2/media/subtitles", method="POST", told=told)
        return name

    def _prepared(self, talk: Talk, told: Told, name: str) -> None:
        """Waits until X has prepared a video; raises Rejected when it cannot, TryLater when it takes too long."""
        waited = 0
        while (state := (told.get("processing_info") or {}).get("state", "succeeded")) != "succeeded":
            if state == "failed":
                raise Rejected(gettext("%(network)s cannot make anything of the video.") % {"network": self.name})
            if waited >= PREPARING:
                raise TryLater(gettext("%(network)s is still preparing what is attached.") % {"network": self.name})
            wait = min(int(told["processing_info"].get("check_after_secs") or 1), 10)
            time.sleep(wait)
            waited += wait
            told = talk.read("/2/media/upload", query={"media_id": name, "command": "STATUS"})["data"]


def _uploaded(talk: Talk, content: bytes, mime: str, category: str) -> str:
    files = {"media": ("file", content, mime)}
    return str(talk.read("/2/media/upload", method="POST", form={"media_category": category}, files=files)["data"]["id"])


def _lapsed(session: Session) -> bool:
    """Whether the token that is kept ran out by its own account."""
    until = session.secrets.get("until")
    return bool(until) and datetime.fromisoformat(str(until)) <= session.now


def _confidential(session: Session) -> dict[str, str]:
    """How an application that has a secret shows who it is."""
    secret = session.secrets.get("client_secret", "")
    if not secret:
        return {}
    shown = base64.b64encode(f"{quote(session.settings['client_id'])}:{quote(secret)}".encode()).decode()
    return {"Authorization": f"Basic {shown}"}


def _of_tokens(answer: Answer, _act: Act) -> Reconnect | None:
    """A refresh token that is not taken is a matter for a person, not a refusal of any content."""
    if answer.status in {400, 401}:  # of HTTP, and of OAuth 2.0 (RFC 6749, 5.2)
        told = gettext("%(network)s no longer takes this permission: connect the account again.") % {"network": parse.NETWORK}
        return Reconnect(told, ["offline.access"] if "scope" in parse.reason(answer) else [])
    return None


connector = X()
