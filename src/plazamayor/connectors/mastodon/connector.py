"""Mastodon, and the servers that speak as it does (GoToSocial, Pleroma, Takahē and others)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Attachment,
    Failure,
    Field,
    Gone,
    Limits,
    Metrics,
    Outgoing,
    Published,
    Rejected,
    Session,
    TryLater,
    Uncertain,
)
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line
from plazamayor.connectors.mastodon import parse
from plazamayor.core.http import server_of

if TYPE_CHECKING:
    from mastodon import Mastodon as Client

REMEMBERED: Final = timedelta(minutes=50)
"""Mastodon remembers an `Idempotency-Key` for an hour; within it, a thread goes on where it stopped."""
SETTLING: Final = timedelta(seconds=30)
"""How long a server may still be at what it received: before, its silence about a status says nothing."""
PAGES: Final = 10
PREPARING: Final = 30
KIND: Final = "4.0.0"
"""The version that the library is told: asking for it makes it loop where a server hides its own."""


class Mastodon:
    """Publishes with an idempotency key, and reads its own statuses to know what was published: not every server keeps keys."""

    key = "mastodon"
    name = "Mastodon"
    mark = "Ma"
    limits: Limits = parse.USUAL
    fields = (
        Field(name="server", label=_("Server"), example="https://mastodon.social"),
        Field(name="token", label=_("Access token"), help=_("The one that the server shows once the application is made."), secret=True),
    )
    guide = _(
        "On the server, enter with the account of the administration: Preferences, Development, New application. Mark the permissions "
        "read:accounts, read:statuses, write:statuses and write:media, save, open it and copy “Your access token”."
    )

    def connect(self, session: Session) -> Account:
        """Asks who the account is, what the permission reaches and what the server admits."""
        with self._client(session, Act.CONNECT) as (client, line):
            account = client.account_verify_credentials()
            with suppress(Rejected, Gone), line.telling():
                lacking = parse.lacking(parse.scopes(client.app_verify_credentials()))
                if lacking:
                    raise line.lacking(lacking)
            limits = self._limits(session, line)
        server = _server(session)
        handle = f"@{account['username']}@{server.partition('://')[2]}"
        return Account(
            handle=handle, name=str(account.get("display_name") or handle), address=str(account.get("url") or server), limits=limits
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes each part in answer to the one before; a thread that stopped goes on where it was."""
        with self._client(session, Act.PREPARE) as (client, line):
            already = self._ours(client, outgoing, session.now - REMEMBERED) if outgoing.more else []
            media = [] if already else [self._upload(client, line, each) for each in outgoing.attachments]
            parts: list[parse.Status] = list(already)
            for number, text in enumerate((outgoing.text, *outgoing.more)):
                if number < len(already):
                    continue
                above = str(parts[-1]["id"]) if parts else outgoing.answers
                try:
                    with line.doing(Act.PUBLISH):
                        parts.append(
                            client.status_post(
                                text,
                                in_reply_to_id=above or None,
                                media_ids=media if number == 0 and media else None,
                                language=outgoing.language,
                                visibility="public",
                                idempotency_key=f"{outgoing.key}-{number}",
                            )
                        )
                except Exception as error:
                    raise self._stopped(line, parts, error) from error
            return parse.published(parts)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Looks in our own statuses; raises Uncertain while the server may be at it, and when a thread stays begun."""
        with self._client(session, Act.READ) as (client, _line):
            found = self._ours(client, outgoing, since - timedelta(minutes=2))
        if len(found) == 1 + len(outgoing.more):
            return parse.published(found)
        if session.now - since < SETTLING:
            raise Uncertain(gettext("%(network)s may still be at it: its timeline is looked at again in a while.") % {"network": self.name})
        if found and session.now - parse.moment(found[0]["created_at"]) > REMEMBERED:
            told = gettext("Only %(out)d of the %(all)d parts of the thread are published: finish it or delete it by hand.")
            raise Uncertain(told % {"out": len(found), "all": 1 + len(outgoing.more)})
        return None

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes every part, the last first."""
        with self._client(session, Act.WITHDRAW) as (client, line):
            for part, _address in reversed(published.parts):
                with suppress(Gone), line.telling():
                    client.status_delete(part)
            client.status_delete(published.network_id)

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that the server keeps."""
        with self._client(session, Act.READ) as (client, _line):
            return parse.metrics(client.status(published.network_id))

    @contextmanager
    def _client(self, session: Session, act: Act) -> "Iterator[tuple[Client, Line]]":
        """The library, and the line it asks by."""
        import requests  # noqa: PLC0415 loaded with the library
        from mastodon import Mastodon as Client  # noqa: PLC0415 it takes its time

        from plazamayor.connectors.mastodon.wire import Wire  # noqa: PLC0415 as above

        line = Line(self.name, session.now, act, reason=parse.reason, needed=parse.NEEDED)
        with line.telling(), requests.Session() as asking:
            asking.mount("http://", Wire(line))
            asking.mount("https://", Wire(line))
            asking.trust_env = False
            client = Client(
                api_base_url=_server(session), session=asking, version_check_mode="none", mastodon_version=KIND, ratelimit_method="throw"
            )
            client.mastodon_major = int(KIND.partition(".")[0])
            # Given at its making, a token that is the name of a file would be read from that file.
            client.access_token = session.secrets["token"]
            yield client, line

    def _limits(self, session: Session, line: Line) -> Limits:
        try:
            return parse.limits(line.ask(f"{_server(session)}/api/v2/instance"))
        except (Rejected, Gone, ValueError, AttributeError):
            return self.limits

    def _ours(self, client: "Client", outgoing: Outgoing, since: datetime) -> list[parse.Status]:
        """The parts of a publication that are on our timeline since a moment; raises Uncertain when it does not end."""
        me = client.account_verify_credentials()["id"]
        seen: list[parse.Status] = []
        before = None
        for _page in range(PAGES):
            page = list(client.account_statuses(me, exclude_reblogs=True, limit=40, max_id=before))
            seen += page
            if not page or parse.moment(page[-1]["created_at"]) < since:
                return parse.thread(seen, outgoing, since)
            before = page[-1]["id"]
        raise Uncertain(gettext("There are too many publications since then to be sure that this one is not among them."))

    def _upload(self, client: "Client", line: Line, attachment: Attachment) -> str:
        """Uploads a file with its alternative text and waits until the server has prepared it."""
        with line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            made: Any = client.media_post(attachment.path.read_bytes(), mime_type=attachment.mime, description=attachment.alt or None)
            for _second in range(PREPARING):
                if made.get("url"):
                    return str(made["id"])
                time.sleep(1)
                made = client.media(made["id"])
        raise TryLater(gettext("%(network)s is still preparing what is attached.") % {"network": self.name})

    def _stopped(self, line: Line, parts: list[parse.Status], error: Exception) -> Failure:
        """The failure of a part: once another is out, nothing may be said to be surely unpublished."""
        failure = line.failure_of(error)
        if not parts or isinstance(failure, Uncertain):
            return failure
        return Uncertain(
            gettext("%(out)d parts of the thread are published and the next is not: %(why)s") % {"out": len(parts), "why": failure.told}
        )


def _server(session: Session) -> str:
    return server_of(session.settings["server"])


connector = Mastodon()
