"""What the whole way needs: the stream, the spool before it, networks on loopback, and the real servers of Bluesky."""

from tests.campaigns.conftest import _engine as _engine  # noqa: PLC0414 fixtures are found by their name here
from tests.campaigns.conftest import spool as spool  # noqa: PLC0414 the same
from tests.campaigns.conftest import store as store  # noqa: PLC0414 the same
from tests.connectors.conftest import bluesky_account as bluesky_account  # noqa: PLC0414 the same
from tests.connectors.conftest import loopback_may_be_asked as loopback_may_be_asked  # noqa: PLC0414 the same
