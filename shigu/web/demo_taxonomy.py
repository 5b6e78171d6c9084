"""An earlier draft of the demonstration's own taxonomy, so that a re-mapping is to be seen.

Some links of today were one link in the draft; the real firms of the cluster stand there, and
``chain_mappings`` say what became of it. It is a pack of its own and touches no table of the site.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.build import pack_of
from shigu.engine.pack.read import Pack
from shigu.engine.pack.serialise import pack_files
from shigu.engine.plan.chain_inputs import current_chain

NAME, DRAFT, NOW = "taxonomy-draft", "draft", "now"
TITLE = (
    "本集群 · 分类的上一稿（示例）",
    "This cluster · an earlier draft of the taxonomy (example)",
)
MERGED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "draft-analog",
        "模拟与接口芯片（上一稿）",
        "Analog and interface chips (draft)",
        ("analog-power", "interface-isolation"),
    ),
    (
        "draft-network",
        "联网设备（上一稿）",
        "Networking equipment (draft)",
        ("network-equipment", "edge-gateway", "fiber-cable"),
    ),
    (
        "draft-video",
        "视频平台与云（上一稿）",
        "Video platforms and clouds (draft)",
        ("video-platform", "video-cloud"),
    ),
)


def draft_of(pack: Pack) -> bytes:
    """The draft with the real firms of the cluster, as a zip file."""
    into = {old: new for new, _zh, _en, olds in MERGED for old in olds}
    tables = pack.tables
    own = tables["districts"].filter(pl.col("player").is_not_null())["id"].implode()
    firms = tables["organisations"].filter(
        (pl.col("status") == "fact") & pl.col("district").is_in(own)
    )
    draft = pack_of(
        {
            **{name: tables[name] for name in ("sources", "districts", "zones")},
            "organisations": firms,
            "chains": _chains(tables["chains"], current_chain(pack)),
            "links": _links(tables["links"].filter(pl.col("chain") == current_chain(pack)), into),
            "chain_mappings": _mappings(),
            "supplies": _once(tables["supplies"], into, "from_link", "to_link").filter(
                pl.col("from_link") != pl.col("to_link")
            ),
            "positions": _once(
                tables["positions"].filter(
                    (pl.col("status") == "fact")
                    & pl.col("organisation").is_in(firms["id"].implode())
                ),
                into,
                "link",
                also=("organisation",),
            ),
        },
        name=NAME,
        version="1.0.0",
        title_zh=TITLE[0],
        title_en=TITLE[1],
        created=pack.created,
        geometries={},
    )
    return archive_of(pack_files(draft), NAME)


def _chains(chains: pl.DataFrame, current: str) -> pl.DataFrame:
    """The draft in force; what its links became stands in a version without a day."""
    one = chains.filter(pl.col("id") == current)
    names = {"name_zh": pl.lit(TITLE[0]), "name_en": pl.lit(TITLE[1])}
    draft = one.with_columns(
        id=pl.lit(DRAFT), version=pl.lit(DRAFT), valid_from=pl.lit(date(2026, 1, 1)), **names
    )
    now = one.with_columns(id=pl.lit(NOW), valid_from=pl.lit(None, dtype=pl.Date))
    return pl.concat([draft.cast(one.schema), now.cast(one.schema)])


def _links(links: pl.DataFrame, into: dict[str, str]) -> pl.DataFrame:
    parted = pl.col("id").is_in(list(into))
    kept = links.with_columns(
        chain=pl.when(parted).then(pl.lit(NOW)).otherwise(pl.lit(DRAFT)),
        parent=pl.when(parted).then(None).otherwise(pl.col("parent")),
    )
    merged = [
        links.filter(pl.col("id") == olds[0]).with_columns(
            id=pl.lit(new),
            chain=pl.lit(DRAFT),
            name_zh=pl.lit(zh),
            name_en=pl.lit(en),
            status=pl.lit("illustrative"),
        )
        for new, zh, en, olds in MERGED
    ]
    return pl.concat([kept, *merged])


def _mappings() -> pl.DataFrame:
    rows = [
        {
            "id": f"{new}-{old}",
            "from_link": new,
            "to_link": old,
            "share": 1 / len(olds),
            "status": "illustrative",
        }
        for new, _zh, _en, olds in MERGED
        for old in olds
    ]
    return pl.DataFrame(rows)


def _once(
    rows: pl.DataFrame, into: dict[str, str], *ends: str, also: Sequence[str] = ()
) -> pl.DataFrame:
    """Rows at the links of the draft, the first of those that fall together."""
    moved = rows.with_columns(pl.col(end).replace(into) for end in ends)
    return moved.unique([*ends, *also], keep="first", maintain_order=True)
