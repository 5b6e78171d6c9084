"""``shigu pack``: start a data package, and hear every problem of one."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.refusal import INPUT_AT_FAULT, Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import to_json
from shigu.engine.pack.templates import write_templates
from shigu.engine.pack.validate import validate

CHINA_TIME = timezone(timedelta(hours=8))

pack_app = typer.Typer(help="数据包 · Data packages", no_args_is_help=True)


@pack_app.command("new")
def new(
    directory: Annotated[Path, typer.Argument(help="新目录 · A new or empty directory")],
    lang: Lang = "zh",
) -> None:
    """写出空白数据包，可用 Excel、WPS 填写 · Write an empty pack for any spreadsheet."""
    try:
        written = write_templates(directory, datetime.now(tz=CHINA_TIME).date())
    except FileExistsError:
        zh = f"{directory} 不是空目录，什么也没有改动。换一个新目录。"
        en = f"{directory} is not empty; nothing was changed. Choose a new directory."
        refuse(zh if lang == "zh" else en)
    except OSError as error:
        refuse(unusable(directory, error, lang))
    zh = f"已在 {directory} 写出 {len(written)} 个文件；填写说明见 README.md。"
    en = f"Wrote {len(written)} files to {directory}; README.md says how to fill them in."
    typer.echo(zh if lang == "zh" else en)


@pack_app.command("validate")
def validate_pack(
    directory: Annotated[Path, typer.Argument(help="数据包目录 · Directory of the pack")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出 · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """检查数据包，列出全部问题与改法 · Name every problem of a pack and its cure."""
    try:
        problems = validate(directory)
    except OSError as error:
        refuse(unusable(directory, error, lang))
    if as_json:
        typer.echo(json.dumps([to_json(found) for found in problems], ensure_ascii=False))
    else:
        typer.echo("\n".join(problems_told(problems, lang)))
    if problems:
        raise typer.Exit(INPUT_AT_FAULT)
