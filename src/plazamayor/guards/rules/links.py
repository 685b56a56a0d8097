"""Links are secure and lead somewhere. They are asked beside the pages, which never wait for them."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Page, Seen
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.words import Address

LONGEST = 2000


def look(desk: Desk) -> Iterator[Verdict]:
    """What is insecure, what is gone, and what is not known yet."""
    every = [(page, each) for page in desk.pages for each in page.reading.addresses[:MOST_TOLD]]
    found = [verdict for page, each in every for verdict in _one(desk, page, each)]
    yield from found
    states = [desk.around.seen.get(each.whole) for _page, each in every]
    if every and not found:
        known = all(each and each.state == "answers" for each in states)
        told = gettext("Secure links that answer") if known else gettext("Links: not yet known whether they answer")
        yield desk.verdict(told, gravity=Gravity.FINE, article="")


def _one(desk: Desk, page: Page, address: Address) -> Iterator[Verdict]:
    seen = desk.around.seen.get(address.whole, Seen(state="unknown"))
    span, written = (address.start, address.end), address.written[:80]
    if address.whole.lower().startswith("http://"):
        secure = "https://" + address.written[len("http://") :] if seen.secure is not False else ""
        told = gettext("“%(address)s” is not secure.") % {"address": written}
        why = gettext("Without https anybody on the way may read or change the page.")
        if seen.secure is False:
            why = gettext("The site does not answer by https: ask whoever keeps it.")
        yield desk.verdict(told, page=page, span=span, why=why, proposal=secure)
    if seen.state == "missing":
        told = gettext("“%(address)s” is not there: it answers %(status)d.") % {"address": written, "status": seen.status or 404}
        yield desk.verdict(told, page=page, span=span, why=gettext("Whoever follows it finds nothing."))
    elif seen.state == "silent":
        told = gettext("“%(address)s” does not answer.") % {"address": written}
        yield desk.verdict(told, page=page, span=span, why=gettext("It may be down for a while: it is asked again by itself."))
    elif seen.state == "inside":
        told = gettext("“%(address)s” cannot be reached from outside.") % {"address": written}
        yield desk.verdict(told, page=page, span=span, why=gettext("It is not a whole address, or leads to the own network."))


GUARD = Guard(
    code="links",
    name=NAMES["links"],
    article="RD 311/2022 (ENS), mp.com.2",
    explains=_(
        "Links are https and answer. They are asked beside the pages and again from time to time; until "
        "then it is said that it is not known."
    ),
    look=look,
)
