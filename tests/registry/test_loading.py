"""Loading a registry: what is written becomes rows, what is broken is set aside and counted."""

import csv
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from shigu.engine.entity.identifiers import check_characters
from shigu.registry.firms.cleaning import day, identified, wan
from shigu.registry.firms.loading import load
from shigu.registry.firms.placing import placed
from shigu.scale.refusals import TableRefused

AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
HIK, DAHUA = "91330000733796106P", "91330000727215176K"
NEWCOMER = "91440300192203821" + check_characters(["914403001922038210"])[0]
HEADER = ["企业名称", "统一社会信用代码", "成立日期", "注册资本", "住所", "经营范围"]
ROWS = [
    ["海康", HIK, "2001/11/30", "93亿(元人民币)", "杭州市滨江区阡陌路", "安防"],
    ["大华", DAHUA, "2001-03-12", "1,000(万元人民币)", "杭州市下城区", "视频"],
    ["大华又一行", DAHUA, "N/A", "N/A", "", ""],
    ["错码", HIK[:-1] + "Q", "", "", "", ""],
    ["无码", "", "", "", "", ""],
]


def as_csv(path, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return path


def as_xlsx(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(number, 0, row)
    return path


def as_parquet(path):
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(HEADER)}
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("kind", ["csv", "gbk", "xlsx", "parquet"])
def test_every_kind_of_file_gives_the_same_rows(tmp_path, kind):
    source = {
        "csv": lambda: as_csv(tmp_path / "a.csv"),
        "gbk": lambda: as_csv(tmp_path / "a.csv", "gb18030"),
        "xlsx": lambda: as_xlsx(tmp_path / "a.xlsx"),
        "parquet": lambda: as_parquet(tmp_path / "a.parquet"),
    }[kind]()
    told = load(source, tmp_path / "store", AT)
    assert told.aside == {"no_id": 1, "unknown_id": 1, "doubled": 1}
    assert told.changes == {"new": 2, "changed": 0, "gone": 0}
    rows = {row["uscc"]: row for row in pq.read_table(tmp_path / "store/firms.parquet").to_pylist()}
    assert list(rows) == [DAHUA, HIK]
    assert (rows[HIK]["founded"], rows[HIK]["capital_wan"], rows[HIK]["name"]) == (
        "2001-11-30",
        930_000,
        "海康",
    )
    assert rows[DAHUA]["name"] == "大华"
    with (tmp_path / "store/quarantine.csv").open(encoding="utf-8") as file:
        assert sorted(row["code"] for row in csv.DictReader(file)) == sorted(told.aside)


def test_the_next_file_tells_what_is_new_changed_and_gone(tmp_path):
    as_csv(tmp_path / "a.csv")
    load(tmp_path / "a.csv", tmp_path, AT)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    changed = text.replace("安防", "安防、机器人").replace(DAHUA, NEWCOMER)
    (tmp_path / "a.csv").write_text(changed, encoding="utf-8")
    assert load(tmp_path / "a.csv", tmp_path, AT).changes == {"new": 1, "changed": 1, "gone": 1}


def test_a_table_that_is_none_leaves_the_registry_before(tmp_path):
    load(as_csv(tmp_path / "a.csv"), tmp_path, AT)
    before = (tmp_path / "firms.parquet").read_bytes()
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TableRefused):
        load(tmp_path / "b.csv", tmp_path, AT)
    assert (tmp_path / "firms.parquet").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("200(万元人民币)", 200.0),
        ("1.5亿元", 15_000.0),
        ("50000元", 5.0),
        ("500万美元", None),
        ("300", 300.0),
        ("N/A", None),
    ],
)
def test_amounts_are_in_ten_thousand_yuan(text, amount):
    assert wan(text) == amount


def test_days_codes_and_places_are_read_as_written_or_left_unknown():
    assert [day(text) for text in ("2019年4月8日", "2019-04-08 00:00:00", "去年")] == [
        "2019-04-08",
        "2019-04-08",
        "",
    ]
    assert identified([HIK, HIK.lower(), HIK[:-1] + "Q", "x"]) == [HIK, HIK, "", ""]


LOCAL, DISTANT = "91330108MA2B0000XX", "91320102MA2B0000XX"
LIANGZHU, QIAOSI = (120.03, 30.37), (120.28, 30.36)


@pytest.mark.parametrize(
    ("told", "address", "code", "point", "place"),
    [
        ("", "杭州市萧山区市心路", LOCAL, None, "萧山区"),
        ("", "江干区", LOCAL, None, "上城区"),
        ("西湖区", "", LOCAL, None, "西湖区"),
        ("", "中山路一号", DISTANT, None, "玄武区"),
        ("", "鼓楼区中山路一号", DISTANT, None, "鼓楼区"),
        ("", "杭州市滨江区江陵路", DISTANT, None, "滨江区"),
        ("", "余杭区三家村街", "", None, ""),
        ("", "余杭区三家村街", "", LIANGZHU, "余杭区"),
        ("", "余杭区三家村街", "", QIAOSI, "临平区"),
        ("", "余杭区三家村街", "", (120.2, 30.2), ""),
    ],
)
def test_a_district_is_told_by_the_row_the_address_the_registrar_or_the_point(
    told, address, code, point, place
):
    assert placed([told], [address], [code], [point]) == [place]
