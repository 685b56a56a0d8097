"""A page of Facebook."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Attachment,
    Counting,
    Limits,
    MediaKind,
    Metrics,
    Outgoing,
    Published,
    Session,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act
from plazamayor.connectors.facebook import parse
from plazamayor.connectors.graph import FIELDS, Graph, entered, graph, moment, permission
from plazamayor.connectors.talking import Talk, Told, pieces

UPLOADS: Final = "https://graph-video.facebook.com"
NEEDED: Final = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", "pages_read_user_content")


class Facebook:
    """Publishes by words alone: what is uncertain is read back from the page."""

    key = "facebook"
    name = parse.NETWORK
    mark = "Fb"
    limits = Limits(
        length=63_206, counting=Counting.UTF16, images=10, image_size=10 << 20, image_types=("image/jpeg", "image/png"), alt=1000,
        videos=1, video_size=2 << 30, video_seconds=4 * 3600,
    )  # fmt: skip
    fields = FIELDS
    guide = _(
        "At developers.facebook.com, make an application of type Business with the product Facebook Login for Business, and ask in App "
        "Review for pages_show_list, pages_read_engagement, pages_manage_posts and pages_read_user_content. In Business settings, make a "
        "system user, give it the page with full control, and generate its token with those permissions: it does not run out."
    )

    def connect(self, session: Session) -> Account:
        """Asks what the permission reaches and until when, and which page it is."""
        with graph(session, self.name, Act.CONNECT, NEEDED) as asking:
            expires = permission(asking, session)
            page = entered(asking, session)
        return Account(handle=page.username, name=page.name, address=page.address, expires=expires, secrets={"page_token": page.token})

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes a text, with pictures that were uploaded before without being seen, or a video."""
        with self._page(session, Act.PREPARE) as asking:
            page, first = session.settings["page"], next(iter(outgoing.attachments), None)
            if first and first.kind is MediaKind.VIDEO:
                name = self._film(asking, session, outgoing, first)
            else:
                form = parse.post(outgoing, [self._upload(asking, page, each) for each in outgoing.attachments])
                with asking.line.doing(Act.PUBLISH), asking.line.telling():
                    name = str(asking.post(f"{page}/feed", **form)["id"])
            return Published(network_id=name, address=parse.address(name), at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in the page's own posts; raises Uncertain while Facebook may be at it."""
        with self._page(session, Act.READ) as asking:
            pages = asking.pages(f"{session.settings['page']}/published_posts", fields="id,message,created_time,permalink_url", limit="100")
            seen = timeline.gather(
                (
                    [
                        timeline.Seen(
                            str(each["id"]),
                            str(each.get("message") or ""),
                            moment(each["created_time"]),
                            str(each.get("permalink_url") or ""),
                        )
                        for each in page
                    ]
                    for page in pages
                ),
                since,
            )
            return timeline.judged(self.name, timeline.parts(seen, outgoing), outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes it."""
        with self._page(session, Act.WITHDRAW) as asking:
            asking.delete(published.network_id)

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that everybody sees."""
        with self._page(session, Act.READ) as asking:
            fields = "shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
            return parse.metrics(asking.get(published.network_id, fields=fields))

    @contextmanager
    def _page(self, session: Session, act: Act) -> Iterator[Graph]:
        """The conversation by the token of the page."""
        with graph(session, self.name, act, NEEDED) as asking:
            token = session.secrets.get("page_token")
            if not token:
                with asking.line.doing(Act.PREPARE):
                    token = entered(asking, session).token
            yield asking.by(token, session.secrets.get("app_secret", ""))

    def _upload(self, asking: Graph, page: str, attachment: Attachment) -> str:
        """Uploads a picture that is not seen until its post is, with its alternative text."""
        alt = {"alt_text_custom": attachment.alt} if attachment.alt else {}
        with asking.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            files = {"source": (attachment.path.name, attachment.path.read_bytes(), attachment.mime)}
            return str(asking.post(f"{page}/photos", files, published="false", **alt)["id"])

    def _film(self, asking: Graph, session: Session, outgoing: Outgoing, film: Attachment) -> str:
        """Uploads a video in pieces; it is published when the last word is said."""
        where = Talk(asking.line, session.settings.get("server", UPLOADS))
        uploading = Graph(where, asking.token, asking.proof)
        path = f"{session.settings['page']}/videos"
        with asking.line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            begun = uploading.post(path, upload_phase="start", file_size=str(film.path.stat().st_size))
            name, upload = str(begun["video_id"]), str(begun["upload_session_id"])
            for start, piece in pieces(film.path):
                uploading.post(
                    path,
                    {"video_file_chunk": ("piece", piece, "application/octet-stream")},
                    upload_phase="transfer",
                    upload_session_id=upload,
                    start_offset=str(start),
                )
        words = {"description": outgoing.text, **({"title": outgoing.title} if outgoing.title else {})}
        if not film.captions:
            with asking.line.doing(Act.PUBLISH), asking.line.telling():
                _done(asking, uploading.post(path, upload_phase="finish", upload_session_id=upload, **words))
            return name
        # Captions need the video, and nobody may see it without them: it is finished unseen, and published at the end.
        language = parse.locale(outgoing.language)
        track = {"captions_file": (f"film.{language}.srt", parse.subrip(film.captions.read_text(encoding="utf-8")), "application/x-subrip")}
        _done(asking, uploading.post(path, upload_phase="finish", upload_session_id=upload, published="false", **words))
        _done(asking, asking.post(f"{name}/captions", track, default_locale=language))
        with asking.line.doing(Act.PUBLISH), asking.line.telling():
            _done(asking, asking.post(name, published="true"))
        return name


def _done(asking: Graph, told: Told) -> None:
    if not told.get("success"):
        raise asking.line.not_understood()


connector = Facebook()
