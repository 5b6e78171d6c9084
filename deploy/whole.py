"""Refuse a wheel that lacks a file of the package: a page would come up without its map.

python deploy/whole.py build/bundle/wheels/shigu-0.1.0-py3-none-any.whl
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_SHIPPED = {".pyc", ".po"}


def missing(wheel: Path, root: Path = ROOT) -> list[str]:
    """Files under ``root/shigu`` that ``wheel`` does not carry, as paths from ``root``."""
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    files = (path for path in (root / "shigu").rglob("*") if path.is_file())
    wanted = (path for path in files if path.suffix not in NOT_SHIPPED)
    return sorted({path.relative_to(root).as_posix() for path in wanted} - carried)


if __name__ == "__main__":
    if lacking := missing(Path(sys.argv[1])):
        sys.exit("the wheel lacks files of the package:\n" + "\n".join(lacking))
