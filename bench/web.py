"""The site under load: latency of every page, many people at once, the API at full speed.

.venv/bin/python bench/web.py [--home DIR] [--organisations N] [--spaces N] [--projects N]

The world is made once and kept in --home. The API is asked by wrk (Debian package ``wrk``) where
it is installed; its processor time counts in.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).parents[1]
PORT = 8765
ROUNDS = 25
PEOPLE = 50
THINK_SECONDS = 1.0
PAGE_TARGET_MS = 150
COCKPIT_TARGET_MS = 400


def tell(case, ours, target, unit, **more):
    print(
        json.dumps({"case": case, "ours": ours, "target": target, "unit": unit} | more), flush=True
    )


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


class Visitor:
    """One person with a session, on one kept-alive connection."""

    def __init__(self, username, password):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = {}
        self.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.body)[1]
        form = {"login": username, "password": password, "csrfmiddlewaretoken": token}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.ask("POST", "/accounts/login/", urlencode(form), kind) != 302:
            raise SystemExit(f"{username} cannot sign in: {self.body[:500]}")
        self.connection.close()  # opened anew: the site drops who waits while others sign in

    def ask(self, method, address, body=None, headers=None):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Referer": f"http://127.0.0.1:{PORT}/"} | (headers or {})
        self.connection.request(method, quote(address, safe="/?&=%-"), body, headers)
        response = self.connection.getresponse()
        self.body = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].strip().partition("=")
            self.cookies[name] = value
        return response.status

    def get(self, address):
        started = time.perf_counter()
        status = self.ask("GET", address)
        return status, (time.perf_counter() - started) * 1000


def serve(environment, processes, threads):
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level"),
        *("error", "--host", "127.0.0.1", "--port", str(PORT), "--workers", str(processes)),
        *("--blocking-threads", str(threads), "shigu.web.wsgi:application"),
    ]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/accounts/login/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return process
    raise SystemExit("the site does not answer")


def pages(visitor, addresses):
    for name, address in addresses.items():
        for _ in range(3):
            status, _ = visitor.get(address)
        times = []
        for _ in range(ROUNDS):
            status, milliseconds = visitor.get(address)
            times.append(milliseconds)
        target = COCKPIT_TARGET_MS if name == "cockpit" else PAGE_TARGET_MS
        tell(
            f"page {name}",
            round(percentile(times, 0.95), 1),
            target,
            "ms p95",
            median=round(statistics.median(times), 1),
            status=status,
        )


def crowd(addresses, username, password, seconds):
    visitors = [Visitor(username, password) for _ in range(PEOPLE)]
    times, failures, lock = [], [], threading.Lock()
    ends = time.monotonic() + seconds

    def walk(visitor, at):
        walked = list(addresses.values())
        while time.monotonic() < ends:
            at += 1
            status, milliseconds = visitor.get(walked[at % len(walked)])
            with lock:
                times.append(milliseconds)
                if status != 200:
                    failures.append((status, walked[at % len(walked)]))
            time.sleep(THINK_SECONDS)

    threads = [threading.Thread(target=walk, args=(v, i)) for i, v in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tell(f"{PEOPLE} people", round(percentile(times, 0.95)), 2000, "ms p95", requests=len(times))
    tell(f"{PEOPLE} people, errors", len(failures), 0, "requests", first=failures[:3])


def program(case, address, secret, target, seconds):
    command = [
        *("wrk", "-t1", "-c8", f"-d{seconds}s", "-H", f"Authorization: Bearer {secret}"),
        f"http://127.0.0.1:{PORT}{address}",
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    tell(case, round(rate), target, "requests/s", failed=int(failed[1]) if failed else 0)


def main(options):
    home = options.home.absolute()
    os.environ |= {"SHIGU_HOME": str(home), "SHIGU_API_PER_MINUTE": "10000000"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "shigu.conf.settings"
    sys.path.insert(0, str(ROOT))
    from bench.web_setup import prepare  # noqa: PLC0415 - the environment is set before

    world = prepare(options)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    site = serve(environment, 1, 1)
    try:
        pages(Visitor(*world.person), world.pages)
    finally:
        site.terminate()
        site.wait()
    site = serve(environment, 2, 2)
    try:
        crowd(world.pages, *world.person, options.seconds)
        if shutil.which("wrk"):
            for case, address, target in world.api:
                program(case, address, world.secret, target, options.api_seconds)
        else:
            print("wrk is not installed: the API was not measured", file=sys.stderr)
    finally:
        site.terminate()
        site.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, default=Path("out/bench-home"))
    parser.add_argument("--organisations", type=int, default=200_000)
    parser.add_argument("--spaces", type=int, default=20_000)
    parser.add_argument("--projects", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--api-seconds", type=int, default=10)
    main(parser.parse_args())
