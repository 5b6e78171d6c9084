"""The client of the documentation does what the documentation says, against a server that runs."""

import contextlib
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from shigu.districts.actions import make_token
from shigu.districts.models import District
from shigu.districts.scope import acting_as, acting_as_system
from shigu.plans.models import Plan, State
from tests.people import user
from tests.plans.world import compute, make_small

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
SECONDS = 90
APPLICATION = WSGIHandler()


class Server(ThreadingMixIn, WSGIServer):
    """The site on a port of its own, one thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Nothing on the screen."""


def site(environ, start_response):
    """The application; the connection of the thread ends with the request."""
    response = APPLICATION(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()
        connections.close_all()


@pytest.fixture
def server(fresh_database):
    make_small()
    found = Server(("127.0.0.1", 0), Quiet)
    found.set_app(site)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def token(server):
    with acting_as(user("gu").pk, "gu") as gu:
        joint = District.objects.get(code="joint")
        return make_token(gu, user("gu"), joint, name="例", may_write=True, days=1)[1]


def asked():
    with acting_as_system():
        return Plan.objects.filter(state=State.QUEUED).values_list("pk", flat=True).first()


def work(client):
    """What the worker does, as soon as the client has asked."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and client.poll() is None:
        if plan := asked():
            compute(plan)
            return
        time.sleep(0.1)


def test_the_example_runs_as_it_is_written(server, token, tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    script = tmp_path / "client.py"
    script.write_text(code, encoding="utf-8")
    environment = {"SHIGU_SITE": server, "SHIGU_TOKEN": token, "PYTHONUTF8": "1"}
    client = subprocess.Popen(
        [sys.executable, "-I", str(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    with contextlib.ExitStack() as stack:
        stack.callback(client.kill)
        work(client)
        told, _ = client.communicate(timeout=SECONDS)
    assert client.returncode == 0, told
    lines = told.splitlines()
    assert re.fullmatch(r"\d+ spaces of 4 m and more, the first: .+", lines[0])
    with acting_as_system():
        plan = Plan.objects.get()
    assert plan.state == State.DONE
    assert lines[-1] == plan.headline_zh
