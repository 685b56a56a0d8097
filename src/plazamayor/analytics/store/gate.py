"""A gate before the store's writing: many pass at once, and while it is closed nobody does.

A copy of the installation closes it for as long as it takes to freeze the store and the spool together: a batch is then either
in the copied store or, with the same bounds, in the copied spool.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets writers pass together and keeps them out while it is closed; whoever closes it waits for those inside."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Is inside while it lasts; waits while the gate is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Keeps everybody out while it lasts, once those inside have left."""
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            self._closed = True
            self._changed.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()


gate = Gate()
