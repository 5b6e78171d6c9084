"""The site is served by two processes that start together and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from shigu.conf import embedded
from shigu.conf.environment import environment


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status
        except OSError:
            time.sleep(0.2)
    return None


@pytest.fixture
def served(fresh_database):
    port = free_port()
    addresses = {
        "SHIGU_DATABASE_URL": embedded.address(environment().home, embedded.APP, fresh_database),
        "SHIGU_SECRET_KEY": environment().signing_key(),
    }
    command = [sys.executable, "-m", "shigu", "serve", "--port", str(port), "--processes", "1"]
    with subprocess.Popen(command, env=os.environ | addresses) as process:
        yield process, f"http://127.0.0.1:{port}/accounts/login/"
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_the_site_answers_and_ends_when_asked(served):
    process, address = served
    assert answers(address) == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert answers(address, seconds=1) is None


def test_a_taken_port_is_told_with_a_cure(capfd):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "shigu", "serve", "--port", str(port)]
        assert subprocess.run(command, check=False).returncode == 1
    assert "--port" in capfd.readouterr().err
