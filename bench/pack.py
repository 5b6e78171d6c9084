"""A pack of 100,000 organisations with their positions: seconds and memory to validate it.

    python bench/pack.py [ROWS]

Prints JSON lines ``{case, ours, unit, rows, target}``.
"""

import json
import random
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from shigu.engine.entity.identifiers import check_characters
from shigu.engine.pack.templates import write_templates
from shigu.engine.pack.validate import validate

ROWS = 100_000
LINKS = 90
DISTRICTS = 13
TRADES = ("摄像机", "镜头", "芯片", "传感器", "算法", "软件", "模组", "线路板")


def generate(directory: Path, rows: int, seed: int = 0) -> int:
    """Write the pack; the number of its rows."""
    draw = random.Random(seed)
    write_templates(directory, date(2026, 11, 23))
    bodies = [f"913301{i % DISTRICTS + 1:02d}MA{i:07d}0" for i in range(rows)]
    codes = [
        body[:17] + check for body, check in zip(bodies, check_characters(bodies), strict=True)
    ]
    tables = {
        "sources": ["s-1,登记,,,,2026-11-23,,registry,fact,"],
        "districts": [
            f"d-{i},3301{i + 1:02d},区县{i},,district,,,fact,s-1," for i in range(DISTRICTS)
        ],
        "chains": ["c-1,1,链,,,fact,s-1,"],
        "links": ["seg,c-1,,foundation,分段,,,,,,,1,fact,s-1,"]
        + [
            f"l-{i},c-1,seg,foundation,环节{i},,,,词{i};甲{i},,39,1,fact,s-1," for i in range(LINKS)
        ],
        "organisations": [
            f"o-{i},{code},杭州第{i}视觉科技有限公司,,,enterprise,,d-{i % DISTRICTS},,"
            f"阡陌路{i % 999}号,{draw.uniform(119.6, 120.7):.4f},{draw.uniform(29.9, 30.5):.4f},"
            f"street,{draw.randint(1995, 2026)}-{draw.randint(1, 12):02d},{draw.randint(10, 9000)},"
            f"{draw.randint(50, 90000)},{draw.randint(5, 900)},"
            f'"{draw.choice(TRADES)};{draw.choice(TRADES)}, 配件",fact,s-1,'
            for i, code in enumerate(codes)
        ],
        "positions": [
            f"p-{i},o-{i},l-{draw.randrange(LINKS)},{draw.uniform(0.2, 1):.2f},scope,0.8,fact,s-1,"
            for i in range(rows)
        ],
    }
    for name, lines in tables.items():
        with (directory / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return sum(len(lines) for lines in tables.values())


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "pack"
        written = generate(directory, rows)
        started = time.perf_counter()
        problems = validate(directory)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert problems == (), problems[:3]
    case = f"validate a pack of {rows:,} organisations"
    tell(case, seconds, "s", written, 10.0)
    tell(f"{case}, peak memory of the process", peak, "MB", written, 1024.0)


def tell(case: str, ours: float, unit: str, rows: int, target: float) -> None:
    print(
        json.dumps(
            {"case": case, "ours": round(ours, 3), "unit": unit, "rows": rows, "target": target}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
