"""Names made of parts, so that the tagger learns the form of names and not those that it saw."""

from __future__ import annotations

import csv
import random
from functools import cache
from importlib.resources import files

from shigu.engine.entity.divisions import divisions
from shigu.engine.text.tagger.lexicon import listed

FORMS = {
    "COMPANY": (
        "{brand}{trade}",
        "{brand}{trade}",
        "{place}{brand}{trade}",
        "{brand}",
        "{brand}{third}",
        "{place}{brand}{trade}{form}",
        "{brand}{trade}（{place}）有限公司",
        "{brand}(中国){form}",
        "{place}{fund}",
        "{brand}{fund}",
    ),
    "PERSON": ("{surname}{given}{given}", "{surname}{given}{given}", "{surname}{given}"),
    "DISTRICT": ("{division}", "{place}", "{place}", "{city}{division}"),
    "PARK": (
        "{place}{park}",
        "{place}{field}{park}",
        "{city}{place}{park}",
        "{place}{brand}{park}",
    ),
    "PROJECT": (
        "{place}{field}{works}",
        "{brand}{trade}{works}",
        "{brand}{trade}{place}{works}",
        "{tech}{product}{works}",
        "{brand}{tech}{product}{works}",
    ),
    "INSTITUTE": (
        "{place}{field}{lab}",
        "{brand}{lab}",
        "{field}{lab}",
        "国家{field}{lab}（{place}）",
        "{school}{place}{lab}",
    ),
    "UNIVERSITY": ("{school}", "{place}{brand}学院"),
    "INDUSTRY": ("{field}产业", "{field}", "{field}核心产业", "{field}制造业"),
    "LINK": ("{tech}{product}", "{tech}{product}", "{product}"),
}
"""How names of each type are put together."""


def made_name(kind: str, draw: random.Random) -> str:
    """A name of ``kind``, a key of ``FORMS``, that probably nobody bears."""
    form = draw.choice(FORMS[kind])
    while "{" in form:
        before, _, rest = form.partition("{")
        part, _, after = rest.partition("}")
        form = f"{before}{_part(part, draw)}{after}"
    return form


def _part(part: str, draw: random.Random) -> str:
    if part == "brand":
        return draw.choice(_parts()["first"]) + draw.choice(_parts()["second"])
    if part == "school":
        return draw.choice(_places()["place"]) + draw.choice(_parts()["school"])
    return draw.choice(_places().get(part) or _parts()[part])


@cache
def _parts() -> dict[str, list[str]]:
    told = files("shigu.engine.text.tagger").joinpath("made.csv").read_text("utf-8")
    parts = {row["part"]: row["words"].split("|") for row in csv.DictReader(told.splitlines())}
    return parts | {"surname": listed("surname")}


@cache
def _places() -> dict[str, list[str]]:
    rows = divisions().values()
    return {
        "division": [row.name for row in rows],
        "place": [row.short for row in rows],
        "city": [row.name for row in rows if row.code.endswith("00")],
    }
