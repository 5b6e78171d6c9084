"""``shigu sharing check`` and ``annex``: is an agreement sound, and what officers sign of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.refusal import INPUT_AT_FAULT, Lang, refuse, unusable
from shigu.engine.sharing.rules.checks import examine
from shigu.engine.sharing.rules.problems import Problem, to_json
from shigu.engine.sharing.rules.values import Agreement
from shigu.report.annex import annex as write_annex

AgreementFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="协议文件 · The agreement as YAML")
]


def check(
    agreement: AgreementFile,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出 · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """检查协议，列出全部问题与改法 · Name every problem of an agreement and its cure."""
    _, problems = _examined(agreement, lang)
    if as_json:
        typer.echo(json.dumps([to_json(found) for found in problems], ensure_ascii=False))
    elif problems:
        typer.echo("\n".join(found.told(lang) for found in problems))
    else:
        typer.echo("协议没有问题。" if lang == "zh" else "The agreement is sound.")
    if problems:
        raise typer.Exit(INPUT_AT_FAULT)


def annex(
    agreement: AgreementFile,
    *,
    out: Annotated[Path, typer.Option("--out", help="输出的 docx · The docx to write")],
    lang: Lang = "zh",
) -> None:
    """写出协议附件 docx · Write the annex of an agreement as docx."""
    content = write_annex(sound(agreement, lang), lang)
    try:
        out.write_bytes(content)
    except OSError as error:
        refuse(unusable(out, error, lang))
    typer.echo(f"已写出 {out}。" if lang == "zh" else f"Wrote {out}.")


def sound(path: Path, lang: str) -> Agreement:
    """The agreement of a file; the command ends with its problems where it has any."""
    agreement, problems = _examined(path, lang)
    if agreement is None or problems:
        refuse(*(found.told(lang) for found in problems))
    return agreement


def _examined(path: Path, lang: str) -> tuple[Agreement | None, tuple[Problem, ...]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        zh = f"{path} 不是 UTF-8 编码。请另存为 UTF-8。"
        refuse(zh if lang == "zh" else f"{path} is not UTF-8: save it as UTF-8.")
    except OSError as error:
        refuse(unusable(path, error, lang))
    return examine(text, name=path.name)
