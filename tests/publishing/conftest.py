"""The event store of the tests of publishing is that of analytics."""

from tests.analytics.conftest import _engine as _engine  # noqa: PLC0414 a fixture is shared by its name
from tests.analytics.conftest import store as store  # noqa: PLC0414 the same
