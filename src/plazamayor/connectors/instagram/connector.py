"""An account of Instagram that hangs from a Facebook page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.utils.translation import gettext
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
    Rejected,
    Session,
)
from plazamayor.connectors import timeline
from plazamayor.connectors.asking import Act
from plazamayor.connectors.graph import FIELDS, Graph, entered, graph, insights, moment, permission, prepared, quota, reached

NEEDED: Final = ("pages_show_list", "pages_read_engagement", "instagram_basic", "instagram_content_publish", "instagram_manage_insights")
COUNTED: Final = "views,likes,comments,shares,saved"


class Instagram:
    """Publishes in two steps: Instagram fetches what is attached from its public address, and shows it when it is told to."""

    key = "instagram"
    name = "Instagram"
    mark = "Ig"
    limits = Limits(
        length=2200, counting=Counting.CODE_POINTS, images=10, image_size=8 << 20, image_types=("image/jpeg",), alt=1000,
        videos=1, video_size=300 << 20, video_seconds=900, hashtags=30, needs_media=True, needs_public_media=True,
    )  # fmt: skip
    fields = FIELDS
    guide = _(
        "The account of Instagram has to be professional and joined to the Facebook page. At developers.facebook.com, ask in App Review "
        "for pages_show_list, pages_read_engagement, instagram_basic, instagram_content_publish and instagram_manage_insights. In Business "
        "settings, make a system user, give it the page and the account with full control, and generate its token with those permissions."
    )

    def connect(self, session: Session) -> Account:
        """Asks what the permission reaches and until when, and which account hangs from the page."""
        with graph(session, self.name, Act.CONNECT, NEEDED) as asking:
            expires = permission(asking, session)
            page = entered(asking, session)
        if not page.instagram:
            told = gettext("No professional account of Instagram hangs from the page %(page)s: join it in the settings of the page.")
            raise Rejected(told % {"page": page.name})
        handle = str(page.instagram.get("username") or page.instagram["id"])
        return Account(
            handle=f"@{handle}",
            name=str(page.instagram.get("name") or handle),
            address=f"https://www.instagram.com/{handle}/",
            expires=expires,
            secrets={"page_token": page.token, "account": str(page.instagram["id"])},
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Has what is attached fetched, waits until it is ready, and publishes it."""
        with self._account(session, Act.PREPARE) as (asking, account):
            quota(self.name, asking.get(f"{account}/content_publishing_limit", fields="config,quota_usage"))
            container = self._container(asking, account, outgoing)
            with asking.line.doing(Act.PUBLISH), asking.line.telling():
                name = str(asking.post(f"{account}/media_publish", creation_id=container)["id"])
            told = reached(asking, name, "permalink")
            return Published(network_id=name, address=str(told.get("permalink") or ""), at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in the account's own media; raises Uncertain while Instagram may be at it."""
        with self._account(session, Act.READ) as (asking, account):
            pages = (
                [
                    timeline.Seen(
                        str(each["id"]), str(each.get("caption") or ""), moment(each["timestamp"]), str(each.get("permalink") or "")
                    )
                    for each in page
                ]
                for page in asking.pages(f"{account}/media", fields="id,caption,timestamp,permalink", limit="50")
            )
            found = timeline.parts(timeline.gather(pages, since), outgoing)
            return timeline.judged(self.name, found, outgoing, session, since)

    def withdraw(self, session: Session, published: Published) -> None:
        """Instagram lets no application delete: a person has to."""
        told = gettext("Instagram lets no application delete what it published: delete it by hand, in Instagram. %(address)s")
        raise Rejected((told % {"address": published.address}).strip())

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that Instagram tells of one of ours."""
        with self._account(session, Act.READ) as (asking, _account):
            told = insights(asking.get(f"{published.network_id}/insights", metric=COUNTED))
        return Metrics(
            views=told.get("views"),
            likes=told.get("likes"),
            shares=told.get("shares"),
            replies=told.get("comments"),
            saves=told.get("saved"),
        )

    @contextmanager
    def _account(self, session: Session, act: Act) -> Iterator[tuple[Graph, str]]:
        """The conversation by the token of the page, and the number of the account."""
        with graph(session, self.name, act, NEEDED) as asking:
            token, account = session.secrets.get("page_token"), session.secrets.get("account")
            if not (token and account):
                with asking.line.doing(Act.PREPARE):
                    page = entered(asking, session)
                token, account = page.token, str(page.instagram.get("id") or "")
            yield asking.by(token, session.secrets.get("app_secret", "")), account

    def _container(self, asking: Graph, account: str, outgoing: Outgoing) -> str:
        """What will be published, ready: a picture, a video, or several with one text."""
        if not outgoing.attachments:
            raise Rejected(gettext("Instagram publishes no text without a picture or a video."))
        path = f"{account}/media"
        if len(outgoing.attachments) == 1:
            container = str(asking.post(path, caption=outgoing.text, **_media(outgoing.attachments[0]))["id"])
        else:
            children = [str(asking.post(path, is_carousel_item="true", **_media(each))["id"]) for each in outgoing.attachments]
            for each in children:
                prepared(asking, each, "status_code")
            container = str(asking.post(path, media_type="CAROUSEL", children=",".join(children), caption=outgoing.text)["id"])
        prepared(asking, container, "status_code")
        return container


def _media(attachment: Attachment) -> dict[str, str]:
    """How Instagram is told what to fetch."""
    if attachment.kind is MediaKind.VIDEO:
        return {"media_type": "REELS", "video_url": attachment.address}
    return {"image_url": attachment.address, **({"alt_text": attachment.alt} if attachment.alt else {})}


connector = Instagram()
