"""Bluesky, or any server of the AT Protocol that keeps an account (a PDS)."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import (
    Account,
    Counting,
    Failure,
    Field,
    Gone,
    Limits,
    MediaKind,
    Metrics,
    Outgoing,
    Published,
    Reconnect,
    Rejected,
    Session,
    TryLater,
    Uncertain,
)
from plazamayor.connectors.asking import PATIENCE_WITH_FILES, Act, Line, gone
from plazamayor.connectors.bluesky import parse
from plazamayor.core.http import Answer, server_of

if TYPE_CHECKING:
    from atproto import Client

SERVER: Final = "https://bsky.social"
LAPSED: Final = frozenset({"ExpiredToken", "InvalidToken"})
ABSENT: Final = frozenset({"RecordNotFound", "NotFound"})
STOPPED: Final = frozenset({"AccountTakedown", "AccountDeactivated", "AccountSuspended", "AuthFactorTokenRequired"})

# Entering is allowed 300 times a day, so who entered stays in while the process lives: nothing here is of any publication.
_entered: dict[str, str] = {}


class Bluesky:
    """Publishes at most once: the name of each record comes from the delivery's key, and the server takes a name once.

    A thread is written in one transaction: whole or not at all.
    """

    key = "bluesky"
    name = "Bluesky"
    mark = "Bs"
    limits = Limits(
        length=300, counting=Counting.GRAPHEMES, octets=3000, images=4, image_size=2_000_000,
        image_types=("image/jpeg", "image/png", "image/webp", "image/gif"), alt=2000,
        videos=1, video_size=100_000_000, video_seconds=180, threads=True,
    )  # fmt: skip
    fields = (
        Field(name="handle", label=_("Account"), example="ayuntamiento.bsky.social"),
        Field(
            name="password",
            label=_("App password"),
            help=_("Not the password of the account: one made for this application, which can be withdrawn by itself."),
            secret=True,
            example="abcd-efgh-ijkl-mnop",
        ),
        Field(name="server", label=_("Server"), help=_("Only when the account is not of bsky.social."), required=False, example=SERVER),
    )
    guide = _(
        "In Bluesky, enter with the account of the administration: Settings, Privacy and security, App passwords, Add App Password. "
        "Give it a name, leave direct messages out and copy here what appears."
    )

    def connect(self, session: Session) -> Account:
        """Enters, and reads the name that the account gives itself."""
        _entered.pop(_door(session), None)
        with self._client(session, Act.CONNECT) as (client, did, line):
            with line.doing(Act.READ):
                name = self._name(client, did)
            handle = client._session.handle  # noqa: SLF001 the library keeps it nowhere else when no profile is asked
        return Account(handle=handle, name=name or handle, address=f"https://bsky.app/profile/{handle}")

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Writes all the parts in one transaction; what was already written by the same key is given back as it is."""
        with self._client(session, Act.PREPARE) as (client, did, line):
            facets = [self._facets(client, text) for text in (outgoing.text, *outgoing.more)]
            embed = self._embed(client, line, outgoing)
            reply = self._reply(client, outgoing.answers) if outgoing.answers else None
            records = parse.posts(outgoing, session.now, facets, embed, reply, did)
            writes = [
                {
                    "$type": "com.atproto.repo.applyWrites#create",
                    "collection": parse.POST,
                    "rkey": parse.record_key(outgoing.key, number),
                    "value": record,
                }
                for number, record in enumerate(records)
            ]
            try:
                with line.doing(Act.PUBLISH), line.telling():
                    client.com.atproto.repo.apply_writes({"repo": did, "writes": writes, "validate": True})
            except Uncertain:
                # A name that is taken is a fault of the server (500), as others are: what is there tells them apart.
                line.act = Act.READ
                if not self._is_there(client, did, outgoing):
                    raise
            return parse.published(did, outgoing, session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """Asks for the record by its name: the answer is exact, and all the parts are there or none is."""
        with self._client(session, Act.READ) as (client, did, _line):
            try:
                found = self._read(client, did, parse.POST, parse.record_key(outgoing.key))
            except Gone:
                return None
            return parse.published(did, outgoing, datetime.fromisoformat(found["created_at"]))

    def withdraw(self, session: Session, published: Published) -> None:
        """Deletes every part, the last first; the server says nothing of what was not there, so the first is looked for before."""
        with self._client(session, Act.WITHDRAW) as (client, did, _line):
            keys = [parse.key_of(name) for name in (published.network_id, *(part for part, _address in published.parts))]
            try:
                self._read(client, did, parse.POST, keys[0])
                there = True
            except Gone:
                there = False
            for key in reversed(keys):
                client.com.atproto.repo.delete_record({"repo": did, "collection": parse.POST, "rkey": key})
            if not there:
                raise gone(self.name)

    def measure(self, session: Session, published: Published) -> Metrics:
        """The counts that Bluesky keeps of a post."""
        with self._client(session, Act.READ) as (client, _did, _line):
            found = client.app.bsky.feed.get_posts({"uris": [published.network_id]}).posts
            if not found:
                raise gone(self.name)
            return parse.metrics(found[0].model_dump(by_alias=True))

    @contextmanager
    def _client(self, session: Session, act: Act) -> "Iterator[tuple[Client, str, Line]]":
        """The library with the account entered, its identity, and the line it asks by."""
        from atproto import Client, Request  # noqa: PLC0415 it takes seconds to load

        from plazamayor.connectors.bluesky.wire import Wire  # noqa: PLC0415 as above

        door = _door(session)
        line = Line(
            self.name, session.now, act if act is Act.CONNECT else Act.PREPARE, reason=parse.reason, special=_Special(door, self.name)
        )
        with line.telling():
            client = Client(_server(session), request=Request(transport=Wire(line), trust_env=False))
            client.on_session_change(lambda _event, _session: _entered.__setitem__(door, client.export_session_string()))
            if door in _entered:
                client.login(session_string=_entered[door], fetch_bsky_profile=False)
            else:
                client.login(session.settings["handle"], session.secrets["password"], fetch_bsky_profile=False)
            line.act = act
            yield client, str(client._session.did), line  # noqa: SLF001 as in `connect`

    def _is_there(self, client: "Client", did: str, outgoing: Outgoing) -> bool:
        try:
            self._read(client, did, parse.POST, parse.record_key(outgoing.key))
        except Failure:
            return False
        return True

    def _name(self, client: "Client", did: str) -> str:
        try:
            return str(self._read(client, did, "app.bsky.actor.profile", "self").get("display_name") or "")
        except (Gone, Rejected):
            return ""

    def _read(self, client: "Client", did: str, collection: str, key: str) -> dict[str, Any]:
        value = client.com.atproto.repo.get_record({"repo": did, "collection": collection, "rkey": key}).value
        found: dict[str, Any] = value.model_dump()
        return found

    def _facets(self, client: "Client", text: str) -> list[parse.Record]:
        """What in a text leads somewhere: links, hashtags, and those mentioned who exist; positions are octets."""
        from atproto_client.utils import facet_detection  # noqa: PLC0415 as above

        found = [facet.model_dump(by_alias=True, exclude_none=True) for facet in facet_detection.detect_facets(text)]
        for mention in facet_detection.detect_mentions(text):
            try:
                did = client.com.atproto.identity.resolve_handle({"handle": mention.handle.lower()}).did
            except (Gone, Rejected):
                continue
            found.append(
                {
                    "$type": "app.bsky.richtext.facet",
                    "index": {"byteStart": mention.byte_start, "byteEnd": mention.byte_end},
                    "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
                }
            )
        return sorted(found, key=lambda facet: int(facet["index"]["byteStart"]))

    def _embed(self, client: "Client", line: Line, outgoing: Outgoing) -> parse.Record | None:
        if not outgoing.attachments:
            return parse.card(outgoing)
        with line.doing(Act.PREPARE, PATIENCE_WITH_FILES):
            blobs = [self._upload(client, each.path.read_bytes()) for each in outgoing.attachments]
            first = outgoing.attachments[0]
            captions = self._upload(client, first.captions.read_bytes()) if first.captions else None
        if first.kind is MediaKind.VIDEO:
            return parse.video(blobs[0], captions, outgoing)
        return parse.images(blobs, outgoing)

    def _upload(self, client: "Client", content: bytes) -> parse.Record:
        blob = client.upload_blob(content).blob
        return {"$type": "blob", "ref": {"$link": str(blob.cid)}, "mimeType": blob.mime_type, "size": blob.size}

    def _reply(self, client: "Client", name: str) -> parse.Record:
        """What answers to a post refers to: it, and the head of its thread."""
        found = client.app.bsky.feed.get_posts({"uris": [name]}).posts
        if not found:
            raise Rejected(gettext("What this answers to is no longer on %(network)s.") % {"network": self.name})
        parent = {"uri": found[0].uri, "cid": found[0].cid}
        above = getattr(found[0].record, "reply", None)
        return {"root": {"uri": above.root.uri, "cid": above.root.cid} if above else parent, "parent": parent}


class _Special:
    """The failures that only Bluesky tells, by their names."""

    def __init__(self, door: str, network: str) -> None:
        self.door, self.network = door, network

    def __call__(self, answer: Answer, act: Act) -> Failure | None:
        if answer.status < 400 or answer.status >= 500:  # noqa: PLR2004 only refusals carry a name
            return None
        name, told = parse.fault(answer)
        stayed = _entered.pop(self.door, None) if name in LAPSED or answer.status == 401 else None  # noqa: PLR2004 of HTTP
        if stayed and act is not Act.CONNECT:
            # What lapsed is the stay, not the password: the next try enters again and will know.
            return TryLater(gettext("%(network)s asks us to enter again.") % {"network": self.network}, timedelta(seconds=1))
        if name in LAPSED or name in STOPPED:
            return Reconnect(
                gettext("%(network)s does not let the account in: %(reason)s") % {"network": self.network, "reason": told[:200]}, [name]
            )
        return gone(self.network) if name in ABSENT else None


def _server(session: Session) -> str:
    return server_of(session.settings.get("server") or SERVER)


def _door(session: Session) -> str:
    """What an entry is remembered by: who entered where with which password, and none of it can be read back."""
    said = "\n".join((_server(session), session.settings["handle"], session.secrets["password"]))
    return hashlib.sha256(said.encode()).hexdigest()


connector = Bluesky()
