"""One whole job in a process of its own: python bench/registry_job.py FILE OUT ENGINE [WARM]."""

import json
import resource
import sys
import time
from pathlib import Path

from registry_docs import links_of_terms, terms

from shigu.engine.chain.mapping.mapper import POSITIONS, Mapper
from shigu.scale.job import Job, run


def timed(source, out, engine):
    """Rows a second, rows a second of this process on one core, rows written."""
    job = Job(Mapper.of(links_of_terms(terms())).positions, POSITIONS, engine)
    start, busy = time.perf_counter(), time.process_time()
    done = run(job, source, out, engine, lambda *_: None, workers=2, master="local[2]")
    wall, worked = time.perf_counter() - start, time.process_time() - busy
    return {
        "ours": round(done.rows / wall),
        "rows_core_s": round(done.rows / worked) if engine == "local" else None,
        "positions": done.written,
    }


def main():
    """The last of one or, for warmth, more runs, with the peak of this process in MB."""
    source, out, engine, *warm = sys.argv[1:]
    for each in warm:
        timed(Path(each), Path(out), engine)
    told = timed(Path(source), Path(out), engine)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**told, "peak_mb": round(peak)}))


if __name__ == "__main__":
    main()
