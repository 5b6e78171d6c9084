"""``shigu registry train``: learn from accepted positions what a link's firms say of themselves."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from shigu.cli.refusal import Lang, refuse, unusable

if TYPE_CHECKING:
    import pyarrow as pa

YES = frozenset({"", "1", "true", "yes", "accepted", "是"})


def train(
    file: Annotated[Path, typer.Argument(help="企业表（CSV、xlsx、Parquet）· The firms")],
    accepted: Annotated[
        Path,
        typer.Option(
            help="已审定位 CSV：id、link、accepted · Judged positions: id, link, accepted"
        ),
    ],
    out: Annotated[Path, typer.Option(help="模型文件 · The model to write")],
    seed: Annotated[int, typer.Option(min=0, help="随机种子 · Seed")] = 0,
    lang: Lang = "zh",
) -> None:
    """从已认可的定位学习，给 registry map 重新排序 · Learn from accepted positions."""
    from shigu.engine.chain.mapping.linear import LinearModel, ModelError
    from shigu.scale.refusals import TableRefused

    try:
        held = _held(accepted)
        rows = _rows(file, frozenset(held))
        found = [held[key] for key in rows.column("id").to_pylist()]
        model = LinearModel.learned(_texts(rows), found, seed)
        model.write(out)
    except TableRefused as refusal:
        refuse(refusal.zh if lang == "zh" else refusal.en)
    except ModelError as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(accepted, error, lang))
    typer.echo(f"{len(found)} × {len(model.labels)} → {out}", err=True)


def _held(path: Path) -> dict[str, set[str]]:
    """The accepted links of each firm that was judged; a firm may have none."""
    from shigu.scale.refusals import TableRefused

    held: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"id", "link"} <= set(rows.fieldnames or ()):
            zh, en = f"{path} 要有 id、link 两列", f"{path} needs the columns id and link"
            raise TableRefused(zh, en)
        for row in rows:
            links = held[row["id"]]
            if (row.get("accepted") or "").strip().casefold() in YES:
                links.add(row["link"])
    return dict(held)


def _rows(path: Path, wanted: frozenset[str]) -> pa.Table:
    """The fields of the firms that were judged."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from shigu.scale.columns import fields
    from shigu.scale.staged import BATCH, staged

    with TemporaryDirectory() as folder:
        source = staged(path, Path(folder), Path(folder) / "aside.csv")
        with pq.ParquetFile(source.path) as file:
            ids = pa.array(sorted(wanted), pa.string())
            chosen = [
                told.filter(pc.is_in(told.column("id"), ids))
                for batch in file.iter_batches(BATCH, columns=list(source.columns.values()))
                for told in (fields(batch, source.columns),)
            ]
            schema = pa.schema([(name, pa.string()) for name in source.columns])
            return pa.Table.from_batches(chosen, schema).combine_chunks()


def _texts(rows: pa.Table) -> list[pa.Array]:
    from shigu.engine.chain.mapping.mapper import FIELDS

    columns = (rows.column(name) for name in FIELDS if name in rows.schema.names)
    return [column.combine_chunks() for column in columns]
