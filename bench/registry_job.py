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
    """Rows a second and rows written."""
    job = Job(Mapper.of(links_of_terms(terms())).positions, POSITIONS, engine)
    start = time.perf_counter()
    done = run(job, source, out, engine, lambda *_: None, workers=2, master="local[2]")
    return done.rows / (time.perf_counter() - start), done.written


def main():
    """The last of one or, for warmth, more runs, with the peak of this process in MB."""
    source, out, engine, *warm = sys.argv[1:]
    for each in warm:
        timed(Path(each), Path(out), engine)
    rate, written = timed(Path(source), Path(out), engine)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"ours": round(rate), "positions": written, "peak_mb": round(peak)}))


if __name__ == "__main__":
    main()
