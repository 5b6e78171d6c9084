"""The local engine: threads over the parts of a Parquet file, with bounded memory."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path

import pyarrow as pa

from shigu.scale.parts import Work, parts, worked
from shigu.scale.staged import Source

PART_ROWS = 1 << 19


def run_local(
    work: Work,
    schema: pa.Schema,
    source: Source,
    folder: Path,
    tell: Callable[[int, int], None],
    workers: int,
) -> None:
    """``work`` over ``source`` into parts in ``folder``; parts that are there are not made again.

    Kernels hold no lock of the interpreter, so threads use all cores and share what is compiled.

    Raises:
        OSError: a file cannot be read or written; what ``tell`` and ``work`` raise.
    """
    folder.mkdir(exist_ok=True)
    known = list(parts(source.path, folder, PART_ROWS))
    missing = [part for part in known if not part.path.exists()]
    every = sum(part.rows for part in known)
    done = every - sum(part.rows for part in missing)
    tell(done, every)
    waiting = iter(missing)
    with ThreadPoolExecutor(workers) as pool:
        running: set[Future[int]] = set()
        while True:
            more = islice(waiting, workers - len(running))
            running |= {pool.submit(worked, work, schema, source, part) for part in more}
            if not running:
                return
            ended, running = wait(running, return_when=FIRST_COMPLETED)
            done += sum(future.result() for future in ended)
            tell(done, every)
