"""The control socket: messages as sent, files handed over, many commands at once, and a polite Ctrl-C."""

import os
import signal
import socket
import stat
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.config.control import frames
from plazamayor.config.control.calling import LocalFile, ask, connect
from plazamayor.config.control.serving import ControlServer
from plazamayor.core.report import Silence
from tests.config.conftest import Town
from tests.journeys.installation import PROGRAM


@given(text=st.text(max_size=5000), done=st.integers(0, 2**40), total=st.none() | st.integers(0, 2**40))
def test_a_message_arrives_as_it_was_sent(text: str, done: int, total: int | None) -> None:
    here, there = socket.socketpair()
    with here, there:
        for message in (frames.Line(text), frames.Progress(done, total, text), frames.End(1, text)):
            frames.send(here, message)

            assert frames.receive(there) == (message, [])


def test_a_long_message_arrives_whole() -> None:
    here, there = socket.socketpair()
    with here, there:
        message = frames.Line("á" * 3_000_000)
        sending = threading.Thread(target=frames.send, args=(here, message))
        sending.start()

        assert frames.receive(there) == (message, [])
        sending.join()


def all_of(source: socket.socket) -> list[frames.Message]:
    found = []
    while (heard := frames.receive(source)) is not None:
        found.append(heard[0])
    return found


@given(st.binary(min_size=1, max_size=200))
def test_noise_is_a_broken_message_and_nothing_worse(noise: bytes) -> None:
    here, there = socket.socketpair()
    with here, there:
        here.sendall(noise)
        here.shutdown(socket.SHUT_WR)

        with pytest.raises(frames.BrokenMessage):
            all_of(there)


def test_a_file_is_handed_over_as_a_descriptor(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    here, there = socket.socketpair()
    with here, there, (tmp_path / "a.txt").open() as file:
        frames.send(here, frames.Opened(0), [file.fileno()])
        heard = frames.receive(there)

    assert heard is not None
    assert os.read(heard[1][0], 10) == b"hello"
    os.close(heard[1][0])


def test_only_its_owner_may_reach_the_socket(tmp_path: Path) -> None:
    server = ControlServer(tmp_path)
    server.start()

    mode = (tmp_path / frames.FILE).stat().st_mode
    server.stop(cancel=True)

    assert (stat.S_ISSOCK(mode), stat.S_IMODE(mode)) == (True, 0o600)
    assert connect(tmp_path) is None


def test_a_command_the_server_does_not_know_is_refused_with_a_sentence(tmp_path: Path) -> None:
    server = ControlServer(tmp_path)
    server.start()
    peer = connect(tmp_path)
    assert peer is not None

    with peer:
        mistake = ask(peer, "../os", {}, [LocalFile("/etc/passwd")], Silence(), "en")
    server.stop(cancel=True)

    assert mistake == "The running server does not know this command. Restart it after an upgrade."


def test_a_path_longer_than_sockets_take_is_no_obstacle(tmp_path: Path) -> None:
    home = tmp_path / ("x" * 120)
    home.mkdir()
    server = ControlServer(home)
    server.start()

    peer = connect(home)
    server.stop(cancel=True)

    assert peer is not None
    peer.close()


def test_commands_at_the_same_time_all_answer(served: Town, first_town: Town) -> None:
    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(lambda _number: served.figures(), range(6)))

    assert set(answers) == {first_town.figures()}


def test_commands_at_the_same_time_without_a_server_all_answer(town: Town, first_town: Town) -> None:
    with ThreadPoolExecutor(3) as people:
        answers = list(people.map(lambda _number: town.figures(), range(3)))

    assert set(answers) == {first_town.figures()}


@pytest.mark.parametrize("is_served", [True, False])
def test_ctrl_c_ends_a_command_politely(town: Town, *, is_served: bool) -> None:
    """A backup into a pipe that nobody reads stands still until it is read; by then it has been asked to stop."""
    (town.home / "uploads").mkdir()
    for number in range(8):
        (town.home / "uploads" / f"{number}.log").write_bytes(os.urandom(200_000))
    if is_served:
        town.start()
    command = [PROGRAM, "backup", "-"]
    with subprocess.Popen(command, env={**town.environment(), "LC_ALL": "C"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        begun = running.stdout.read(1)
        running.send_signal(signal.SIGINT)
        time.sleep(0.5)
        _out, err = running.communicate(timeout=60)

    assert (begun, running.returncode) == (b"\x1f", 1)
    assert err.decode() == "Error: Stopped as asked. What was finished stays.\n"
    assert list(town.home.glob("backup*")) == []
