"""Copy what the pages load, and its licences, from node_modules into the package."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "shigu" / "face" / "static" / "vendor"


def copy() -> None:
    """Lay out ``static/vendor`` anew; a file that is missing stops the set-up."""
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name in package["shipped"]:
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / name, target)
    for name in package["dependencies"]:
        for licence in (ROOT / "node_modules" / name).glob("LICEN*"):
            shutil.copyfile(licence, VENDOR / name / licence.name)


if __name__ == "__main__":
    copy()
