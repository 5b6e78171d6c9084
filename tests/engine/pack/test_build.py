"""A pack that never was a directory: built, checked, written and read like one that was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.pack.build import content_hash, pack_of
from shigu.engine.pack.problems import PackError
from shigu.engine.pack.read import read_pack
from shigu.engine.pack.schema import schema
from shigu.engine.pack.validate import validate, validate_pack
from shigu.engine.pack.write import write_pack
from tests.engine.pack import cast

REFERENCE = Path(__file__).parents[3] / "packs" / "vision-valley"
DAY = date(2026, 11, 23)


@pytest.fixture
def small(tmp_path):
    return read_pack(cast.write_pack(tmp_path / "small"))


def built(tables, **more):
    return pack_of(tables, "small", "1.0", "小数据包", "A small pack", DAY, {}, **more)


def again(pack, **tables):
    given = (pack.name, pack.version, pack.title_zh, pack.title_en, pack.created, pack.geometries)
    return pack_of({**pack.tables, **tables}, *given, documents=pack.documents)


def same(one, other):
    return all(one.tables[name].equals(other.tables[name]) for name in schema().tables)


def test_the_reference_pack_is_read_back_as_it_was_written(tmp_path):
    pack = read_pack(REFERENCE)

    written = write_pack(pack, tmp_path / "copy")

    copy = read_pack(tmp_path / "copy")
    assert same(copy, pack)
    assert replace(copy, hash="", tables={}) == replace(pack, hash="", tables={})
    assert {path.name for path in written} == {path.name for path in (tmp_path / "copy").iterdir()}


def test_boundaries_and_agreements_are_written_too(small, tmp_path):
    write_pack(small, tmp_path / "copy")

    copy = read_pack(tmp_path / "copy")
    assert same(copy, small)
    assert copy.geometries == small.geometries
    assert copy.documents == {"agreements/xb.yaml": b"share: half\n"}


def test_a_directory_that_holds_something_is_left_alone(small, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("kept", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_pack(small, tmp_path / "full")

    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_missing_tables_and_columns_are_filled_empty_with_their_types():
    pack = built({"zones": pl.DataFrame({"id": ["park"], "area_km2": [13]})})

    assert list(pack.tables) == list(schema().tables)
    assert pack.tables["zones"].columns == list(schema().tables["zones"].names)
    assert pack.tables["zones"].schema["area_km2"] == pl.Float64
    assert pack.tables["zones"]["name_zh"].to_list() == [None]
    assert pack.tables["spaces"].schema["codes_allowed"] == pl.List(pl.String)
    assert pack.tables["spaces"].is_empty()


def test_empty_texts_and_lists_are_null():
    rows = pl.DataFrame({"id": ["o"], "uscc": [""], "products": [[]]})

    organisation = built({"organisations": rows}).tables["organisations"].row(0, named=True)

    assert (organisation["uscc"], organisation["products"]) == (None, None)


def test_unknown_tables_and_columns_are_named_all_at_once():
    with pytest.raises(PackError) as refused:
        built({"zone": pl.DataFrame(), "spaces": pl.DataFrame({"id": ["s"], "height": [6.0]})})

    places = [(p.table, p.column, p.code) for p in refused.value.problems]
    assert places == [("zone", None, "table-unknown"), ("spaces", "height", "column-unknown")]
    assert "zones" in refused.value.problems[0].cure_en


def test_a_column_of_another_type_is_refused():
    with pytest.raises(TypeError, match=r"spaces\.height_m: String is not Float64"):
        built({"spaces": pl.DataFrame({"height_m": ["六"]})})


@pytest.mark.parametrize(
    ("name", "code"),
    [("../x", "path-outside"), ("/x", "path-outside"), ("zones.csv", "path-taken"),
     ("a//b", "path-taken"), ("datapackage.yaml", "path-taken")],
)  # fmt: skip
def test_a_document_may_not_lie_outside_or_on_another_file(name, code):
    with pytest.raises(PackError) as refused:
        built({}, documents={name: b""})

    assert [p.code for p in refused.value.problems] == [code]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_hash_sees_rows_and_not_their_order(seed):
    pack = read_pack(REFERENCE)
    mixed = {name: t.sample(fraction=1, shuffle=True, seed=seed) for name, t in pack.tables.items()}

    assert again(pack, **mixed).hash == content_hash(pack)


def test_the_hash_sees_every_change(small):
    zones = small.tables["zones"]
    hashes = {
        again(small).hash,
        again(small, zones=zones.head(1)).hash,
        again(small, zones=zones.with_columns(area_km2=pl.col("area_km2") + 1e-9)).hash,
        content_hash(replace(small, documents={"agreements/xb.yaml": b"share: third\n"})),
        content_hash(replace(small, version="1.1")),
    }
    assert len(hashes) == 5


def test_a_sound_pack_has_no_problems_without_files(small):
    assert validate_pack(again(small)) == ()
    assert validate_pack(read_pack(REFERENCE)) == ()


DAMAGE = {
    "reference-broken": ("zones", pl.lit("nowhere").alias("district")),
    "id-duplicate": ("spaces", pl.lit("sp-1").alias("id")),
    "period-backwards": ("spaces", pl.lit(date(2000, 1, 1)).alias("available_to")),
    "period-overlap": ("layouts", pl.lit(None, pl.Date).alias("valid_to")),
    "shares-over-one": ("positions", pl.lit(0.9).alias("share")),
    "out-of-range": ("positions", pl.lit(1.5).alias("share")),
    "key-duplicate": ("quotas", pl.lit("land_mu").alias("measure")),
    "value-missing": ("zones", pl.lit(None, pl.String).alias("name_zh")),
    "lonlat-outside": ("zones", pl.lit(0.0).alias("lat")),
    "whitespace": ("zones", (pl.col("name_zh") + " ").alias("name_zh")),
    "geometry-missing": ("zones", pl.lit("zones.geojson#no").alias("geometry")),
    "document-missing": ("agreements", pl.lit("no.yaml").alias("file")),
    "one-of": ("layout_roles", pl.lit(None, pl.String).alias("zone")),
    "unit-wan-yuan": ("projects", pl.lit(3e8).alias("invest_wan")),
}


@pytest.mark.parametrize("code", DAMAGE)
def test_without_files_the_problems_are_those_of_the_files(small, tmp_path, code):
    table, change = DAMAGE[code]
    rows = small.tables[table]
    damaged = again(small, **{table: pl.concat([rows, rows]) if code == "key-duplicate" else
                              rows.with_columns(change)})  # fmt: skip

    problems = validate_pack(damaged)

    assert code in {p.code for p in problems}
    write_pack(damaged, tmp_path / "damaged")
    assert validate(tmp_path / "damaged") == problems
