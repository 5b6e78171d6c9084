"""Lists, boards and the home of an officer at size: 20,000 projects with 200,000 steps.

.venv/bin/python bench/working_day.py [--home DIR] [--projects N] [--rounds N] [--only WORD]

The site runs as it does in service: one worker with one thread, fences on. The world is made once
and kept in --home. Two people look: an analyst of the joint office, to whom every district grants
its projects, and an officer of one district. Beside the time of an answer stands the processor
time of site and database for it (``busy``), which other work on the machine does not change.
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import web
from bench.web import Visitor, percentile, serve, tell

LIST_TARGET_MS = 150
HOME_TARGET_MS = 300
WARM = 3
LISTS = {
    "projects": "/projects/",
    "projects by investment": "/projects/?sort=-invest_wan&page=4",
    "projects by stage": "/projects/?sort=-stage",
    "projects found": "/projects/?q=视云",
    "projects at a stage": "/projects/?stage=6&phase=late",
    "board": "/projects/board/",
    "board found": "/projects/board/?q=视云",
    "projects calendar": "/projects/calendar/",
    "bottlenecks": "/projects/clocks/",
    "hand-overs": "/projects/hand-overs/",
    "leads": "/projects/leads/",
    "leads found": "/projects/leads/?q=视云",
    "leads by protection": "/projects/leads/?protection=none&sort=-name",
    "leads overdue": "/projects/leads/?due=overdue",
    "first reports": "/projects/leads/claims/",
    "statistics by month": "/counting/",
    "statistics of an earlier day": "/counting/?year=2025&as_of=2026-03-31",
    "statistics, ranking": "/counting/ranking/",
    "statistics, counted": "/counting/counted/",
    "statistics, left out": "/counting/left-out/",
    "statistics, left out, earlier": "/counting/left-out/?year=2025&as_of=2026-03-31",
    "tasks": "/work/",
    "tasks found": "/work/?q=1234",
    "supervision": "/work/supervision/",
    "meetings": "/work/meetings/",
    "calendar": "/work/calendar/",
    "reforms": "/work/registers/reforms/",
    "notices": "/work/notices/",
    "commitments": "/commitments/",
    "commitments broken": "/commitments/?state=missed&sort=-due",
    "commitments, ranking": "/commitments/ranking/",
}


def ask(visitor, home, who, name, address, target, rounds):
    for _ in range(WARM):
        status, _milliseconds = visitor.get(address)
    times, before = [], processor_seconds(home)
    for _ in range(rounds):
        status, milliseconds = visitor.get(address)
        times.append(milliseconds)
    tell(
        f"{who}: {name}",
        round(percentile(times, 0.95), 1),
        target,
        "ms p95",
        median=round(statistics.median(times), 1),
        busy=round((processor_seconds(home) - before) / rounds * 1000, 1),
        status=status,
        bytes=len(visitor.body),
    )


def processor_seconds(home):
    """Processor seconds so far of the site's worker and of the database of ``home``."""
    postmaster = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    every = psutil.Process(postmaster).children() + psutil.Process().children(recursive=True)
    return sum(sum(process.cpu_times()[:2]) for process in every)


def main(options):
    home = options.home.absolute()
    os.environ |= {"SHIGU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "shigu.conf.settings"}
    web.PORT = options.port
    from bench.working_day_setup import prepare  # noqa: PLC0415 - the environment is set before

    sizes, people = prepare(options.projects)
    tell("world", sizes["steps"], 10 * options.projects, "steps", **sizes)
    site = serve(os.environ | {"PYTHONPATH": str(web.ROOT)}, 1, 1)
    try:
        for who, secret in people.items():
            visitor = Visitor(who, secret)
            pages = {"home": "/"} | LISTS
            for name, address in pages.items():
                if options.only in name:
                    target = HOME_TARGET_MS if name == "home" else LIST_TARGET_MS
                    ask(visitor, home, who, name, address, target, options.rounds)
    finally:
        site.terminate()
        site.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, default=Path("out/bench-day"))
    parser.add_argument("--projects", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--port", type=int, default=web.PORT)
    parser.add_argument("--only", default="", help="pages whose name has this word")
    main(parser.parse_args())
