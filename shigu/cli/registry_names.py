"""``shigu registry look-up`` and ``resolve``: who is meant, and who is there twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.refusal import Lang, refuse, unusable

TABLE = Annotated[Path, typer.Argument(help="CSV 或 Parquet · CSV or Parquet")]
RESOLVED = {
    "zh": "{0:,} 条记录，{1:,} 家，{2:,} 对待人看 → {3}",
    "en": "{0:,} records, {1:,} organisations, {2:,} pairs to review → {3}",
}
ASIDE = {"zh": "{0:,} 行有问题，放在 {1}", "en": "{0:,} rows set aside in {1}"}


def look_up(
    file: TABLE,
    names: Annotated[list[str], typer.Argument(help="企业名称 · Names of firms")],
    lang: Lang = "zh",
) -> None:
    """名称指的是登记册里的哪一家，或为何不给 · Who is meant by each name; one JSON line each."""
    from shigu.engine.entity.lookup.index import NameIndex
    from shigu.engine.entity.names.kinship import TOLD, Kinship
    from shigu.scale.records import table
    from shigu.scale.refusals import TableRefused

    try:
        read = table(file, file.with_name(file.name + ".quarantine.csv"))
    except TableRefused as refusal:
        refuse(refusal.zh if lang == "zh" else refusal.en)
    except OSError as error:
        refuse(unusable(file, error, lang))
    found = NameIndex(read.names).look_up(names)
    for at, name in enumerate(names):
        kinship, nearest = Kinship(int(found.kinships[at])), int(found.nearest[at])
        words = TOLD[kinship][lang == "en"]
        slips = round((1 - found.scores[at]) * max(1, len(name)))
        told = {
            "name": name,
            "row": int(found.ids[at]) if found.ids[at] >= 0 else None,
            "nearest": read.names[nearest] if nearest >= 0 else None,
            "uscc": read.codes[nearest] if nearest >= 0 else None,
            "score": round(float(found.scores[at]), 4),
            "kinship": kinship.name.lower(),
            "why": words.format(slips=slips),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))


def resolve(
    file: TABLE,
    out: Annotated[Path, typer.Option(help="归并结果（Parquet）· The clusters, as Parquet")],
    lang: Lang = "zh",
) -> None:
    """哪些记录是同一家 · Which records are of one organisation, and which pairs to look at."""
    from shigu.scale.refusals import TableRefused
    from shigu.scale.resolving import resolved

    try:
        done = resolved(file, out)
    except TableRefused as refusal:
        refuse(refusal.zh if lang == "zh" else refusal.en)
    except OSError as error:
        refuse(unusable(file, error, lang))
    counts = (done.records, done.organisations, done.to_review)
    typer.echo(RESOLVED[lang].format(*counts, out), err=True)
    if done.aside:
        typer.echo(ASIDE[lang].format(sum(done.aside.values()), done.quarantine), err=True)
