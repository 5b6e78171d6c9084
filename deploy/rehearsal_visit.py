"""Opens the entrance as nginx would and asks for all that the pages load.

python rehearsal_visit.py http://127.0.0.1:8000 /var/lib/shigu/static
"""

import http.client
import json
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE_SECONDS = 60
LOADED = (
    "axe-core/axe.min.js",
    "echarts/dist/echarts.min.js",
    "htmx.org/dist/htmx.min.js",
    "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs",
)


def asked(address: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def patiently(address: str, path: str) -> tuple[int, bytes]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return asked(address, path)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def main(address: str, static: Path) -> None:
    status, page = patiently(address, "/accounts/login/")
    assert status == 200, (status, page[:500])
    assert "视谷".encode() in page
    status, document = asked(address, "/api/openapi.json")
    assert status == 200, (status, document[:500])
    assert json.loads(document)["openapi"].startswith("3.1")
    for name in LOADED:
        status, told = asked(address, f"/static/vendor/{name}")
        assert (status, told) == (200, (static / "vendor" / name).read_bytes()), (name, status)
    print(f"{address}: the entrance, the API and {len(LOADED)} files of the pages answer")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
