"""A new pack opens in any spreadsheet, is sound, and is a Frictionless data package."""

import codecs
from datetime import date

import frictionless
import pytest

from shigu.engine.pack.schema import schema
from shigu.engine.pack.templates import write_templates
from shigu.engine.pack.validate import validate
from tests.engine.pack.cast import TABLES, write_pack

TODAY = date(2026, 11, 23)


def test_a_new_pack_has_every_table_with_a_byte_order_mark(tmp_path):
    directory = tmp_path / "My Pack"
    written = write_templates(directory, TODAY)

    names = {path.name for path in written}
    assert names == {f"{name}.csv" for name in schema().tables} | {"datapackage.yaml", "README.md"}
    for name, table in schema().tables.items():
        content = (directory / f"{name}.csv").read_bytes()
        assert content == codecs.BOM_UTF8 + ",".join(table.names).encode() + b"\r\n"
    assert "name: my-pack" in (directory / "datapackage.yaml").read_text(encoding="utf-8")


def test_a_new_pack_is_sound(tmp_path):
    write_templates(tmp_path / "pack", TODAY)
    assert validate(tmp_path / "pack") == ()


def test_a_directory_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_templates(tmp_path, TODAY)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "kept"


def test_a_filled_pack_is_a_frictionless_data_package(tmp_path):
    directory = tmp_path / "pack"
    write_templates(directory, TODAY)
    for name, text in TABLES.items():
        (directory / f"{name}.csv").write_text("\ufeff" + text, encoding="utf-8")
    source = write_pack(tmp_path / "source")
    (source / "agreements").rename(directory / "agreements")
    (source / "zones.geojson").rename(directory / "zones.geojson")

    assert validate(directory) == ()
    report = frictionless.validate(directory / "datapackage.yaml")
    assert report.valid, report.flatten(["name", "type", "note"])
