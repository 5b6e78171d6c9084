"""``shigu chain compare``: clusters, or versions of a taxonomy, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import Pack, read_pack
from shigu.engine.plan.errors import PlanError
from shigu.engine.plan.side_by_side import comparison_document

ROWS = (
    ("organisations", "列出的机构", "organisations listed"),
    ("facts", "其中真实", "of them real"),
    ("links_held", "有企业的环节", "links held"),
    ("strong", "强", "strong"),
    ("weak", "弱", "weak"),
    ("none_listed", "没有列出企业", "none listed"),
    ("single_source", "单一来源", "single source"),
    ("specialised", "明显专业化", "surely specialised"),
    ("mean_complexity", "所占环节平均复杂度", "mean complexity held"),
    ("controllable", "应用可控份额", "controllable share"),
)


def compare(
    packs: Annotated[
        list[Path],
        typer.Argument(help="数据包目录，首个定环节 · Packs; the first sets links"),
    ],
    versions: Annotated[
        bool,
        typer.Option("--versions", help="分类的各个版本分别列出 · Each version of the taxonomy"),
    ] = False,
    illustrative: Annotated[
        bool, typer.Option("--illustrative", help="示例企业也算 · Count illustrative firms too")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """集群并排比较：同一条链、同一把尺 · Clusters side by side on the same links."""
    try:
        document = comparison_document(
            [_read(pack, lang) for pack in packs], versions=versions, illustrative=illustrative
        )
    except PlanError as error:
        refuse(str(error))
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        typer.echo("\n".join(_told(document, lang)))


def _read(directory: Path, lang: str) -> Pack:
    try:
        return read_pack(directory)
    except PackError as error:
        refuse(str(directory), *problems_told(error.problems, lang))
    except OSError as error:
        refuse(unusable(directory, error, lang))


def _told(document: dict[str, Any], lang: str) -> Iterator[str]:
    english = lang == "en"
    clusters = document["clusters"]
    yield "\t".join(["", *(one["name_en" if english else "name_zh"] for one in clusters)])
    for key, zh, en in ROWS:
        yield "\t".join([en if english else zh, *(_shown(one[key]) for one in clusters)])
    names = {id_: name["en" if english else "zh"] for id_, name in document["names"].items()}
    for one in document["moved"]:
        way = f"{names[one['from_link']]} → {names[one['to_link']]}"
        yield f"{one['cluster']}: {way} {one['share']:.0%} ({one['organisations']})"
    for one in document["left_out"]:
        word = "not in the first chain" if english else "第一条链没有这个环节"
        yield f"{one['cluster']}: {names[one['link']]} {word} ({one['organisations']})"


def _shown(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
