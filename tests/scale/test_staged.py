"""CSV, xlsx and Parquet become the same rows; what is broken is set aside and counted."""

from __future__ import annotations

import csv
import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from shigu.scale.refusals import TableRefused
from shigu.scale.staged import staged

HEADER = ["uscc", "企业名称", "经营范围", "注册资本"]
ROWS = [["91A", "甲公司", "生产：芯片", "10"], ["", "无号公司", "镜头", "1"], ["91B", "乙", "", ""]]
FIELDS = {"id": ["91A", "91B"], "name": ["甲公司", "乙"], "scope": ["生产：芯片", ""]}


def as_csv(path, encoding="utf-8", *, packed=False):
    text = "\n".join(",".join(row) for row in [HEADER, *ROWS]) + "\n"
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content) if packed else content)


def as_xlsx(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(place, 0, row)


def as_parquet(path):
    columns = {name: [row[i] or None for row in ROWS] for i, name in enumerate(HEADER)}
    pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.csv", as_csv),
        ("a.csv.gz", lambda path: as_csv(path, packed=True)),
        ("gbk.csv", lambda path: as_csv(path, "gbk")),
        ("a.xlsx", as_xlsx),
        ("a.parquet", as_parquet),
    ],
    ids=["csv", "gzip", "gbk", "xlsx", "parquet"],
)
def test_every_kind_of_table_gives_the_same_rows(tmp_path, name, write):
    write(tmp_path / name)
    source = staged(tmp_path / name, tmp_path, tmp_path / "aside.csv")
    table = pq.read_table(source.path, columns=list(source.columns.values()))
    rows = table.rename_columns(list(source.columns)).to_pylist()
    sound = [{k: v or "" for k, v in row.items()} for row in rows if row["id"]]
    assert sound == [
        dict(zip(FIELDS, each, strict=True)) for each in zip(*FIELDS.values(), strict=True)
    ]
    assert (source.rows, source.aside) == (2, {"no_id": 1})
    with (tmp_path / "aside.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["code"], row["line"]) == ("no_id", "2" if name == "a.parquet" else "3")


def test_rows_with_other_columns_than_the_header_are_set_aside(tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n1,a\n2\n3,c,x\n,d\n5,e\n", encoding="utf-8")
    source = staged(tmp_path / "a.csv", tmp_path, tmp_path / "aside.csv")
    assert pq.read_table(source.path).to_pylist() == [
        {"id": "1", "name": "a"},
        {"id": "5", "name": "e"},
    ]
    assert source.aside == {"columns": 2, "no_id": 1}
    with (tmp_path / "aside.csv").open(encoding="utf-8") as file:
        kept = [(row["line"], row["code"], row["text"]) for row in csv.DictReader(file)]
    assert kept == [("3", "columns", "2"), ("4", "columns", "3,c,x"), ("5", "no_id", "d")]


def test_a_sound_file_leaves_no_file_of_broken_rows(tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n1,a\n", encoding="utf-8")
    assert staged(tmp_path / "a.csv", tmp_path, tmp_path / "aside.csv").aside == {}
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "rows.parquet"}


@pytest.mark.parametrize("content", [b"", b"name,scope\nx,y\n", b"id,other\n1,2\n"])
def test_a_file_without_the_columns_is_refused_and_leaves_nothing(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(TableRefused):
        staged(tmp_path / "a.csv", tmp_path, tmp_path / "aside.csv")
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.doc"])
def test_what_is_no_table_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"nothing of the kind")
    with pytest.raises(TableRefused):
        staged(tmp_path / name, tmp_path, tmp_path / "aside.csv")
