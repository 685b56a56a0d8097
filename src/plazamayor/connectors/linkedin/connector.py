"""A page of an organisation on LinkedIn."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
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
    Published,
    Reconnect,
    Rejected,
    Session,
    TryLater,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line
from plazamayor.connectors.linkedin import parse
from plazamayor.connectors.talking import Talk, Told
from plazamayor.core.http import Answer

SERVER: Final = "https://api.linkedin.com"
DOOR: Final = "https://www.linkedin.com"
VERSION: Final = "202605"
"""Of the interface: each lives a year at least, and no question is answered without one."""
TURNS: Final = 40


class LinkedIn:
    """Publishes by words alone: what is uncertain is read back from the page."""

    key = "linkedin"
    name = parse.NETWORK
    mark = "Li"
    limits = Limits(
        length=3000, counting=Counting.UTF16, images=20, image_size=10 << 20, image_types=("image/jpeg", "image/png", "image/gif"),
        alt=4086, videos=1, video_size=500 << 20, video_seconds=1800,
    )  # fmt: skip
    fields = (
        Field(
            name="organization",
            label=_("Page"),
            help=_("The number in the address of the page when its administrator enters it."),
            example="2414183",
        ),
        Field(name="client_id", label=_("Client ID")),
        Field(name="client_secret", label=_("Client secret"), secret=True),
        Field(name="token", label=_("Access token"), help=_("It lasts 60 days."), secret=True),
        Field(
            name="refresh_token",
            label=_("Refresh token"),
            help=_("LinkedIn gives it to some applications: with it the permission lasts a year."),
            secret=True,
            required=False,
        ),
    )
    guide = _(
        "At developer.linkedin.com, make an application for the page of the administration and ask for the product Community Management "
        "API. In Docs and tools, OAuth token tools, a person who administers the page generates a token with the permissions "
        "w_organization_social, r_organization_social and rw_organization_admin."
    )

    def connect(self, session: Session) -> Account:
        """Asks what the token reaches and until when, and which page it is."""
        form = {
            "client_id": session.settings["client_id"],
            "client_secret": session.secrets["client_secret"],
            "token": session.secrets["token"],
        }
        with self._talk(session, Act.CONNECT) as talk:
            door = Talk(talk.line, session.settings.get("server", DOOR))
            token = door.read("/oauth/v2/introspectToken", method="POST", form=form)
            if not token["active"]:
                raise talk.line.expired()
            lacking = parse.lacking(str(token.get("scope") or ""))
            if lacking:
                raise talk.line.lacking(lacking)
            page = talk.read(f"/rest/organizations/{quote(session.settings['organization'])}")
        handle = str(page.get("vanityName") or page["id"])
        return Account(
            handle=handle,
            name=str(page.get("localizedName") or handle),
            address=f"https://www.linkedin.com/company/{handle}/",
            expires=datetime.fromtimestamp(int(token["expires_at"]), UTC) if token.get("expires_at") else None,
        )

    def renew(self, session: Session) -> Account:
        """Changes the refresh token for another token; raises Reconnect when there is none."""
        refresh = session.secrets.get("refresh_token", "")
        if not refresh:
            raise Reconnect(gettext("LinkedIn gave no refresh token: a person has to generate another token."))
        form = {"grant_type": "refresh_token", "refresh_token": refresh, "client_id": session.settings["client_id"]}
        with self._talk(session, Act.CONNECT) as talk:
            talk.line.special = _of_tokens
            door = Talk(talk.line, session.settings.get("server", DOOR))
            told = door.read("/oauth/v2/accessToken", method="POST", form={**form, "client_secret": session.secrets["client_secret"]})
            secrets = {"token": str(told["access_token"]), "refresh_token": str(told.get("refresh_token") or refresh)}
            expires = session.now + timedelta(seconds=int(told["expires_in"]))
        return Account(
            handle=session.handle,
            name=session.handle,
            address=f"https://www.linkedin.com/company/{session.handle}/",
            expires=expires,
            secrets=secrets,
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Uploads what is attached, and publishes."""
        with self._talk(session, Act.PREPARE) as talk:
            body = parse.post(_author(session), outgoing, self._content(talk, _author(session), outgoing))
            with talk.line.doing(Act.PUBLISH), talk.line.telling():
                name = talk.ask("/rest/posts", method="POST", told=body).headers.get("x-restli-id", "")
                if not name:
                    raise talk.line.not_understood()
            return Published(network_id=name, address=parse.address(name), at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in the page's own posts; raises Uncertain while LinkedIn may be at it."""
        with self._talk(session, Act.READ) as talk:
            found = timeline.parts(timeline.gather(_pages(talk, _author(session)), since), outgoing)
            return timeline.judged(self.name, found, outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes it; LinkedIn says nothing of what was not there, so it is looked for before."""
        path = f"/rest/posts/{quote(published.network_id, safe='')}"
        with self._talk(session, Act.WITHDRAW) as talk:
            talk.read(path)
            talk.ask(path, method="DELETE", headers={"X-RestLi-Method": "DELETE"})

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that LinkedIn tells to who administers the page."""
        name = quote(published.network_id, safe="")
        kind = "ugcPosts" if ":ugcPost:" in published.network_id else "shares"
        asked = f"q=organizationalEntity&organizationalEntity={quote(_author(session), safe='')}&{kind}=List({name})"
        with self._talk(session, Act.READ) as talk:
            told = talk.read(f"/rest/organizationalEntityShareStatistics?{asked}")
            if not told.get("elements"):
                talk.read(f"/rest/posts/{name}")  # of what nobody saw yet nothing is told, nor of what is gone
            return parse.metrics(told)

    @contextmanager
    def _talk(self, session: Session, act: Act) -> Iterator[Talk]:
        line = Line(self.name, session.now, act, reason=parse.reason, special=parse.Special(session.now), needed=parse.NEEDED)
        headers = {
            "Authorization": f"Bearer {session.secrets['token']}",
            "LinkedIn-Version": VERSION,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        with line.telling():
            yield Talk(line, session.settings.get("server", SERVER), headers)

    def _content(self, talk: Talk, author: str, outgoing: Outgoing) -> Any:
        if not outgoing.attachments:
            return parse.card(outgoing)
        first = outgoing.attachments[0]
        with talk.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            if first.kind is MediaKind.VIDEO:
                return {"media": {"id": self._film(talk, author, first), "title": outgoing.title or first.path.name}}
            return parse.pictures([self._picture(talk, author, each) for each in outgoing.attachments], outgoing)

    def _picture(self, talk: Talk, author: str, attachment: Attachment) -> str:
        """Uploads a picture; gives its name."""
        begun = talk.read("/rest/images?action=initializeUpload", method="POST", told={"initializeUploadRequest": {"owner": author}})[
            "value"
        ]
        talk.line.ask(
            begun["uploadUrl"], method="PUT", headers={**talk.headers, "Content-Type": attachment.mime}, body=attachment.path.read_bytes()
        )
        return str(begun["image"])

    def _film(self, talk: Talk, author: str, film: Attachment) -> str:
        """Uploads a video in the pieces that LinkedIn says, and waits until it can be seen; gives its name."""
        asked = {"owner": author, "fileSizeBytes": film.path.stat().st_size, "uploadCaptions": False, "uploadThumbnail": False}
        begun = talk.read("/rest/videos?action=initializeUpload", method="POST", told={"initializeUploadRequest": asked})["value"]
        name, parts = str(begun["video"]), []
        with film.path.open("rb") as stream:
            for each in begun["uploadInstructions"]:
                stream.seek(int(each["firstByte"]))
                piece = stream.read(int(each["lastByte"]) - int(each["firstByte"]) + 1)
                answer = talk.line.ask(each["uploadUrl"], method="PUT", headers={"Content-Type": "application/octet-stream"}, body=piece)
                parts.append(answer.headers.get("etag", "").strip('"'))
        ended = {"video": name, "uploadToken": begun.get("uploadToken", ""), "uploadedPartIds": parts}
        talk.ask("/rest/videos?action=finalizeUpload", method="POST", told={"finalizeUploadRequest": ended})
        self._prepared(talk, name)
        return name

    def _prepared(self, talk: Talk, name: str) -> None:
        for turn in range(TURNS):
            state = talk.read(f"/rest/videos/{quote(name, safe='')}").get("status")
            if state == "AVAILABLE":
                return
            if state == "PROCESSING_FAILED":
                raise Rejected(gettext("%(network)s cannot make anything of the video.") % {"network": self.name})
            time.sleep(min(0.25 * 2**turn, 5))
        raise TryLater(gettext("%(network)s is still preparing what is attached.") % {"network": self.name})


def _author(session: Session) -> str:
    return f"urn:li:organization:{session.settings['organization']}"


def _pages(talk: Talk, author: str) -> Iterator[list[timeline.Seen]]:
    """The posts of a page, the newest first."""
    start, size = 0, 50
    while True:
        query = {"author": author, "q": "author", "count": str(size), "start": str(start), "sortBy": "CREATED"}
        posts: list[Told] = talk.read("/rest/posts", query=query, headers={"X-RestLi-Method": "FINDER"}).get("elements") or []
        yield parse.seen(posts)
        if len(posts) < size:
            return
        start += size


def _of_tokens(answer: Answer, _act: Act) -> Reconnect | None:
    """A refresh token that is not taken is a matter for a person."""
    if answer.status in {400, 401}:
        return Reconnect(gettext("%(network)s no longer takes this permission: connect the account again.") % {"network": parse.NETWORK})
    return None


connector = LinkedIn()
