"""Opening pages in tests, with the number of queries of each kept in ``query_counts.json``.

A count that grew shows in review: ``SHIGU_RECORD=1`` writes the counts anew.
"""

import fcntl
import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).parent / "query_counts.json"


def record(name, count):
    with COUNTS.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        counts = json.load(file) | {name: count}
        file.seek(0)
        file.truncate()
        file.write(json.dumps(counts, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


@pytest.fixture
def visit(signed_in):
    """``visit("lin", "/spaces/", count="spaces")``: a page as one of the cast.

    ``count`` names the entry of ``query_counts.json``; the page is opened twice and the second
    time counts, when everything that is cached once a process is there.
    """

    def open_page(name, address, *, count=None, **headers):
        client = signed_in(name)
        response = client.get(address, **headers)
        if count:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address, **headers)
            if os.environ.get("SHIGU_RECORD"):
                record(count, len(queries))
            assert len(queries) == json.loads(COUNTS.read_text(encoding="utf-8")).get(count)
        return response

    return open_page
