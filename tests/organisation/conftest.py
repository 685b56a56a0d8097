"""The event store of whoever deletes an administration: what was told of it is erased from there."""

from tests.analytics.conftest import _engine as _engine  # noqa: PLC0414 fixtures are found by their name here
from tests.analytics.conftest import store as store  # noqa: PLC0414 the same
