"""``python -m tests.review.telling URL``: the article on standard input, stored as of that page."""

import sys

import django

django.setup()

from shigu.districts.scope import acting_as_system  # noqa: E402 - Django is set up above
from shigu.ingest.actions import store  # noqa: E402 - as above
from tests.ingest.world import page  # noqa: E402 - as above

with acting_as_system() as system:
    store(system, [page(sys.stdin.buffer.read().decode(), sys.argv[1])])
