"""The server as a process: it dies whole, starts again by itself, and gives the directory back."""

import os
import signal
import time
from collections.abc import Callable

import psutil

from plazamayor.config import lock
from tests.config.conftest import Town


def until(what: Callable[[], bool], seconds: float = 30) -> bool:
    limit = time.monotonic() + seconds
    while not what() and time.monotonic() < limit:
        time.sleep(0.05)
    return what()


def worker_of(town: Town) -> psutil.Process:
    assert town.process is not None
    (worker,) = psutil.Process(town.process.pid).children()
    return worker


def test_a_killed_server_dies_whole_and_the_next_one_starts(served: Town, first_town: Town) -> None:
    assert served.process is not None
    worker = worker_of(served)

    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait(10)

    assert until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    assert until(lambda: lock.owner(served.home) is None)
    served.start()
    assert served.figures() == first_town.figures()


def test_a_worker_that_crashes_is_started_again(served: Town) -> None:
    crashed = worker_of(served)

    time.sleep(6)  # a worker that dies within seconds of its start is taken for one that cannot start
    crashed.kill()

    assert until(lambda: served.answers() and worker_of(served).pid != crashed.pid)


def test_a_second_server_is_refused_with_a_sentence(served: Town) -> None:
    done = served.tries("serve", "--port", str(served.port), LC_ALL="C")

    said = f"Error: Cannot listen on 127.0.0.1, port {served.port}: Address already in use. Choose another with --port.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_a_server_told_to_end_ends_well_and_leaves_nothing_behind(served: Town) -> None:
    assert served.process is not None
    process = served.process

    served.stop()

    assert process.returncode == 0
    assert lock.owner(served.home) is None
    assert not (served.home / "control.sock").exists()
