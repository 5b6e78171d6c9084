"""Contract 1.3: sets of adjoining units, phases, preferences and synergies."""

import csv
from datetime import date

import pytest

from shigu.engine.pack.read import PackError, read_pack
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.values import Economics, Preference
from tests.engine.pack.cast import write_pack

UNIT = {"zone": "core", "kind": "floor", "area_m2": "1500", "land_mu": "", "divisible": "false"}
SOUND = {
    "spaces": (
        ("units",),
        [
            {**UNIT, "id": "u-1"},
            {**UNIT, "id": "u-2", "area_m2": "1200.5", "power_kva": "400", "height_m": "4"},
            {**UNIT, "id": "u-12", "area_m2": "2700.5", "units": "u-1;u-2"},
        ],
    ),
    "projects": (
        ("phase_of", "phase_near", "preferences"),
        [
            {"id": "j-3", "phase_of": "j-2", "phase_near": "adjoining",
             "preferences": "core=3;xiaoshan=-0.5;u-12=1"},
        ],
    ),
}  # fmt: skip


def extended(directory, changes=()):
    """The small pack with the columns and rows of ``SOUND``, some cells changed."""
    write_pack(directory)
    for table, (columns, rows) in SOUND.items():
        path = directory / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            there = list(csv.DictReader(file))
        names, like = [*there[0], *columns], there[-1]
        made = [*there, *({**like, **row} for row in rows)]
        for of, row_id, column, value in changes:
            for row in made if of == table else ():
                if row["id"] == row_id:
                    row[column] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)
    return directory


def test_a_set_offers_what_its_units_do_and_a_phase_follows(tmp_path):
    pack = read_pack(extended(tmp_path / "pack"))
    problem = siting_problem(pack, Economics(date(2026, 11, 23), 0.08, 10))
    place = next(space for space in problem.spaces if space.id == "u-12")
    assert place.units == {"u-1", "u-2"}
    assert (place.area_m2, place.power_kva, place.height_m) == (2700.5, 1000.0, 4.0)
    later = next(need for need in problem.needs if need.id == "j-3")
    assert (later.phase_of, later.phase_near) == ("j-2", "adjoining")
    assert later.preferences == (
        Preference("core", 3.0),
        Preference("xiaoshan", -0.5),
        Preference("u-12", 1.0),
    )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("spaces", "u-12", "units", "u-1"), ("spaces", "units", "set-units")),
        (("spaces", "u-12", "units", "u-1;u-9"), ("spaces", "units", "reference-broken")),
        (("spaces", "u-2", "kind", "office"), ("spaces", "units", "set-units")),
        (("spaces", "u-2", "zone", "park"), ("spaces", "units", "set-units")),
        (("spaces", "u-12", "divisible", "true"), ("spaces", "divisible", "set-divisible")),
        (("spaces", "u-12", "area_m2", "2000"), ("spaces", "area_m2", "set-size")),
        (("projects", "j-2", "phase_of", "j-3"), ("projects", "phase_of", "phase-cycle")),
        (("projects", "j-3", "phase_of", "j-3"), ("projects", "phase_of", "self-reference")),
        (("projects", "j-3", "phase_near", "beside"), ("projects", "phase_near", "enum")),
        (("projects", "j-3", "preferences", "core"), ("projects", "preferences", "pattern")),
        (
            ("projects", "j-3", "preferences", "moon=1"),
            ("projects", "preferences", "reference-broken"),
        ),
    ],
)
def test_what_contradicts_itself_is_named_at_its_place(tmp_path, change, named):
    with pytest.raises(PackError) as refused:
        read_pack(extended(tmp_path / "pack", [change]))
    found = {(each.table, each.column, each.code) for each in refused.value.problems}
    assert found == {named}
