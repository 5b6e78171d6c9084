"""What a sound pack is as values."""

from datetime import date
from hashlib import sha256

import polars as pl

from shigu.engine.pack.read import read_pack
from shigu.engine.pack.schema import schema
from tests.engine.pack.cast import edit, write_pack


def test_tables_are_typed(tmp_path):
    pack = read_pack(write_pack(tmp_path / "pack"))

    organisation = pack.tables["organisations"].row(0, named=True)
    assert organisation["founded"] == "2001-11"
    assert organisation["stock_code"] == "002415"
    assert organisation["capital_wan"] == 5000.0
    assert organisation["staff"] == 900
    assert organisation["products"] == ["摄像机", "录像机"]
    space = pack.tables["spaces"].row(1, named=True)
    assert (space["divisible"], space["exhaust"]) == (True, False)
    assert space["available_from"] == date(2027, 1, 1)
    assert space["codes_allowed"] is None
    assert pack.tables["pools"]["month_to"].to_list() == [date(2027, 12, 1), None]
    assert pack.tables["layouts"]["valid_from"].to_list() == [date(2022, 3, 3), date(2024, 4, 1)]
    assert pack.tables["sources"].schema["date"] == pl.String


def test_every_table_is_there_with_every_column(tmp_path):
    pack = read_pack(write_pack(tmp_path / "pack"))

    assert list(pack.tables) == list(schema().tables)
    for name, table in schema().tables.items():
        assert tuple(pack.tables[name].columns) == table.names
    assert pack.tables["scenarios"].is_empty()


def test_the_package_and_its_boundaries_are_there(tmp_path):
    pack = read_pack(write_pack(tmp_path / "pack"))

    assert (pack.name, pack.version, pack.title_zh) == ("small", "1.0", "小数据包")
    assert (pack.title_en, pack.created) == ("A small pack", date(2026, 11, 23))
    assert list(pack.geometries) == ["zones.geojson#park"]


def test_the_hash_covers_names_and_contents_of_all_files(tmp_path):
    directory = write_pack(tmp_path / "pack")
    pack = read_pack(directory)
    digest = sha256()
    files = [path for path in directory.rglob("*") if path.is_file()]
    for path in sorted(files, key=lambda path: path.relative_to(directory).as_posix()):
        content = path.read_bytes()
        name = path.relative_to(directory).as_posix().encode()
        digest.update(name + b"\0" + len(content).to_bytes(8, "big") + content)
    assert pack.hash == digest.hexdigest()

    edit(directory, "agreements/xb.yaml", "half", "third")
    assert read_pack(directory).hash != pack.hash


def test_hidden_and_lock_files_do_not_belong_to_the_pack(tmp_path):
    directory = write_pack(tmp_path / "pack")
    before = read_pack(directory).hash
    (directory / ".DS_Store").write_bytes(b"\0")
    (directory / "~$zones.csv").write_bytes(b"\0")

    assert read_pack(directory).hash == before


def test_chinese_headers_are_read_like_english_ones(tmp_path):
    directory = write_pack(tmp_path / "pack")
    english = read_pack(directory).tables
    for name, table in schema().tables.items():
        path = directory / f"{name}.csv"
        if path.exists():
            header, _, body = path.read_text(encoding="utf-8").partition("\n")
            chinese = ",".join(table.field(column).zh for column in header.split(","))
            path.write_text("\ufeff" + chinese + "\n" + body, encoding="utf-8")

    tables = read_pack(directory).tables

    assert all(tables[name].equals(english[name]) for name in tables)


def test_windows_line_ends_and_blank_rows_at_the_end_do_not_count(tmp_path):
    directory = write_pack(tmp_path / "pack")
    positions = read_pack(directory).tables["positions"]
    path = directory / "positions.csv"
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n") + ",,,,,,,,\r\n\r\n"
    path.write_bytes(text.encode())

    assert read_pack(directory).tables["positions"].equals(positions)


def test_a_cell_may_hold_commas_quotes_and_line_ends(tmp_path):
    directory = write_pack(tmp_path / "pack")
    edit(directory, "sources.csv", "地方文件", '"甲, ""乙""\n丙"')

    assert read_pack(directory).tables["sources"]["title"][0] == '甲, "乙"\n丙'


def test_what_spreadsheets_make_of_true_and_false_is_read(tmp_path):
    directory = write_pack(tmp_path / "pack")
    edit(directory, "spaces.csv", "地,land,,40,false", "地,land,,40,FALSE")

    assert read_pack(directory).tables["spaces"]["divisible"].to_list() == [False, True]
