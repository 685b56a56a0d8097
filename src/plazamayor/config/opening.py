"""Opens a page in the browser of whoever sits at this machine, once something answers there."""

import os
import socket
import subprocess
import sys
import time
import webbrowser
from urllib.parse import urlsplit

_PATIENCE = 60.0
_STEP = 0.2


def can_open() -> bool:
    """Tells whether there is a screen and a browser for it."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def open_when_ready(address: str) -> None:
    """Leaves a small process that waits for the server and opens an address; the server must not fork with threads of ours."""
    subprocess.Popen(  # noqa: S603 our own module
        [sys.executable, "-m", "plazamayor.config.opening", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def answers(address: str) -> bool:
    """Tells whether somebody listens there within a minute."""
    parts = urlsplit(address)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection((parts.hostname or "localhost", parts.port or 80), timeout=1):
                return True
        except OSError:
            time.sleep(_STEP)
    return False


if __name__ == "__main__" and answers(sys.argv[1]):
    webbrowser.open(sys.argv[1])
