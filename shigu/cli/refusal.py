"""How the commands say no: what is wrong, where, and the cure, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from shigu.engine.pack.problems import Problem

INPUT_AT_FAULT = 1
SHOWN_OF_A_KIND = 20
"""How many problems of one code in one table people are shown; ``--json`` has all."""

Lang = Annotated[Literal["zh", "en"], typer.Option(help="语言 · Language of the messages")]


def problems_told(problems: tuple[Problem, ...], lang: str) -> Iterable[str]:
    """The problems by table, each with its place, what is wrong and the cure."""
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


def unusable(path: Path, error: OSError, lang: str) -> str:
    """What to do about a file or directory that cannot be read or written."""
    reason = error.strerror or str(error)
    if lang == "zh":
        return f"{error.filename or path} 无法读写：{reason}。检查权限与路径。"
    return f"{error.filename or path} cannot be used: {reason}. Check permissions and path."


def refuse(*lines: str) -> NoReturn:
    """Say what is wrong on standard error and end with exit code 1."""
    typer.echo("\n".join(lines), err=True)
    raise typer.Exit(INPUT_AT_FAULT)
