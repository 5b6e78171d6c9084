"""The site is served by two processes that start together and end together."""

import signal
import socket
import subprocess
import sys

import pytest

from tests.served import answers, served


@pytest.fixture
def site(fresh_database):
    with served(fresh_database) as (process, address):
        yield process, f"{address}/accounts/login/"


def test_the_site_answers_and_ends_when_asked(site):
    process, address = site
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
