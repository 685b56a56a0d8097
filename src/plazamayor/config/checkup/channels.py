"""What leaves: the key of the credentials, and whether somebody delivers."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel, Delivery, Heartbeat
from plazamayor.channels.queries import key_path, unopened
from plazamayor.config.checkup.finding import Finding, doubtful, well, wrong

_STILL = timedelta(minutes=5)


def credentials(_now: datetime) -> Iterator[Finding]:
    """Looks at the key that opens the credentials, and whether it opens them."""
    try:
        closed = unopened()
    except DatabaseError:
        return  # "database" says it
    path = key_path()
    if closed:
        text = _("Channels whose credentials %(path)s does not open: %(count)d.") % {"count": len(closed), "path": path}
        yield wrong("channels-key", text, _("Put the file back from your copy, or connect those channels again."))
    elif path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield doubtful("channels-key", _("%(path)s can be read by others on this machine.") % {"path": path}, f"chmod 600 {path}")
    elif path.exists():
        yield well("channels-key", _("It opens the credentials of every channel. Backups do not hold it: keep a copy apart."))


def deliveries(now: datetime) -> Iterator[Finding]:
    """Looks at whether the outbox is looked after, where there is something to deliver."""
    try:
        waiting = Delivery.objects.filter(state=Delivery.State.SCHEDULED).count()
        beat = Heartbeat.objects.values_list("beat", flat=True).first()
        channels = Channel.objects.exclude(state=Channel.State.REMOVED).count()
    except DatabaseError:
        return  # "database" says it
    text = _("Channels: %(channels)d. Publications waiting: %(waiting)d.") % {"channels": channels, "waiting": waiting}
    if waiting and (beat is None or beat < now - _STILL):
        yield wrong("deliveries", text, _("Nobody is delivering: start `plazamayor serve`, or `plazamayor work` where work is apart."))
    elif channels:
        yield well("deliveries", text)


CHECKS = (credentials, deliveries)
