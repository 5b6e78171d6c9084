"""A small registry of invented firms, as ``shigu registry load`` leaves it."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from shigu.conf.environment import environment
from shigu.registry.firms.store import ABOUT, FIRMS, POSITIONS, SCHEMA

SHAPE = {
    "former": "",
    "address": "",
    "founded": "",
    "capital_wan": None,
    "kind": "",
    "industry": "",
    "lon": None,
    "lat": None,
}
LENS = "91330108MA0000001A"
CHIP = "91330109MA0000002B"
SHOP = "91330102MA0000003C"
ROWS = (
    {
        "uscc": LENS,
        "name": "杭州远目镜头有限公司",
        "former": "杭州远目贸易有限公司",
        "district": "滨江区",
        "address": "滨江区长河街道一号",
        "founded": "2015-03-02",
        "capital_wan": 500.0,
        "industry": "4040",
        "scope": "光学镜头的研发、生产",
    },
    {
        "uscc": CHIP,
        "name": "浙江近影芯片股份有限公司",
        "district": "萧山区",
        "founded": "2021-07-09",
        "capital_wan": 12000.0,
        "industry": "3973",
        "scope": "图像传感器芯片的设计",
    },
    {"uscc": SHOP, "name": "杭州一家面馆", "district": "", "scope": "餐饮服务 100% 手工"},
)


def load(folder, rows=ROWS, positions=((LENS, "lens"), (CHIP, "image-sensor"), (LENS, "coating"))):
    """Write the registry into ``folder``; the environment that points there."""
    folder.mkdir(exist_ok=True)
    table = pa.Table.from_pylist([SHAPE | row for row in rows], SCHEMA)
    pq.write_table(table, folder / FIRMS)
    standing = [{"id": code, "link": link} for code, link in positions]
    pq.write_table(pa.Table.from_pylist(standing), folder / POSITIONS)
    told = {"file": "firms.csv", "loaded_at": "2026-11-27T08:00:00", "rows": len(rows)}
    (folder / ABOUT).write_text(json.dumps(told), encoding="utf-8")
    return environment().model_copy(update={"registry": folder})
