"""How Meta's networks are asked: the Graph API, its failures in the words of the contract, and the permission of a page.

Facebook Pages and Instagram share the way of entering: an application, and the token of a person who administers the page.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import Failure, Field, Reconnect, Rejected, Session, TryLater, Uncertain
from plazamayor.connectors.asking import UNDERSTOOD, Act, Line, gone
from plazamayor.connectors.talking import Files, Talk, Told, object_of
from plazamayor.core.http import Answer

SERVER: Final = "https://graph.facebook.com"
VERSION: Final = "/v24.0"
EXPIRED: Final = frozenset({102, 190, 463, 467})
POWERLESS: Final = frozenset({3, 10, *range(200, 300)})
HURRIED: Final = frozenset({4, 17, 32, 341, 613, 80001, 80002, 80005, 80006})
PASSING: Final = frozenset({1, 2})
TURNS: Final = 40
"""How often it is asked whether a video is ready: three minutes in all."""
ABSENT: Final = ((100, 33), (803, None), (24, None))
FIELDS: Final = (
    Field(name="page", label=_("Page"), help=_("The number of the Facebook page, under “About”, “Page transparency”."), example="104…"),
    Field(name="app_id", label=_("Application ID")),
    Field(name="app_secret", label=_("Application secret"), secret=True),
    Field(
        name="token",
        label=_("Access token"),
        help=_("Of a system user of the business, which does not run out, or of a person who administers the page."),
        secret=True,
    ),
)


@dataclass
class Graph:
    """A conversation with the Graph API by one token."""

    talk: Talk
    token: str
    proof: str = ""
    version: str = VERSION

    @property
    def line(self) -> Line:
        """The wire it goes by."""
        return self.talk.line

    def get(self, path: str, **query: str) -> Told:
        """Reads; raises any Failure."""
        return self.talk.read(f"{self.version}/{path}", query={**query, **self._shown})

    def post(self, path: str, files: Files | None = None, /, **form: str) -> Told:
        """Makes; raises any Failure."""
        return self.talk.read(f"{self.version}/{path}", method="POST", form={**form, **self._shown}, files=files)

    def delete(self, path: str) -> Told:
        """Deletes; raises any Failure."""
        return self.talk.read(f"{self.version}/{path}", method="DELETE", query=self._shown)

    def pages(self, path: str, **query: str) -> Iterator[list[Told]]:
        """What a list holds, page after page, the newest first."""
        after: dict[str, str] = {}
        while True:
            told = self.get(path, **query, **after)
            yield list(told.get("data") or [])
            paging = told.get("paging") or {}
            cursor = str((paging.get("cursors") or {}).get("after") or "")
            if not cursor or not paging.get("next"):
                return
            after = {"after": cursor}

    def by(self, token: str, secret: str) -> "Graph":
        """The same conversation by another token."""
        return Graph(self.talk, token, _proof(token, secret))

    @property
    def _shown(self) -> dict[str, str]:
        return {"access_token": self.token, **({"appsecret_proof": self.proof} if self.proof else {})}


@dataclass(frozen=True)
class Page:
    """A Facebook page, as the person whose token it is sees it. `instagram` is the account that hangs from it, when one does."""

    name: str
    username: str
    address: str
    token: str
    instagram: Mapping[str, Any]


@contextmanager
def graph(session: Session, network: str, act: Act, needed: tuple[str, ...], server: str = SERVER) -> Iterator[Graph]:
    """The conversation by the token that was filled in, with the proof that it is our application's."""
    line = Line(network, session.now, act, reason=reason, special=partial(special, network, needed), needed=needed)
    token, secret = session.secrets["token"], session.secrets.get("app_secret", "")
    with line.telling():
        yield Graph(Talk(line, session.settings.get("server", server)), token, _proof(token, secret))


def entered(asking: Graph, session: Session) -> Page:
    """The page that was filled in, and the token by which it is written to; raises Reconnect when the person does not administer it."""
    told = asking.get(session.settings["page"], fields="id,name,username,link,access_token,instagram_business_account{id,username,name}")
    if not told.get("access_token"):
        raise asking.line.lacking(("pages_show_list", "pages_manage_posts"))
    return Page(
        name=str(told.get("name") or told["id"]),
        username=str(told.get("username") or told["id"]),
        address=str(told.get("link") or f"https://www.facebook.com/{told['id']}"),
        token=str(told["access_token"]),
        instagram=told.get("instagram_business_account") or {},
    )


def permission(asking: Graph, session: Session) -> datetime | None:
    """Until when the permission lasts, or None for ever; raises Reconnect naming what lacks, or when it ended."""
    secret = f"{session.settings['app_id']}|{session.secrets['app_secret']}"
    told = asking.talk.read(f"{VERSION}/debug_token", query={"input_token": asking.token, "access_token": secret})["data"]
    return read_permission(asking.line, told)


def read_permission(line: Line, told: Mapping[str, Any]) -> datetime | None:
    """Until when a token lasts, of what Meta says of it; raises Reconnect as `permission` does."""
    if not told.get("is_valid", True):
        raise line.expired()
    lacking = tuple(each for each in line.needed if each not in (told.get("scopes") or []))
    if lacking:
        raise line.lacking(lacking)
    ends = [int(told[each]) for each in ("expires_at", "data_access_expires_at") if told.get(each)]
    return datetime.fromtimestamp(min(ends), UTC) if ends else None


def prepared(asking: Graph, container: str, field: str) -> None:
    """Waits until what Meta fetched is ready to publish; raises Rejected when it cannot be, TryLater when it takes too long."""
    for turn in range(TURNS):
        told = asking.get(container, fields="status,error_message" if field == "status" else f"{field},status")
        state = told.get(field)
        if state in {"FINISHED", "PUBLISHED"}:
            return
        if state in {"ERROR", "EXPIRED"}:
            why = str(told.get("error_message") or told.get("status") or state)
            raise Rejected(
                gettext("%(network)s cannot take what is attached: %(why)s") % {"network": asking.line.network, "why": why[:200]}
            )
        time.sleep(min(0.25 * 2**turn, 5))
    raise TryLater(gettext("%(network)s is still preparing what is attached.") % {"network": asking.line.network})


def quota(network: str, told: Told) -> None:
    """Raises TryLater when the publications of a day are used up."""
    for each in told.get("data") or []:
        most = int((each.get("config") or {}).get("quota_total") or 0)
        if most and int(each.get("quota_usage") or 0) >= most:
            sentence = gettext("%(network)s lets no more than %(most)d publications out in 24 hours, and they are used up.")
            raise TryLater(sentence % {"network": network, "most": most}, timedelta(hours=1))


def reached(asking: Graph, path: str, fields: str) -> Told:
    """What is read of something already published: it is out, so nothing that fails here is told."""
    asking.line.act = Act.READ
    try:
        return asking.get(path, fields=fields)
    except Failure:
        return {}


def moment(told: Any) -> datetime:
    """An hour as Meta writes it: `2026-11-22T10:00:00+0000`."""
    return datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", str(told)))


def insights(told: Told) -> dict[str, int]:
    """The counts of a list of insights, by their names."""
    found = {}
    for each in told.get("data") or []:
        values = each.get("values") or [each.get("total_value") or {}]
        found[str(each["name"])] = int(values[-1].get("value") or 0)
    return found


def special(network: str, needed: tuple[str, ...], answer: Answer, act: Act) -> Failure | None:
    """The failures that Meta tells by a number of its own, whatever the status of the answer."""
    if answer.status in UNDERSTOOD:
        return None
    error = _error(answer)
    code, sub = _number(error.get("code")), _number(error.get("error_subcode"))
    if code in EXPIRED or code in POWERLESS:
        return _closed(network, needed, str(error.get("message")), ended=code in EXPIRED)
    if code in HURRIED:
        return TryLater(gettext("%(network)s asks to wait.") % {"network": network}, _wait(answer))
    if code in PASSING or error.get("is_transient"):
        told = gettext("%(network)s has a fault of its own (%(status)d).") % {"network": network, "status": answer.status}
        return Uncertain(told) if act is Act.PUBLISH else TryLater(told)
    if act in {Act.READ, Act.WITHDRAW} and ((code, sub) in ABSENT or (code, None) in ABSENT):
        return gone(network)
    return None


def reason(answer: Answer) -> str:
    """The sentence with which Meta refuses: the one for people, where it has it."""
    error = _error(answer)
    return str(error.get("error_user_msg") or error.get("message") or answer.status)


def _closed(network: str, needed: tuple[str, ...], message: str, *, ended: bool) -> Reconnect:
    """A permission that ended, or that does not reach: Meta names the ones that lack in its sentence, or does not."""
    if ended:
        return Reconnect(gettext("%(network)s no longer takes this permission: connect the account again.") % {"network": network})
    named = tuple(dict.fromkeys(re.findall(r"\b(?:pages|instagram|threads|business|read)_[a-z_]+\b", message)))
    missing = named or needed
    told = gettext("%(network)s does not let us do this. What lacks: %(missing)s.")
    return Reconnect(told % {"network": network, "missing": ", ".join(missing)}, missing)


def _error(answer: Answer) -> dict[str, Any]:
    found = (object_of(answer) or {}).get("error")
    return found if isinstance(found, dict) else {}


def _number(told: Any) -> int | None:
    return int(told) if str(told).isdigit() else None


def _wait(answer: Answer) -> timedelta | None:
    """How long: Meta tells it in minutes, inside what it says of the use (`X-Business-Use-Case-Usage`), or as others do."""
    use = answer.headers.get("x-business-use-case-usage", "")
    minutes = max((int(each) for each in re.findall(r'"estimated_time_to_regain_access"\s*:\s*(\d+)', use)), default=0)
    seconds = answer.headers.get("retry-after", "")
    if minutes:
        return min(timedelta(minutes=minutes), timedelta(days=1))
    return timedelta(seconds=int(seconds)) if seconds.isdigit() else None


def _proof(token: str, secret: str) -> str:
    """`appsecret_proof`: shows that who asks knows the secret of the application, so that a stolen token opens nothing."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest() if secret else ""
