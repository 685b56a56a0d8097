"""Threads, by its own interface, which is apart from the rest of Meta's."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Attachment,
    Counting,
    Field,
    Gone,
    Limits,
    MediaKind,
    Metrics,
    Outgoing,
    Published,
    Rejected,
    Session,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import Act, Line
from plazamayor.connectors.graph import Graph, insights, moment, prepared, quota, reached, read_permission, reason, special
from plazamayor.connectors.talking import Talk, Told

SERVER: Final = "https://graph.threads.net"
VERSION: Final = "/v1.0"
NEEDED: Final = ("threads_basic", "threads_content_publish", "threads_manage_replies", "threads_manage_insights", "threads_delete")
SHOWN: Final = "id,text,timestamp,permalink,replied_to"
COUNTED: Final = "views,likes,replies,reposts,quotes,shares"


class Threads:
    """Publishes in two steps: what will be seen is prepared, and then it is shown. Threads fetches what is attached."""

    key = "threads"
    name = "Threads"
    mark = "Th"
    limits = Limits(
        length=500, counting=Counting.EMOJI_BYTES, images=20, image_size=8 << 20, image_types=("image/jpeg", "image/png"), alt=1000,
        videos=1, video_size=1 << 30, video_seconds=300, needs_public_media=True, threads=True,
    )  # fmt: skip
    fields = (
        Field(
            name="token",
            label=_("Access token"),
            help=_("The long one, which lasts 60 days; we make it longer before it ends."),
            secret=True,
        ),
    )
    guide = _(
        "At developers.facebook.com, make an application with the use case “Access the Threads API”, with the permissions threads_basic, "
        "threads_content_publish, threads_manage_replies, threads_manage_insights and threads_delete. Add the account of the "
        "administration as a tester (in Threads: Settings, Account, Website permissions, Invites), and generate its token in the same "
        "use case."
    )

    def connect(self, session: Session) -> Account:
        """Asks who the account is, and what the permission reaches and until when."""
        with self._asking(session, Act.CONNECT) as asking:
            me = asking.get("me", fields="id,username,name")
            expires = self._permission(asking)
        user = str(me["username"])
        return Account(
            handle=f"@{user}",
            name=str(me.get("name") or user),
            address=f"https://www.threads.com/@{user}",
            expires=expires,
            secrets={"account": str(me["id"])},
        )

    def renew(self, session: Session) -> Account:
        """Makes a token that has not ended last 60 days more."""
        with self._asking(session, Act.CONNECT) as asking:
            query = {"grant_type": "th_refresh_token", "access_token": asking.token}
            told = asking.talk.read("/refresh_access_token", query=query)
            token, expires = str(told["access_token"]), session.now + timedelta(seconds=int(told["expires_in"]))
        user = session.handle.lstrip("@")
        return Account(
            handle=session.handle, name=user, address=f"https://www.threads.com/@{user}", expires=expires, secrets={"token": token}
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes each part in answer to the one before; a thread that stopped goes on where it was."""
        with self._asking(session, Act.PREPARE) as asking:
            account = self._account(asking, session)
            already = self._ours(asking, outgoing, account, session.now - timeline.REMEMBERED) if outgoing.more else []
            quota(self.name, asking.get(f"{account}/threads_publishing_limit", fields="quota_usage,config"))

            def post(number: int, text: str, above: str) -> timeline.Seen:
                container = self._container(asking, account, text, above, outgoing.attachments if number == 0 else ())
                with asking.line.doing(Act.PUBLISH), asking.line.telling():
                    name = str(asking.post(f"{account}/threads_publish", creation_id=container)["id"])
                told = reached(asking, name, "permalink")
                asking.line.act = Act.PREPARE
                return timeline.Seen(name, text, session.now, str(told.get("permalink") or ""), above)

            return timeline.go_on(outgoing, already, post)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in our own posts and answers; raises Uncertain while Threads may be at it, and when a thread stays begun."""
        with self._asking(session, Act.READ) as asking:
            found = self._ours(asking, outgoing, self._account(asking, session), since)
            return timeline.judged(self.name, found, outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes every part, the last first."""
        with self._asking(session, Act.WITHDRAW) as asking:
            for name, _address in reversed(published.parts):
                with suppress(Gone), asking.line.telling():
                    asking.delete(name)
            asking.delete(published.network_id)

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that Threads tells of one of ours. Quoting is sharing too."""
        with self._asking(session, Act.READ) as asking:
            told = insights(asking.get(f"{published.network_id}/insights", metric=COUNTED))
        shares = sum(told.get(each, 0) for each in ("reposts", "quotes", "shares"))
        return Metrics(views=told.get("views"), likes=told.get("likes"), shares=shares, replies=told.get("replies"))

    @contextmanager
    def _asking(self, session: Session, act: Act) -> Iterator[Graph]:
        line = Line(self.name, session.now, act, reason=reason, special=partial(special, self.name, NEEDED), needed=NEEDED)
        with line.telling():
            yield Graph(Talk(line, session.settings.get("server", SERVER)), session.secrets["token"], version=VERSION)

    def _permission(self, asking: Graph) -> datetime | None:
        """Until when the permission lasts; not every application may ask, and then it is known at the first renewal."""
        try:
            told = asking.get("debug_token", input_token=asking.token)["data"]
        except Rejected:
            return None
        return read_permission(asking.line, told)

    def _account(self, asking: Graph, session: Session) -> str:
        known = session.secrets.get("account")
        if known:
            return known
        with asking.line.doing(Act.PREPARE):
            return str(asking.get("me", fields="id")["id"])

    def _ours(self, asking: Graph, outgoing: Outgoing, account: str, since: datetime) -> list[timeline.Seen]:
        """The parts of a publication that are among ours since a moment: what answers to something is in a list of its own."""
        lists = ["threads", "replies"] if outgoing.more or outgoing.answers else ["threads"]
        after = str(int((since - timeline.SLACK).timestamp()))
        seen: list[timeline.Seen] = []
        for each in lists:
            pages = asking.pages(f"{account}/{each}", fields=SHOWN, limit="50", since=after)
            seen += timeline.gather(([_seen(post) for post in page] for page in pages), since)
        return timeline.parts(seen, outgoing)

    def _container(self, asking: Graph, account: str, text: str, above: str, attachments: tuple[Attachment, ...]) -> str:
        """What will be published, ready: a text, alone or with what is attached."""
        path = f"{account}/threads"
        answer = {"reply_to_id": above} if above else {}
        if not attachments:
            media = {"media_type": "TEXT"}
        elif len(attachments) == 1:
            media = _media(attachments[0])
        else:
            children = [str(asking.post(path, is_carousel_item="true", **_media(each))["id"]) for each in attachments]
            for each in children:
                prepared(asking, each, "status")
            media = {"media_type": "CAROUSEL", "children": ",".join(children)}
        container = str(asking.post(path, text=text, **media, **answer)["id"])
        prepared(asking, container, "status")
        return container


def _seen(post: Told) -> timeline.Seen:
    above = str((post.get("replied_to") or {}).get("id") or "")
    return timeline.Seen(str(post["id"]), str(post.get("text") or ""), moment(post["timestamp"]), str(post.get("permalink") or ""), above)


def _media(attachment: Attachment) -> dict[str, str]:
    """How Threads is told what to fetch."""
    alt = {"alt_text": attachment.alt} if attachment.alt else {}
    if attachment.kind is MediaKind.VIDEO:
        return {"media_type": "VIDEO", "video_url": attachment.address, **alt}
    return {"media_type": "IMAGE", "image_url": attachment.address, **alt}


connector = Threads()
