"""``shigu text``: train the model of names and ties, read statements out of passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.refusal import Lang, refuse, unusable

text_app = typer.Typer(
    help="从文本到陈述 · From text to statements",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@text_app.command()
def train(
    out: Annotated[Path, typer.Argument(help="模型文件 · The model to write")],
    passages: Annotated[
        Path | None,
        typer.Option(help="标注语料文件夹（*.txt）· A folder of labelled passages"),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="随机种子 · Seed")] = None,
    lang: Lang = "zh",
) -> None:
    """训练名称与关系的模型；同样的语料和种子得到同样的模型 · Train the model, reproducibly."""
    from shigu.engine.text.passages import MarkupError, parse
    from shigu.engine.text.passages import passages as shipped
    from shigu.engine.text.tagger.train import SEED
    from shigu.engine.text.training import train as learn

    try:
        own = (
            shipped("train")
            if passages is None
            else tuple(
                passage
                for path in sorted(passages.glob("*.txt"))
                for passage in parse(path.read_text("utf-8"), path.stem)
            )
        )
    except MarkupError as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(passages or out, error, lang))
    if not any(passage.names for passage in own):
        refuse("没有带标注的语料" if lang == "zh" else "no labelled passage")
    learn(own, out, seed=SEED if seed is None else seed)
    typer.echo(f"{len(own)} → {out}", err=True)


@text_app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="每行一个 JSON（id、text、pub_date）· JSON lines")],
    model: Annotated[Path | None, typer.Option(help="另用模型 · Another model")] = None,
    lang: Lang = "zh",
) -> None:
    """抽取名称、数量、关系和事件，位置指向原文 · Names, values, relations, events, raw offsets."""
    from shigu.engine.text.extract import extract as read
    from shigu.engine.text.shown import shown
    from shigu.engine.text.tagger.tag import names, opened, tagged
    from shigu.engine.text.ties.ties import beside
    from shigu.engine.text.ties.weights import load

    try:
        rows = list(_rows(file, lang))
    except OSError as error:
        refuse(unusable(file, error, lang))
    try:
        other = opened(model) if model else None
        ties = load(beside(model)) if model else None
    except OSError as error:
        refuse(unusable(model or file, error, lang))
    for row, published in rows:
        tagger = (lambda text: tagged(other, text)) if other else names
        found = read(row["text"], published, tagger, ties)
        document = {"id": row.get("id"), "pub_date": row.get("pub_date"), "text": row["text"]}
        typer.echo(json.dumps(document | shown(found), ensure_ascii=False, allow_nan=False))


def _rows(file: Path, lang: str) -> Iterator[tuple[dict[str, Any], date | None]]:
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield row | {"text": _text(row)}, _day(row)
        except (ValueError, TypeError) as error:
            told = f"第 {number} 行：{error}" if lang == "zh" else f"line {number}: {error}"
            refuse(told)


def _text(row: Any) -> str:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('要有 needs {"id": …, "text": "…", "pub_date": "2024-03-19" | null}')
    return str(row["text"])


def _day(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["pub_date"]) if row.get("pub_date") else None
