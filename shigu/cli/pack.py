"""``shigu pack``: start a data package, and hear every problem of one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from shigu.engine.pack.problems import Problem, to_json
from shigu.engine.pack.templates import write_templates
from shigu.engine.pack.validate import validate

INPUT_AT_FAULT = 1
CHINA_TIME = timezone(timedelta(hours=8))
SHOWN_OF_A_KIND = 20
"""How many problems of one code in one table people are shown; ``--json`` has all."""

Lang = Annotated[Literal["zh", "en"], typer.Option(help="语言 · Language of the messages")]

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
        _refuse(zh if lang == "zh" else en)
    except OSError as error:
        _refuse(_unusable(directory, error, lang))
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
        _refuse(_unusable(directory, error, lang))
    if as_json:
        typer.echo(json.dumps([to_json(found) for found in problems], ensure_ascii=False))
    else:
        typer.echo("\n".join(_report(problems, lang)))
    if problems:
        raise typer.Exit(INPUT_AT_FAULT)


def _report(problems: tuple[Problem, ...], lang: str) -> Iterable[str]:
    if not problems:
        yield "数据包没有问题。" if lang == "zh" else "The pack is sound."
        return
    for table, found in groupby(problems, key=lambda item: item.table):
        listed = list(found)
        yield f"{table}（{len(listed)}）" if lang == "zh" else f"{table} ({len(listed)})"
        yield from _of_table(listed, lang)
    total = len(problems)
    yield f"共 {total} 个问题。" if lang == "zh" else f"{total} problem(s)."


def _of_table(problems: list[Problem], lang: str) -> Iterable[str]:
    shown: Counter[str] = Counter()
    for item in problems:
        shown[item.code] += 1
        if shown[item.code] <= SHOWN_OF_A_KIND:
            yield "  " + _line(item, lang)
    for code, count in shown.items():
        rest = count - SHOWN_OF_A_KIND
        if rest > 0:
            yield (
                f"  … 另有 {rest} 个同类 [{code}]" if lang == "zh" else f"  … {rest} more [{code}]"
            )


def _line(item: Problem, lang: str) -> str:
    place = " ".join(item.place(lang))
    if lang == "zh":
        return f"{place}：{item.message_zh}。{item.cure_zh}。[{item.code}]".lstrip("：")
    return f"{place}: {item.message_en}. {item.cure_en}. [{item.code}]".lstrip(": ")


def _unusable(directory: Path, error: OSError, lang: str) -> str:
    reason = error.strerror or str(error)
    if lang == "zh":
        return f"{error.filename or directory} 无法读写：{reason}。检查权限与路径。"
    return f"{error.filename or directory} cannot be used: {reason}. Check permissions and path."


def _refuse(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(INPUT_AT_FAULT)
