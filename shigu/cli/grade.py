"""``shigu grade``: the yearly assessment of firms or parks under a scheme."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.refusal import Lang, refuse, unusable
from shigu.engine.grading.grade import grade as graded
from shigu.engine.grading.lift import lifts
from shigu.engine.grading.load import read_scheme, read_units
from shigu.engine.grading.results import Grading, UnitLifts
from shigu.engine.grading.schemes import SUFFIX, schemes
from shigu.engine.grading.stability import stability
from shigu.engine.grading.values import GradingError, Scheme

EVERYBODY = "all"


def grade(
    units: Annotated[
        Path, typer.Argument(help="企业或园区的 CSV · Firms or parks as CSV (id, name, group, …)")
    ],
    scheme: Annotated[
        str, typer.Option(help="办法编号，或 YAML 文件 · Id of a scheme, or a YAML file")
    ] = "huangyan-2023",
    lift: Annotated[
        list[str] | None,
        typer.Option(help="怎样升一档：对象编号，可多次，或 all · What lifts it one grade"),
    ] = None,
    swing: Annotated[
        float, typer.Option(min=0, max=0.99, help="权重变动幅度 · How far weights move")
    ] = 0.2,
    draws: Annotated[int, typer.Option(min=1, help="抽样次数 · Draws of the weights")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="随机种子 · Seed of the draws")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """考核评价：分档、升一档差什么、名次稳不稳 · Grades, what lifts one, how sure ranks are."""
    try:
        rules = _scheme(scheme)
        rows = read_units(_text(units), rules)
        found = graded(rules, rows)
        asked = rows.ids if lift and EVERYBODY in lift else tuple(lift or ())
        raised = [lifts(rules, rows, unit) for unit in asked]
        sure = stability(rules, rows, swing=swing, draws=draws, seed=seed)
    except GradingError as error:
        refuse(f"{error.place}：{error.zh}" if lang == "zh" else f"{error.place}: {error.en}")
    except OSError as error:
        refuse(unusable(units, error, lang))
    if as_json:
        document = {
            "grading": asdict(found),
            "lifts": [asdict(one) for one in raised],
            "stability": {"swing": swing, "draws": draws, "units": [asdict(one) for one in sure]},
        }
        typer.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
        return
    kept = {one.id: one.grade_kept for one in sure}
    typer.echo("\n".join([*_table(found, kept), *_lifts(rules, raised, lang)]))


def _scheme(given: str) -> Scheme:
    """Raises:
    GradingError: no shipped scheme has that id and no file that name.
    """
    if given in schemes():
        return schemes()[given]
    if given.endswith((SUFFIX, ".yml")):
        return read_scheme(_text(Path(given)))
    known = "、".join(schemes())
    raise GradingError(given, f"没有这个办法；现有 {known}", f"no such scheme; there are {known}")


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GradingError(
            str(path), "不是 UTF-8 文本，请另存为 CSV UTF-8", "no UTF-8 text: save it as CSV UTF-8"
        ) from None


def _table(found: Grading, kept: dict[str, float]) -> list[str]:
    head = f"{found.name_zh} · {found.name_en}"
    counts = "  ".join(f"{name} {count}" for name, count in found.counts.items())
    rows = [
        f"{row.rank:>4}  {row.grade}  {row.total:>9.2f}  {kept[row.id]:>5.0%}  {row.name}"
        for row in found.units
    ]
    return [head, counts, "名次  档  得分 · points  档不变 · kept", *rows]


def _lifts(scheme: Scheme, raised: list[UnitLifts], lang: str) -> list[str]:
    measures: dict[str, Any] = {measure.id: measure for measure in scheme.measures}
    lines = []
    for unit in raised:
        lines.append(f"{unit.id}：" if lang == "zh" else f"{unit.id}:")
        for one in unit.lifts:
            measure = measures[one.measure]
            name = measure.name_zh if lang == "zh" else measure.name_en
            if one.needed is None:
                tail = "单靠它不够" if lang == "zh" else "does not suffice alone"
                lines.append(f"  {name} {one.value:g} → {one.tried:g} {measure.unit}  {tail}")
            else:
                lines.append(
                    f"  {name} {one.value:g} → {one.needed:g} {measure.unit}"
                    f"  {one.of} {one.more:+,.2f}  → {one.grade}"
                )
    return lines
