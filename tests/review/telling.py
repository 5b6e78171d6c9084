"""An article put into the database of a served site: ``python -m tests.review.telling URL``."""

import os
import subprocess
import sys

from shigu.conf import embedded
from shigu.conf.environment import environment
from tests.database import RUN, TEMPLATE, WORKER
from tests.served import ROOT


def tell_the_site(url, text):
    """Store a page at the site of the journeys, in a process of its own."""
    name = f"{TEMPLATE}_{RUN}_{WORKER}_site"
    settings = {
        "SHIGU_DATABASE_URL": embedded.address(environment().home, embedded.APP, name),
        "SHIGU_SECRET_KEY": environment().signing_key(),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "shigu.conf.settings",
    }
    command = [sys.executable, "-m", "tests.review.telling", url]
    subprocess.run(
        command, input=text.encode(), env=os.environ | settings, cwd=ROOT, check=True, timeout=120
    )


def main():
    import django  # noqa: PLC0415 - the settings are of this process

    django.setup()
    from shigu.districts.scope import acting_as_system  # noqa: PLC0415 - as above
    from shigu.ingest.actions import store  # noqa: PLC0415 - as above
    from tests.ingest.world import page  # noqa: PLC0415 - as above

    with acting_as_system() as system:
        store(system, [page(sys.stdin.buffer.read().decode(), sys.argv[1])])


if __name__ == "__main__":
    main()
