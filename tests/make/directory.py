"""A directory (LDAP) of a town hall, in a process of its own: `python -m tests.make.directory` writes its port and serves."""

import sys
from typing import Any

from ldaptor.inmemory import ReadOnlyInMemoryLDAPEntry
from ldaptor.interfaces import IConnectedLDAPEntry
from ldaptor.protocols.ldap.ldapserver import LDAPServer
from twisted.internet import protocol
from twisted.internet import reactor as twisted_reactor
from twisted.python import components as twisted_components

# Neither says its types in a way that can be used.
reactor: Any = twisted_reactor
components: Any = twisted_components

BASE = "dc=villaclara,dc=example"
PASSWORD = "la misma de siempre"
PEOPLE = {
    "andreu": "andreu@villaclara-del-mar.example",
    "nadie": "nadie@villaclara-del-mar.example",
    "repetida1": "elena@villaclara-del-mar.example",
    "repetida2": "elena@villaclara-del-mar.example",
}


class Directory(protocol.ServerFactory):
    """Answers from one tree."""

    protocol = LDAPServer

    def __init__(self, root: Any) -> None:
        self.root = root


def tree() -> Any:
    root = ReadOnlyInMemoryLDAPEntry(BASE, {"dc": ["villaclara"], "objectClass": ["dcObject"]})
    people = root.addChild("ou=people", {"ou": ["people"], "objectClass": ["organizationalUnit"]})
    for uid, email in PEOPLE.items():
        given = {"uid": [uid], "cn": [uid], "sn": [uid], "mail": [email], "objectClass": ["inetOrgPerson"], "userPassword": [PASSWORD]}
        people.addChild(f"uid={uid}", given)
    return root


def main() -> None:
    components.registerAdapter(lambda factory: factory.root, Directory, IConnectedLDAPEntry)
    listening = reactor.listenTCP(0, Directory(tree()), interface="127.0.0.1")
    sys.stdout.write(f"{listening.getHost().port}\n")
    sys.stdout.flush()
    reactor.run()


if __name__ == "__main__":
    main()
