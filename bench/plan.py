"""Time and peak memory of the reference plan, as a whole process after set-up.

.venv/bin/python bench/plan.py [PACK]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGET_SECONDS = 15
TARGET_MEGABYTES = 1000
COMMAND = Path(sys.executable).with_name("shigu")


def main(pack: str) -> None:
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        subprocess.run([COMMAND, "plan", pack, "--out", out], check=True, capture_output=True)
        seconds = time.perf_counter() - started
        plan = json.loads((Path(out) / "plan.json").read_text(encoding="utf-8"))
        html = (Path(out) / "plan.html").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        json.dumps(
            {"case": "plan", "ours": round(seconds, 2), "target": TARGET_SECONDS, "unit": "s"}
        )
    )
    print(
        json.dumps(
            {"case": "plan peak", "ours": round(peak), "target": TARGET_MEGABYTES, "unit": "MB"}
        )
    )
    print(json.dumps({"case": "plan phases", "ours": plan["run"]["phases"], "unit": "s"}))
    print(json.dumps({"case": "plan.html", "ours": round(html / 1e6, 2), "unit": "MB"}))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "packs/vision-valley")
