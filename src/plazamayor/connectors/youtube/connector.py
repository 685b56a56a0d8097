"""A channel of YouTube."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

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
    Rejected,
    Session,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line, gone
from plazamayor.connectors.talking import Talk, Told, pieces
from plazamayor.connectors.youtube import parse

SERVER: Final = "https://www.googleapis.com"
DOOR: Final = "https://oauth2.googleapis.com"
API: Final = "/youtube/v3"
PIECE: Final = 8 << 20
"""Of a video: a multiple of 256 KB, as Google asks."""
GOES_ON: Final = 308
LEFT: Final = timedelta(days=1)
"""Until when a video that was left unseen is gone on with instead of being uploaded again."""


class YouTube:
    """Uploads a video unseen, with its captions, and shows it at the end: that last act may be repeated without harm."""

    key = "youtube"
    name = parse.NETWORK
    mark = "Yt"
    limits = Limits(
        length=5000, counting=Counting.CODE_POINTS, octets=5000, title=100, videos=1, video_size=256 << 30, video_seconds=12 * 3600,
        needs_media=True,
    )  # fmt: skip
    fields = (
        Field(name="client_id", label=_("Client ID"), example="….apps.googleusercontent.com"),
        Field(name="client_secret", label=_("Client secret"), secret=True),
        Field(name="refresh_token", label=_("Refresh token"), secret=True),
    )
    guide = _(
        "At console.cloud.google.com, make a project, enable YouTube Data API v3 and publish its consent screen: while it is in testing, "
        "the permission lasts 7 days. Make an OAuth client of type Desktop, authorise it with the account of the channel and the "
        "permission https://www.googleapis.com/auth/youtube.force-ssl, and copy the refresh token. Until Google audits the project, its "
        "videos stay private."
    )

    def connect(self, session: Session) -> Account:
        """Asks what the permission reaches and until when, and which channel it is."""
        line = self._line(session, Act.CONNECT)
        with line.telling():
            token = self._token(line, session)
            if token.get("scope") and parse.SCOPE not in str(token["scope"]).split():
                raise line.lacking((parse.SCOPE,))
            found = self._talk(line, session, token).read(f"{API}/channels", query={"part": "snippet", "mine": "true"}).get("items") or []
        if not found:
            raise Rejected(gettext("That account of Google has no channel on YouTube: create it there."))
        channel = found[0]
        lasts = token.get("refresh_token_expires_in")
        return Account(
            handle=str(channel["snippet"].get("customUrl") or channel["id"]),
            name=str(channel["snippet"]["title"]),
            address=f"https://www.youtube.com/channel/{channel['id']}",
            expires=session.now + timedelta(seconds=int(lasts)) if lasts else None,
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Uploads the video unseen, or goes on with the one that was left so, puts its captions on it, and shows it."""
        body = parse.video(outgoing)
        film = next((each for each in outgoing.attachments if each.kind is MediaKind.VIDEO), None)
        if film is None:
            raise Rejected(gettext("YouTube publishes only videos."))
        with self._asking(session, Act.PREPARE) as talk:
            left = [each for each in self._ours(talk, outgoing, session.now - LEFT) if each["status"]["privacyStatus"] == "private"]
            name = str(left[0]["id"]) if left else self._upload(talk, body, film)
            if film.captions:
                self._caption(talk, name, outgoing.language, film.captions.read_bytes())
            with talk.line.doing(Act.PUBLISH), talk.line.telling():
                shown = {"id": name, "status": {**body["status"], "privacyStatus": "public"}}
                told = talk.read(f"{API}/videos", method="PUT", query={"part": "status"}, told=shown)
                state = told["status"]["privacyStatus"]
        if state != "public":
            raise Rejected(gettext("YouTube keeps the video private: Google has not audited the project by which it was uploaded."))
        return Published(network_id=name, address=parse.address(name), at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks among the channel's own videos for one that people see; raises Uncertain while YouTube may be at it."""
        with self._asking(session, Act.READ) as talk:
            ours = [parse.seen(each) for each in self._ours(talk, outgoing, since) if each["status"]["privacyStatus"] == "public"]
            return timeline.judged(self.name, ours[:1], outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes it."""
        with self._asking(session, Act.WITHDRAW) as talk:
            talk.ask(f"{API}/videos", method="DELETE", query={"id": published.network_id})

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that everybody sees."""
        with self._asking(session, Act.READ) as talk:
            found = talk.read(f"{API}/videos", query={"part": "statistics", "id": published.network_id}).get("items") or []
            if not found:
                raise gone(self.name)
            return parse.metrics(found[0])

    @contextmanager
    def _asking(self, session: Session, act: Act) -> Iterator[Talk]:
        """The conversation by a token of an hour, which is asked for each time."""
        line = self._line(session, Act.PREPARE)
        with line.telling():
            talk = self._talk(line, session, self._token(line, session))
            line.act = act
            yield talk

    def _line(self, session: Session, act: Act) -> Line:
        special = parse.Special(session.now)
        return Line(self.name, session.now, act, reason=parse.reason, special=special, needed=(parse.SCOPE,), also=(GOES_ON,))

    def _token(self, line: Line, session: Session) -> Told:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": session.secrets["refresh_token"],
            "client_id": session.settings["client_id"],
            "client_secret": session.secrets["client_secret"],
        }
        return Talk(line, session.settings.get("server", DOOR)).read("/token", method="POST", form=form)

    def _talk(self, line: Line, session: Session, token: Told) -> Talk:
        return Talk(line, session.settings.get("server", SERVER), {"Authorization": f"Bearer {token['access_token']}"})

    def _ours(self, talk: Talk, outgoing: Outgoing, since: datetime) -> list[Told]:
        """The videos of the channel, seen or not, that are that publication, the newest first. It costs three units of the quota a page."""
        channel = talk.read(f"{API}/channels", query={"part": "contentDetails", "mine": "true"})["items"][0]
        uploads = channel["contentDetails"]["relatedPlaylists"]["uploads"]
        query = {"part": "contentDetails", "playlistId": str(uploads), "maxResults": "50"}
        videos: dict[str, Told] = {}

        def pages() -> Iterator[list[timeline.Seen]]:
            following: dict[str, str] = {}
            while True:
                told = talk.read(f"{API}/playlistItems", query={**query, **following})
                names = [str(each["contentDetails"]["videoId"]) for each in told.get("items") or []]
                asked = {"part": "snippet,status", "id": ",".join(names)}
                found = talk.read(f"{API}/videos", query=asked).get("items") or [] if names else []
                videos.update({str(each["id"]): each for each in found})
                yield [parse.seen(each) for each in found]
                if not told.get("nextPageToken"):
                    return
                following = {"pageToken": str(told["nextPageToken"])}

        recent = timeline.gather(pages(), since)
        return [videos[each.name] for each in recent if parse.same(videos[each.name], outgoing)]

    def _upload(self, talk: Talk, body: Told, film: Attachment) -> str:
        """Uploads a video in pieces, by the protocol of Google that may be resumed; gives its name."""
        size = film.path.stat().st_size
        with talk.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            headers = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": film.mime}
            query = {"uploadType": "resumable", "part": "snippet,status"}
            begun = talk.ask(f"/upload{API}/videos", method="POST", query=query, told=body, headers=headers)
            where, told = begun.headers.get("location", ""), {}
            for start, piece in pieces(film.path, PIECE):
                sent = {**talk.headers, "Content-Type": film.mime, "Content-Range": f"bytes {start}-{start + len(piece) - 1}/{size}"}
                answer = talk.line.ask(where, method="PUT", headers=sent, body=piece)
                told = talk.told(answer) if answer.status != GOES_ON else {}
            return str(told["id"])

    def _caption(self, talk: Talk, name: str, language: str, track: bytes) -> None:
        """Puts captions on a video that has none."""
        if talk.read(f"{API}/captions", query={"part": "id", "videoId": name}).get("items"):
            return
        kind, body = parse.captions(name, language, track)
        address = f"{talk.server}/upload{API}/captions?uploadType=multipart&part=snippet"
        with talk.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            talk.line.ask(address, method="POST", headers={**talk.headers, "Content-Type": kind}, body=body)


connector = YouTube()
