"""Our own website: the page is made by `public`; here it is only seen that it is there."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.channels.contract import Account, Counting, Field, Limits, Outgoing, Published, Rejected, Session, TryLater
from plazamayor.connectors.website import parse
from plazamayor.core.http import Answer, Unreachable, fetch


class Website:
    """The administration's own square. Telling twice that a page is there does no harm, so nothing here is ever uncertain.

    The page's address comes in `outgoing.extra["address"]`. It is asked for, and a page that is not there yet is asked for again later.
    Many servers cannot reach themselves by their public name: then what `public` says of itself is believed.
    """

    key = "website"
    name = "Website"
    mark = "We"
    limits = Limits(
        length=200_000, counting=Counting.CODE_POINTS, title=200, images=50, image_size=20 << 20,
        image_types=("image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml"),
        alt=2000, videos=10, video_size=4 << 30, video_seconds=24 * 3600,
    )  # fmt: skip
    fields: tuple[Field, ...] = ()
    guide = _("It is yours already: there is nothing to fill in.")

    def connect(self, session: Session) -> Account:
        """Nobody has to be asked."""
        return Account(handle="", name=str(_("Website")), address=session.settings.get("address", ""))

    def publish(self, session: Session, outgoing: Outgoing) -> Published:
        """Sees that the page is there; raises TryLater while it is not, Rejected when nobody said which page."""
        address = outgoing.extra.get("address", "")
        if not address:
            raise Rejected(gettext("Nobody said which page of the website this is."))
        answer = self._ask(address)
        if answer and not parse.is_there(answer):
            raise TryLater(gettext("The page %(address)s is not there yet (%(status)d).") % {"address": address, "status": answer.status})
        return Published(network_id=address, address=address, at=session.now)

    def find(self, session: Session, outgoing: Outgoing, since: datetime) -> Published | None:
        """The page, when it is there."""
        address = outgoing.extra.get("address", "")
        answer = self._ask(address) if address else None
        return Published(network_id=address, address=address, at=session.now) if answer and parse.is_there(answer) else None

    def withdraw(self, session: Session, published: Published) -> None:
        """The page goes away, and says so, from the moment its delivery is being withdrawn: nobody has to be asked."""

    def _ask(self, address: str) -> Answer | None:
        """What the page answers; None when this machine cannot reach the website."""
        try:
            return fetch(address)
        except Unreachable:
            return None


connector = Website()
