"""A connector of the network of `network.py`, as one of a real network is: it asks over HTTP and fails only as the contract says."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from plazamayor.channels.contract import (
    Account,
    Counting,
    Field,
    Gone,
    Limits,
    Metrics,
    Outgoing,
    Price,
    Published,
    Reconnect,
    Rejected,
    Session,
    TryLater,
    Uncertain,
)
from plazamayor.core.http import Answer, NotAsked, Unreachable, fetch
from tests.channels.network import TOKEN

PATIENCE = 1.5


class TownNetwork:
    """Speaks to the network at the address that was filled in."""

    key = "town"
    name = "Town network"
    mark = "tn"
    limits = Limits(length=280, counting=Counting.GRAPHEMES, images=4, alt=1500)
    fields = (
        Field(name="address", label="Server", help="Where the network is", example="https://town.example"),
        Field(name="token", label="Token", help="From its settings", secret=True),
    )
    guide = "Open the settings of the network and copy the token."

    def connect(self, session: Session) -> Account:
        """Who the token is."""
        found = _read(_ask(session, "/me"))
        lasts = session.settings.get("lasts", "")
        return Account(
            handle=f"{found['handle']}@{urlsplit(session.settings['address']).netloc}",
            name=found["name"],
            address=found["address"],
            expires=session.now + timedelta(days=int(lasts)) if lasts else None,
        )

    def renew(self, session: Session) -> Account:
        """Ninety days more, unless the network no longer knows us."""
        if session.settings.get("lasts") == "3":
            raise Reconnect("It cannot be made longer.")
        found = self.connect(session)
        return Account(
            handle=found.handle, name=found.name, expires=session.now + timedelta(days=90), secrets={"token": session.secrets["token"]}
        )

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes once. After a request that left and was not answered as promised, nothing is certain."""
        answer = _ask(session, "/posts", method="POST", body={"key": outgoing.key, "text": outgoing.text})
        if answer.status >= 500 and answer.status != 503:
            raise Uncertain(f"The network answered {answer.status}.")
        if answer.status == 409:
            raise Uncertain("The network says that it is there already.")
        return _published(_read(answer))

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:  # noqa: ARG002 it has few posts
        """Looks for the key in our timeline."""
        for post in _read(_ask(session, "/posts")):
            if post["key"] == outgoing.key:
                return _published(post)
        return None

    def withdraw(self, session: Session, published: Published) -> None:
        """Takes it away."""
        answer = _ask(session, f"/posts/{published.network_id}", method="DELETE")
        if answer.status == 404:
            raise Gone("It was not there.")

    def measure(self, session: Session, published: Published) -> Metrics:
        """Views and likes."""
        answer = _ask(session, f"/posts/{published.network_id}")
        if answer.status == 404:
            raise Gone("It is not there.")
        found = _read(answer)
        return Metrics(views=found["views"], likes=found["likes"])

    def price(self, outgoing: Outgoing) -> Price | None:
        """A cent and a half, when there is a link."""
        return Price(thousandths=15, currency="EUR", source="its price list, 1 November 2026") if outgoing.link else None


connector = TownNetwork()


class BrokenNetwork(TownNetwork):
    """A connector with a fault: it fails in a way the contract does not know, once the network has published."""

    key = "broken"

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Publishes, and then breaks with a secret in its words."""
        super().publish(session, outgoing)
        raise KeyError(session.secrets["token"])


class HurriedNetwork(TownNetwork):
    """A network whose tokens last hours."""

    key = "hurried"
    hurries = True

    def renew(self, session: Session) -> Account:
        """Another token, while the network knows us."""
        found = self.connect(session)
        return Account(handle=found.handle, name=found.name, secrets={"token": TOKEN, "spare": session.now.isoformat()})


broken, hurried = BrokenNetwork(), HurriedNetwork()
CONNECTORS = {name: f"tests.channels.town_network:{name}" for name in ("broken", "hurried")} | {
    "town": "tests.channels.town_network:connector"
}


def _ask(session: Session, path: str, method: str = "GET", body: dict[str, Any] | None = None) -> Answer:
    headers = {"Authorization": f"Bearer {session.secrets['token']}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        answer = fetch(session.settings["address"] + path, method=method, headers=headers, body=data, patience=PATIENCE)
    except NotAsked as error:
        raise Rejected(str(error)) from error
    except Unreachable as error:
        raise (Uncertain if error.sent else TryLater)(str(error)) from error
    return _understood(answer)


def _understood(answer: Answer) -> Answer:
    if answer.status == 401:
        raise Reconnect("The network does not know the token any more.", missing=json.loads(answer.body or b"{}").get("missing", []))
    if answer.status == 429:
        raise TryLater("The network asks to wait.", after=timedelta(seconds=int(answer.headers["retry-after"])))
    if answer.status == 503:
        raise TryLater("The network is down.")
    if answer.status in {403, 422}:
        raise Rejected("The network refuses it.")
    return answer


def _read(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise Uncertain("The network answered with something that cannot be read.") from error


def _published(post: dict[str, Any]) -> Published:
    return Published(network_id=post["id"], address=post["address"], at=datetime.fromtimestamp(post["at"], UTC))
