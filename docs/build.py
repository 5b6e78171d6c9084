"""Renews docs/reference from the code: the pack's tables, the schema of plan.json, the commands."""

import json
import subprocess
import sys
from pathlib import Path

from shigu.engine.pack.describe import describe
from shigu.engine.pack.schema import schema
from shigu.engine.plan.document import json_schema

HERE = Path(__file__).parent / "reference"
COMMANDS = ["-m", "typer", "shigu.cli.main", "utils", "docs", "--name", "shigu"]


def commands() -> str:
    """Every command with its arguments and options, as Typer tells them."""
    told = subprocess.run([sys.executable, *COMMANDS], check=True, capture_output=True, text=True)
    return told.stdout.rstrip() + "\n"


def pages() -> dict[str, str]:
    """Every generated file by its name."""
    shape = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    return {"pack.md": describe(schema()), "plan.schema.json": shape, "commands.md": commands()}


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
