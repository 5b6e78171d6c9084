"""Renews docs/reference from the code: the pack's tables, the schema of plan.json, the commands."""

import json
import subprocess
import sys
from pathlib import Path

from pydantic.fields import FieldInfo

from shigu.conf.environment import Environment
from shigu.engine.pack.describe import describe
from shigu.engine.pack.schema import schema
from shigu.engine.plan.document import json_schema

HERE = Path(__file__).parent / "reference"
COMMANDS = ["-m", "typer", "shigu.cli.main", "utils", "docs", "--name", "shigu"]


def commands() -> str:
    """Every command with its arguments and options, as Typer tells them."""
    told = subprocess.run([sys.executable, *COMMANDS], check=True, capture_output=True, text=True)
    return told.stdout.rstrip() + "\n"


def settings() -> str:
    """Every setting of an installation with its default and meaning."""
    rows = [
        f"| `SHIGU_{name.upper()}` | {_default(name, field)} | {field.description} |"
        for name, field in Environment.model_fields.items()
    ]
    head = "# 设置 · Settings\n\n环境变量，或当前目录的 `.env` 文件。"
    head += "Environment variables, or a file `.env` in the working directory.\n"
    return "\n".join(
        [head, "| 名称 · name | 默认 · default | 含义 · meaning |", "|---|---|---|", *rows, ""]
    )


def _default(name: str, field: FieldInfo) -> str:
    return "`~/.local/share/shigu`" if name == "home" else f"`{field.default}`".replace("``", "")


def pages() -> dict[str, str]:
    """Every generated file by its name."""
    shape = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    return {
        "pack.md": describe(schema()),
        "plan.schema.json": shape,
        "commands.md": commands(),
        "settings.md": settings(),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
