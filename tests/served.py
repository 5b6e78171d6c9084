"""``shigu serve`` as a process of its own, for the tests that need the whole site."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from shigu.conf import embedded
from shigu.conf.environment import environment

ROOT = Path(__file__).parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address, seconds=120):
    """The status of the first answer within so many seconds; none if there is none."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status
        except OSError:
            time.sleep(0.2)
    return None


@contextmanager
def served(database):
    """The site on a database: its process and its address, until the block ends."""
    port = free_port()
    settings = {
        "SHIGU_DATABASE_URL": embedded.address(environment().home, embedded.APP, database),
        "SHIGU_SECRET_KEY": environment().signing_key(),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "shigu", "serve", "--port", str(port), "--processes", "1"]
    with subprocess.Popen(command, env=os.environ | settings, cwd=ROOT) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
