"""A sound pack, damaged in one place: exactly that place is named, and nothing else."""

import codecs
from pathlib import Path

import pytest

from shigu.engine.pack.problems import PACKAGE, PackError
from shigu.engine.pack.read import read_pack
from shigu.engine.pack.validate import validate
from tests.engine.pack.cast import CREDIT_CODES, append, edit, set_cell, write_pack


def _bytes(directory, name, content):
    (directory / name).write_bytes(content)


def _recode(directory, name, encoding):
    path = directory / name
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))


def _cell(table, row, column, value):
    return lambda directory: set_cell(directory, table, row, column, value)


def _edit(name, old, new):
    return lambda directory: edit(directory, name, old, new)


def _append(table, like, **cells):
    return lambda directory: append(directory, table, like, **cells)


def _lines(directory, table):
    return (directory / f"{table}.csv").read_text(encoding="utf-8").splitlines()


def _insert(table, row, line):
    def damage(directory):
        lines = _lines(directory, table)
        lines.insert(row - 1, line)
        (directory / f"{table}.csv").write_text("\n".join(lines), encoding="utf-8")

    return damage


FILES = {
    "gbk": (lambda d: _recode(d, "zones.csv", "gbk"), ("zones", None, None, "file-gbk")),
    "utf16": (lambda d: _recode(d, "zones.csv", "utf-16"), ("zones", None, None, "file-utf16")),
    "utf16 without mark": (
        lambda d: _recode(d, "zones.csv", "utf-16-le"),
        ("zones", None, None, "file-utf16"),
    ),
    "neither utf-8 nor gbk": (
        lambda d: _bytes(d, "zones.csv", b"id\n\xff\xff\n"),
        ("zones", None, None, "file-encoding"),
    ),
    "xlsx renamed": (
        lambda d: _bytes(d, "zones.csv", b"PK\x03\x04\x14\x00"),
        ("zones", None, None, "file-spreadsheet"),
    ),
    "xls renamed": (
        lambda d: _bytes(d, "zones.csv", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("zones", None, None, "file-spreadsheet"),
    ),
    "binary": (
        lambda d: _bytes(d, "zones.csv", b"id\0\xff\xfe\n\x80"),
        ("zones", None, None, "file-binary"),
    ),
    "empty": (lambda d: _bytes(d, "zones.csv", b""), ("zones", None, None, "file-empty")),
    "only a mark": (
        lambda d: _bytes(d, "zones.csv", codecs.BOM_UTF8),
        ("zones", None, None, "file-empty"),
    ),
    "tabs": (
        lambda d: _bytes(d, "zones.csv", (d / "zones.csv").read_bytes().replace(b",", b"\t")),
        ("zones", 1, None, "delimiter"),
    ),
    "semicolons": (
        lambda d: _bytes(d, "quotas.csv", (d / "quotas.csv").read_bytes().replace(b",", b";")),
        ("quotas", 1, None, "delimiter"),
    ),
    "required table gone": (
        lambda d: ((d / "zones.csv").unlink(), edit(d, "datapackage.yaml", ZONES_LISTED, "")),
        ("zones", None, None, "table-missing"),
    ),
    "listed file gone": (
        lambda d: (d / "quotas.csv").unlink(),
        ("quotas", None, None, "package-resource-missing"),
    ),
    "not listed": (
        _edit("datapackage.yaml", "- {name: quotas, path: quotas.csv}\n", ""),
        ("quotas", None, None, "package-resource-unlisted"),
    ),
    "extra file": (
        lambda d: _bytes(d, "organisation.csv", b"id\n"),
        ("organisation", None, None, "table-unknown"),
    ),
    "no descriptor": (
        lambda d: (d / "datapackage.yaml").unlink(),
        (PACKAGE, None, None, "package-missing"),
    ),
    "descriptor is no yaml": (
        lambda d: _bytes(d, "datapackage.yaml", b"name: [small\nversion: 1"),
        (PACKAGE, None, None, "package-unreadable"),
    ),
    "descriptor in gbk": (
        lambda d: _recode(d, "datapackage.yaml", "gbk"),
        (PACKAGE, None, None, "package-unreadable"),
    ),
    "descriptor is a list": (
        lambda d: _bytes(d, "datapackage.yaml", b"- name"),
        (PACKAGE, None, None, "package-unreadable"),
    ),
    "version is no text": (
        _edit("datapackage.yaml", '"1.0"', "1.0"),
        (PACKAGE, None, "version", "package-field"),
    ),
    "created is no date": (
        _edit("datapackage.yaml", "2026-11-23T00:00:00Z", "yesterday"),
        (PACKAGE, None, "created", "package-field"),
    ),
    "resource without path": (
        _edit("datapackage.yaml", "resources:\n", "resources:\n- {name: extra}\n"),
        (PACKAGE, None, "resources", "package-field"),
    ),
    "resource twice": (
        _edit("datapackage.yaml", "resources:\n", "resources:\n- {name: zones, path: zones.csv}\n"),
        (PACKAGE, None, "zones", "package-resource-repeated"),
    ),
    "path climbs out": (
        _edit("datapackage.yaml", "path: quotas.csv", "path: ../quotas.csv"),
        (PACKAGE, None, "resources", "path-outside"),
    ),
}
ZONES_LISTED = "- {name: zones, path: zones.csv}\n"

STRUCTURE = {
    "too many cells": (
        _edit("quotas.csv", "illustrative,,", "illustrative,,,"),
        ("quotas", 2, None, "row-too-many"),
    ),
    "too few cells": (
        _edit("quotas.csv", "illustrative,,", "illustrative"),
        ("quotas", 2, None, "row-too-few"),
    ),
    "quote never closed": (
        _edit("sources.csv", "s-own,示例", 's-own,"示例'),
        ("sources", 3, None, "csv-quote"),
    ),
    "quote in the middle": (
        _edit("sources.csv", "s-law,地方文件", 's-law,"地方"文件'),
        ("sources", 2, None, "csv-quote"),
    ),
    "blank row": (_insert("links", 3, ",,"), ("links", 3, None, "row-blank")),
    "header cell empty": (
        _edit("quotas.csv", "period", ""),
        ("quotas", 1, None, "header-empty"),
    ),
    "header cell unnamed": (
        _edit("quotas.csv", "period", "Unnamed: 5"),
        ("quotas", 1, None, "header-empty"),
    ),
    "header repeated": (
        _edit("quotas.csv", "period", "at_most"),
        ("quotas", 1, "at_most", "header-repeated"),
    ),
    "second header": (
        _insert("quotas", 2, "编号,区县,口径,下限,上限,期间,性质,来源编号,备注"),
        ("quotas", 2, None, "header-twice"),
    ),
    "title above the header": (
        _insert("quotas", 1, "联合方案配额表,,,,,,,,"),
        ("quotas", 1, None, "header-title"),
    ),
    "unknown column": (
        _edit("quotas.csv", "period", "colour"),
        ("quotas", 1, "colour", "column-unknown"),
    ),
    "required column misspelt": (
        _edit("quotas.csv", "measure", "mesure"),
        ("quotas", 1, "mesure", "column-unknown"),
    ),
    "required column gone": (
        lambda d: (
            _bytes(d, "layouts.csv", b"id,version,status,source\nl-9,9,illustrative,\n")
            or edit(d, "layout_roles.csv", "r-1,l-2022", "r-1,l-9")
            or edit(d, "layout_roles.csv", "r-2,l-2022", "r-2,l-9")
        ),
        ("layouts", 1, "valid_from", "column-missing"),
    ),
    "merged cells in the body": (
        _cell("positions", 3, "id", ""),
        ("positions", 3, "id", "merged-cells"),
    ),
}

CELLS = {
    "value missing": (_cell("zones", 3, "kind", ""), ("zones", 3, "kind", "value-missing")),
    "blank around": (
        _cell("organisations", 3, "district", "xiaoshan "),
        ("organisations", 3, "district", "whitespace"),
    ),
    "full-width blank": (
        _cell("organisations", 3, "name_zh", "湖上芯片\u3000"),
        ("organisations", 3, "name_zh", "whitespace"),
    ),
    "full-width digits in a number": (
        _cell("organisations", 3, "staff", "１５０"),
        ("organisations", 3, "staff", "fullwidth-digits"),
    ),
    "full-width digits in a code": (
        _cell("districts", 3, "gb_code", "３３０１０８"),
        ("districts", 3, "gb_code", "fullwidth-digits"),
    ),
    "broken formula": (
        _cell("organisations", 3, "staff", "#REF!"),
        ("organisations", 3, "staff", "spreadsheet-error"),
    ),
    "damaged characters": (
        _cell("organisations", 3, "name_zh", "锟斤拷芯片"),
        ("organisations", 3, "name_zh", "mojibake"),
    ),
    "no number": (
        _cell("organisations", 3, "capital_wan", "不详"),
        ("organisations", 3, "capital_wan", "type-number"),
    ),
    "not a finite number": (
        _cell("organisations", 3, "capital_wan", "nan"),
        ("organisations", 3, "capital_wan", "type-number"),
    ),
    "thousands separators": (
        _cell("organisations", 3, "capital_wan", "12,000"),
        ("organisations", 3, "capital_wan", "number-separator"),
    ),
    "unit behind": (
        _cell("organisations", 3, "capital_wan", "5万"),
        ("organisations", 3, "capital_wan", "number-unit"),
    ),
    "half a person": (
        _cell("organisations", 3, "staff", "1.5"),
        ("organisations", 3, "staff", "type-integer"),
    ),
    "date with slashes": (
        _cell("projects", 2, "earliest", "2027/6/1"),
        ("projects", 2, "earliest", "type-date"),
    ),
    "day that is none": (
        _cell("projects", 2, "earliest", "2027-02-30"),
        ("projects", 2, "earliest", "type-date"),
    ),
    "month that is none": (
        _cell("organisations", 3, "founded", "2012-13"),
        ("organisations", 3, "founded", "type-date"),
    ),
    "not a month": (
        _cell("pools", 2, "month_to", "2027-12-31"),
        ("pools", 2, "month_to", "type-month"),
    ),
    "neither true nor false": (
        _cell("spaces", 2, "divisible", "是"),
        ("spaces", 2, "divisible", "type-boolean"),
    ),
    "full-width semicolon": (
        _cell("projects", 2, "districts_allowed", "xiaoshan；binjiang"),
        ("projects", 2, "districts_allowed", "list-separator"),
    ),
    "out of range": (
        _cell("projects", 2, "success_probability", "80"),
        ("projects", 2, "success_probability", "out-of-range"),
    ),
    "bad form": (_cell("links", 4, "gbt4754", "C3973"), ("links", 4, "gbt4754", "pattern")),
    "stock code without its zeros": (
        _cell("organisations", 2, "stock_code", "2415"),
        ("organisations", 2, "stock_code", "pattern"),
    ),
    "division code too short": (
        _cell("districts", 3, "gb_code", "33010"),
        ("districts", 3, "gb_code", "pattern"),
    ),
    "division code of another level": (
        _cell("districts", 3, "gb_code", "330100"),
        ("districts", 3, "gb_code", "gb-code-level"),
    ),
    "not in the list": (_cell("zones", 2, "kind", "campus"), ("zones", 2, "kind", "enum")),
    "unknown status": (
        _cell("zones", 2, "status", "real"),
        ("zones", 2, "status", "status-unknown"),
    ),
    "fact without source": (
        _cell("zones", 2, "source", ""),
        ("zones", 2, "source", "fact-without-source"),
    ),
}

RELATIONS = {
    "broken reference": (
        _cell("positions", 3, "link", "video-sock"),
        ("positions", 3, "link", "reference-broken"),
    ),
    "broken item of a list": (
        _cell("projects", 2, "districts_allowed", "xiaoshan;fuyang"),
        ("projects", 2, "districts_allowed", "reference-broken"),
    ),
    "unknown player": (
        _cell("pool_entitlements", 2, "player", "fuyang"),
        ("pool_entitlements", 2, "player", "reference-broken"),
    ),
    "apart from itself": (
        _cell("projects", 2, "apart_from", "j-1"),
        ("projects", 2, "apart_from", "self-reference"),
    ),
    "id twice": (
        _append("sources", 2, title="又一份"),
        ("sources", 4, "id", "id-duplicate"),
    ),
    "key twice": (
        _append("supplies", 2, id="u-2"),
        ("supplies", 3, "to_link", "key-duplicate"),
    ),
    "credit code of the wrong form": (
        _cell("organisations", 2, "uscc", "9.13301E+17"),
        ("organisations", 2, "uscc", "uscc-shape"),
    ),
    "credit code with a wrong check": (
        _cell("organisations", 2, "uscc", CREDIT_CODES[0][:-1] + "1"),
        ("organisations", 2, "uscc", "uscc-checksum"),
    ),
    "credit code twice": (
        _cell("organisations", 3, "uscc", CREDIT_CODES[0]),
        ("organisations", 3, "uscc", "uscc-duplicate"),
    ),
    "districts in a circle": (
        _cell("districts", 2, "parent", "binjiang"),
        ("districts", 2, "parent", "cycle"),
    ),
    "links in a circle": (
        lambda d: (
            append(d, "links", 4, id="x-1", parent="x-2"),
            append(d, "links", 4, id="x-2", parent="x-1"),
        ),
        ("links", 6, "parent", "cycle"),
    ),
    "link below a link": (
        _append("links", 4, id="x-1", parent="video-soc"),
        ("links", 6, "parent", "parent-not-segment"),
    ),
    "supply to itself": (
        _cell("supplies", 2, "to_link", "video-soc"),
        ("supplies", 2, "to_link", "supply-self"),
    ),
    "supply to a segment": (
        _cell("supplies", 2, "to_link", "seg-security"),
        ("supplies", 2, "to_link", "supply-segment"),
    ),
    "positions above one": (
        _cell("positions", 3, "share", "0.4"),
        ("positions", 3, "share", "shares-over-one"),
    ),
    "entitlements above one": (
        _append("pool_entitlements", 2, id="t-3", player="hangzhou", share="0.7"),
        ("pool_entitlements", 4, "share", "shares-over-one"),
    ),
    "layouts overlap": (
        _cell("layouts", 2, "valid_to", "2024-05"),
        ("layouts", 3, "valid_from", "period-overlap"),
    ),
    "pools overlap": (
        _cell("pools", 2, "month_to", "2028-01"),
        ("pools", 3, "month_from", "period-overlap"),
    ),
    "period backwards": (
        _cell("projects", 2, "latest", "2027-05-31"),
        ("projects", 2, "latest", "period-backwards"),
    ),
    "space closes before it opens": (
        _cell("spaces", 2, "available_to", "2027-03-01"),
        ("spaces", 2, "available_to", "period-backwards"),
    ),
    "target backwards": (
        _cell("targets", 2, "period_from", "2026-01"),
        ("targets", 2, "period_to", "period-backwards"),
    ),
    "floor above ceiling": (
        _cell("quotas", 2, "at_least", "400"),
        ("quotas", 2, "at_most", "range-backwards"),
    ),
    "fixed investment above all": (
        _cell("projects", 2, "fixed_invest_wan", "31000"),
        ("projects", 2, "invest_wan", "range-backwards"),
    ),
    "longitude and latitude exchanged": (
        lambda d: (set_cell(d, "zones", 2, "lon", "30.1"), set_cell(d, "zones", 2, "lat", "120.2")),
        ("zones", 2, "lon", "lonlat-swapped"),
    ),
    "outside China": (_cell("zones", 2, "lon", "12.02"), ("zones", 2, "lon", "lonlat-outside")),
    "latitude alone": (_cell("zones", 2, "lon", ""), ("zones", 2, "lon", "lonlat-incomplete")),
    "boundary not in the file": (
        _cell("zones", 2, "geometry", "zones.geojson#lake"),
        ("zones", 2, "geometry", "geometry-missing"),
    ),
    "boundary outside the pack": (
        _cell("zones", 2, "geometry", "../zones.geojson#park"),
        ("zones", 2, "geometry", "path-outside"),
    ),
    "boundary file is no GeoJSON": (
        lambda d: _bytes(d, "zones.geojson", b"{"),
        ("zones", 2, "geometry", "geometry-unreadable"),
    ),
    "agreement not there": (
        _cell("agreements", 2, "file", "agreements/old.yaml"),
        ("agreements", 2, "file", "document-missing"),
    ),
    "agreement outside the pack": (
        _cell("agreements", 2, "file", "/etc/hostname"),
        ("agreements", 2, "file", "path-outside"),
    ),
    "land without area": (
        _cell("spaces", 2, "land_mu", ""),
        ("spaces", 2, "land_mu", "space-without-area"),
    ),
    "floor without area": (
        _cell("spaces", 3, "area_m2", ""),
        ("spaces", 3, "area_m2", "space-without-area"),
    ),
    "price without unit": (
        _cell("spaces", 2, "price_unit", ""),
        ("spaces", 2, "price_unit", "price-unit-missing"),
    ),
    "project without a date": (
        _cell("projects", 2, "earliest", ""),
        ("projects", 2, "earliest", "project-incomplete"),
    ),
    "project without area": (
        _cell("projects", 3, "floor_area_m2", ""),
        ("projects", 3, "land_mu", "project-incomplete"),
    ),
    "role of nothing": (
        _cell("layout_roles", 2, "zone", ""),
        ("layout_roles", 2, "zone", "one-of"),
    ),
    "pool in a foreign unit": (
        _cell("pools", 2, "unit", "mu"),
        ("pools", 2, "unit", "pool-unit"),
    ),
}

UNITS = {
    "capital in yuan": (
        _cell("organisations", 2, "capital_wan", "50000000"),
        ("organisations", 2, "capital_wan", "unit-wan-yuan"),
    ),
    "small capital in yuan": (
        _cell("organisations", 3, "capital_wan", "3100000"),
        ("organisations", 3, "capital_wan", "unit-wan-yuan"),
    ),
    "investment in yuan": (
        _cell("projects", 2, "invest_wan", "300000000"),
        ("projects", 2, "invest_wan", "unit-wan-yuan"),
    ),
    "investment in 亿元": (
        lambda d: (
            set_cell(d, "projects", 2, "fixed_invest_wan", ""),
            set_cell(d, "projects", 2, "invest_wan", "3"),
        ),
        ("projects", 2, "invest_wan", "unit-wan-yuan"),
    ),
    "tax in yuan": (
        _cell("project_years", 2, "tax_local_wan", "1000000"),
        ("project_years", 2, "tax_local_wan", "unit-wan-yuan"),
    ),
    "price in 万元": (
        _cell("spaces", 2, "price_yuan", "50"),
        ("spaces", 2, "price_yuan", "unit-wan-yuan"),
    ),
    "land in square metres": (
        _cell("spaces", 2, "land_mu", "26667"),
        ("spaces", 2, "land_mu", "unit-mu-m2"),
    ),
    "floor area in mu": (
        _cell("spaces", 3, "area_m2", "4.5"),
        ("spaces", 3, "area_m2", "unit-mu-m2"),
    ),
    "floor area of a project in mu": (
        _cell("projects", 2, "floor_area_m2", "54"),
        ("projects", 2, "floor_area_m2", "unit-mu-m2"),
    ),
    "zone in hectares": (
        _cell("zones", 2, "area_km2", "1348"),
        ("zones", 2, "area_km2", "unit-km2"),
    ),
    "height in millimetres": (
        _cell("spaces", 3, "height_m", "4500"),
        ("spaces", 3, "height_m", "implausible"),
    ),
}

DAMAGE = {**FILES, **STRUCTURE, **CELLS, **RELATIONS, **UNITS}


@pytest.mark.parametrize(("damage", "expected"), DAMAGE.values(), ids=DAMAGE.keys())
def test_one_damage_is_one_problem_at_its_place(tmp_path, damage, expected):
    pack = write_pack(tmp_path / "pack")
    damage(pack)

    found = [(p.table, p.row, p.column, p.code) for p in validate(pack)]

    assert found == [expected]


def test_the_sound_pack_has_no_problem(tmp_path):
    assert validate(write_pack(tmp_path / "pack")) == ()


def test_every_kind_of_problem_is_told_apart():
    codes = {expected[3] for _, expected in DAMAGE.values()}
    assert len(codes) > 60


def test_a_damaged_pack_is_not_read(tmp_path):
    pack = write_pack(tmp_path / "pack")
    set_cell(pack, "zones", 2, "status", "real")

    with pytest.raises(PackError) as refusal:
        read_pack(pack)
    assert refusal.value.problems == validate(pack)


def test_a_missing_directory_is_named(tmp_path):
    (found,) = validate(tmp_path / "nowhere")
    assert (found.table, found.code) == (PACKAGE, "directory-missing")


def test_a_link_out_of_the_pack_is_refused(tmp_path):
    pack = write_pack(tmp_path / "pack")
    outside = tmp_path / "quotas.csv"
    (pack / "quotas.csv").rename(outside)
    (pack / "quotas.csv").symlink_to(outside)

    assert [(p.table, p.code) for p in validate(pack)] == [(PACKAGE, "path-outside")]


def test_a_row_that_somebody_checked_passes_the_plausibility_checks(tmp_path):
    pack = write_pack(tmp_path / "pack")
    set_cell(pack, "organisations", 2, "capital_wan", "50000000")
    set_cell(pack, "organisations", 2, "note", "注册资本已核")

    assert validate(pack) == ()


def test_several_problems_are_all_listed_in_order_of_table_and_row(tmp_path):
    pack = write_pack(tmp_path / "pack")
    set_cell(pack, "projects", 3, "link", "fpga")
    set_cell(pack, "organisations", 4, "kind", "shop")
    set_cell(pack, "organisations", 2, "staff", "about 900")

    assert [(p.table, p.row, p.code) for p in validate(pack)] == [
        ("organisations", 2, "type-number"),
        ("organisations", 4, "enum"),
        ("projects", 3, "reference-broken"),
    ]


def test_a_table_that_cannot_be_read_breaks_no_references_besides(tmp_path):
    pack = write_pack(tmp_path / "pack")
    Path(pack / "organisations.csv").write_bytes("编号\n甲".encode("gbk"))

    assert [p.code for p in validate(pack)] == ["file-gbk"]
