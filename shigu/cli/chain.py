"""``shigu chain``: the assessment of a pack's chain, with all indicators."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.chain_compare import compare
from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import Pack, read_pack
from shigu.engine.plan.errors import PlanError

LARGEST_SEED = 2**31 - 1
SHOWN = 5
KINDS = {
    "firm": ("企业", "firm"),
    "link": ("环节", "link"),
    "district": ("区县全部企业", "all of district"),
    "place": ("外地城市全部企业", "all of the city"),
    "outside": ("集群以外全部", "everything outside the cluster"),
    "unnamed": ("来源不明的环节", "unnamed source of"),
}

chain_app = typer.Typer(help="产业链：评估与压力测试 · The chain: assessment", no_args_is_help=True)


chain_app.command("compare")(compare)


@chain_app.callback()
def chain() -> None:
    """产业链 · The chain of a pack."""


@chain_app.command("assess")
def assess(
    directory: Annotated[Path, typer.Argument(help="数据包目录 · Directory of the data package")],
    seed: Annotated[
        int, typer.Option(min=0, max=LARGEST_SEED, help="随机种子 · Seed of all draws")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """评估产业链：强弱、缺口、候选与各项深入指标 · Links, gaps, candidates, every indicator."""
    from shigu.engine.plan.chain_document import chain_document

    try:
        pack = read_pack(directory)
        document = chain_document(pack, seed=seed)
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except PlanError as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(directory, error, lang))
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
    else:
        typer.echo("\n".join(_told(document, pack, lang)))


def _told(document: dict[str, Any], pack: Pack, lang: str) -> Iterator[str]:
    names = _names(pack, lang)
    yield from _gaps(document["gaps"], names, lang)
    yield from _stress(document["stress"], names, lang)


def _names(pack: Pack, lang: str) -> dict[str, str]:
    column = "name_en" if lang == "en" else "name_zh"
    tables = (pack.tables[table] for table in ("districts", "links", "organisations"))
    return {
        row["id"]: row.get("short_name") or row[column] or row["name_zh"]
        for table in tables
        for row in table.iter_rows(named=True)
    }


def _gaps(gaps: list[dict[str, Any]], names: dict[str, str], lang: str) -> Iterator[str]:
    blank = sum(gap["status"] == "blank" for gap in gaps)
    if lang == "en":
        yield f"Gaps: {blank} blank, {len(gaps) - blank} weak. First:"
    else:
        yield f"缺口：空白 {blank} 个，薄弱 {len(gaps) - blank} 个。最急："
    for gap in gaps[:SHOWN]:
        yield f"  {names[gap['link']]}  {gap['priority']:.2f}"


def _stress(found: dict[str, Any], names: dict[str, str], lang: str) -> Iterator[str]:
    hurt = [one for one in found["single"] if one["loss"] > 0]
    tried = sum(found["tried"].values())
    if lang == "en":
        yield f"Single failures: {len(hurt)} of {tried} stop an application. Worst:"
    else:
        yield f"单一失效：{tried} 个中有 {len(hurt)} 个会使应用停摆。最重："
    for one in hurt[:SHOWN]:
        who = "、".join(names[id_] for id_ in one["ids"] if id_ in names)
        yield f"  {KINDS[one['kind']][lang == 'en']} {who}  {one['loss']:.0%}"
