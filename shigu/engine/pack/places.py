"""Positions, division codes, boundaries and files that rows point to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import polars as pl

from shigu.engine.pack.files import PackFiles
from shigu.engine.pack.package import leaves_pack
from shigu.engine.pack.parse import ROW
from shigu.engine.pack.problems import Problem, plain, problem
from shigu.engine.pack.sheet import Sheet

CHINA_LON = (73.0, 136.0)
CHINA_LAT = (3.0, 54.0)
LEVEL_ENDINGS = {"province": "0000$", "city": "00$", "district": "([1-9]0|[0-9][1-9])$"}

Feature = dict[str, object]


def check_positions(sheet: Sheet) -> Iterator[Problem]:
    """Longitude and latitude come together and lie in China (73–136° E, 3–54° N)."""
    if not {"lon", "lat"} <= set(sheet.table.names):
        return
    table, lon, lat = sheet.table.name, pl.col("lon"), pl.col("lat")
    for row, (east,) in sheet.where(lon.is_null() != lat.is_null(), "lon"):
        if _both_filled(sheet, row):
            continue
        yield problem("lonlat-incomplete", table, row, "lon" if east is None else "lat")
    inside = lon.is_between(*CHINA_LON) & lat.is_between(*CHINA_LAT)
    swapped = lat.is_between(*CHINA_LON) & lon.is_between(*CHINA_LAT)
    both = lon.is_not_null() & lat.is_not_null()
    for code, wrong in (("lonlat-swapped", swapped), ("lonlat-outside", ~inside & ~swapped)):
        for row, (east, north) in sheet.where(wrong & both, "lon", "lat"):
            words = {"low": plain(float(str(east))), "high": plain(float(str(north)))}
            yield problem(code, table, row, "lon", **words)


def _both_filled(sheet: Sheet, row: int) -> bool:
    """A cell that is no number is already named; it is not missing besides."""
    if not {"lon", "lat"} <= sheet.present:
        return False
    return bool(
        sheet.filled.filter(sheet.frame[ROW] == row).select(pl.all_horizontal("lon", "lat")).item()
    )


def check_division_codes(districts: Sheet) -> Iterator[Problem]:
    """GB/T 2260: a province ends in 0000, a city in 00, a district in neither."""
    for level, ending in LEVEL_ENDINGS.items():
        wrong = (pl.col("level") == level) & ~pl.col("gb_code").str.contains(ending)
        shaped = pl.col("gb_code").str.contains(r"^[0-9]{6}$")
        for row, (code,) in districts.where(wrong & shaped, "gb_code"):
            words = {"value": code, "hint_zh": level, "hint_en": level}
            yield problem("gb-code-level", districts.table.name, row, "gb_code", **words)


def check_agreements(agreements: Sheet, files: PackFiles) -> Iterator[Problem]:
    for row, (path,) in agreements.where(pl.col("file").is_not_null(), "file"):
        name = str(path)
        if leaves_pack(name):
            yield problem("path-outside", agreements.table.name, row, "file", value=name)
        elif name not in files.contents:
            yield problem("document-missing", agreements.table.name, row, "file", value=name)


def read_geometries(zones: Sheet, files: PackFiles) -> tuple[dict[str, Feature], list[Problem]]:
    """The GeoJSON feature of every ``file#id`` that a zone names, and what was not found."""
    found: dict[str, Feature] = {}
    problems: list[Problem] = []
    read: dict[str, Mapping[str, Feature] | None] = {}
    for row, (cell,) in zones.where(pl.col("geometry").str.contains("#"), "geometry"):
        reference = str(cell)
        path, _, feature = reference.partition("#")
        if path not in read:
            read[path] = features(files.contents.get(path, b""))
        known = read[path]
        if leaves_pack(path):
            code, value = "path-outside", path
        elif path not in files.contents or (known is not None and feature not in known):
            code, value = "geometry-missing", reference
        elif known is None:
            code, value = "geometry-unreadable", path
        else:
            found[reference] = known[feature]
            continue
        problems.append(problem(code, zones.table.name, row, "geometry", value=value))
    return found, problems


def features(content: bytes) -> Mapping[str, Feature] | None:
    """The features of a FeatureCollection by id (RFC 7946, 3.2), or ``None`` if it is none."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return None
    return {
        str(feature["id"]): feature
        for feature in document["features"]
        if isinstance(feature, dict)
        and "id" in feature
        and isinstance(feature.get("geometry"), dict)
    }
