"""Whatever lies in the files, validation answers with problems and never breaks."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.engine.pack.validate import validate
from tests.engine.pack.cast import TABLES, set_cell, write_pack

CELLS = ["", "nan", "1e400", "９", "٣", ";", "a;b", "#", "0000", "0001-01-01", "2027-13-01", "-1"]
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "pack")


@SETTINGS
@given(table=st.sampled_from(sorted(TABLES)), content=st.binary(max_size=200))
def test_any_bytes_in_a_table_are_answered(pack, table, content):
    path = pack / f"{table}.csv"
    kept = path.read_bytes()
    path.write_bytes(content)
    assert validate(pack)
    path.write_bytes(kept)


@SETTINGS
@given(content=st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_in_the_descriptor_is_answered(pack, content):
    (pack / "datapackage.yaml").write_text(content, encoding="utf-8", newline="")
    assert validate(pack)


@SETTINGS
@given(data=st.data())
def test_any_value_in_any_column_is_answered(pack, tmp_path, data):
    copy = tmp_path / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(pack, copy)
    for _ in range(6):
        table = data.draw(st.sampled_from(sorted(TABLES)))
        column = data.draw(st.sampled_from(TABLES[table].split("\n")[0].split(",")))
        set_cell(copy, table, 2, column, data.draw(st.sampled_from(CELLS)))
    for found in validate(copy):
        assert found.line("zh")
        assert found.line("en")
