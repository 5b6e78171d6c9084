"""A worker in a process of its own, that may be killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from shigu.conf import embedded
from shigu.conf.environment import environment

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 120


def worker(database):
    home = environment().home
    settings = {
        "PYTHONPATH": str(ROOT),
        "SHIGU_DATABASE_URL": embedded.address(home, embedded.APP, database),
        "SHIGU_SECRET_KEY": environment().signing_key(),
    }
    command = [sys.executable, "-m", "shigu", "worker"]
    return subprocess.Popen(command, env=os.environ | settings, cwd=ROOT)


def until(found, process):
    """What ``found`` answers once it answers something, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None
        if answer := found():
            return answer
        time.sleep(0.02)
    raise AssertionError("nothing happened in time")


def give_back():
    """What ``retry_stalled`` does for workers that were not heard of, without the wait."""
    for key in ProcrastinateJob.objects.filter(status="doing"):
        app.job_manager.retry_job_by_id(key.pk, retry_at=timezone.now())
