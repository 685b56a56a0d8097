"""Two imports into a site at once take turns, whoever does them; into two sites they do not wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from plazamayor.analytics.imports.operations import turns
from plazamayor.analytics.imports.operations.turns import one_at_a_time
from plazamayor.analytics.models import Site
from plazamayor.core.errors import Cancelled
from plazamayor.core.report import Silence
from tests.analytics.imports.conftest import Heard, Importing
from tests.analytics.imports.lines import day_of_lines, log
from tests.make.sites import make_site

WAITS = "Another import into this site is under way: this one waits for it to end."


class Impatient(Heard):
    """Somebody who stops as soon as they are told how far it is."""

    def progress(self, *_told: object) -> None:
        raise Cancelled


@contextmanager
def somebody_importing(site: Site, *, seconds: float) -> Iterator[None]:
    """Somebody else holds the site's turn, in a thread of theirs: the turn knows nothing of threads, so they could be a process."""
    began, enough = threading.Event(), threading.Event()

    def imports() -> None:
        with one_at_a_time(site, Silence()):
            began.set()
            enough.wait(seconds)

    other = threading.Thread(target=imports)
    other.start()
    began.wait(10)
    try:
        yield
    finally:
        enough.set()
        other.join()


def test_an_import_waits_for_the_other_and_says_so(importing: Importing) -> None:
    with somebody_importing(importing.site, seconds=turns.STEP * 1.5):
        totals = importing(log(*day_of_lines(10)))

    assert totals.read == 10
    assert importing.heard.notes == [WAITS]
    assert [step for step in importing.heard.steps if step[2] == WAITS] == [(0, None, WAITS)] * 2


def test_imports_into_two_sites_do_not_wait(importing: Importing) -> None:
    with somebody_importing(make_site(), seconds=10):
        importing(log(*day_of_lines(10)))

    assert importing.heard.notes == []


def test_whoever_waits_can_stop_waiting(importing: Importing) -> None:
    importing.heard = Impatient()

    with somebody_importing(importing.site, seconds=10), pytest.raises(Cancelled):
        importing(log(*day_of_lines(10)))


def test_a_turn_is_given_back_when_an_import_breaks_off(importing: Importing) -> None:
    for _ in range(2):
        with pytest.raises(OSError, match="broken"), one_at_a_time(importing.site, importing.heard):
            raise OSError("broken")

    assert importing.heard.notes == []
