"""``shigu siting why | whatif | replan`` on the reference pack."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Economics

PACK = "packs/vision-valley"
NEW = {
    "id": "new",
    "name_zh": "新项目",
    "name_en": "New project",
    "floor_area_m2": 500.0,
    "code": "6513",
    "earliest": "2027-01-01",
    "years": [{"year": y, "tax_local_wan": 900.0} for y in range(1, 6)],
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """The problem of the pack, its optimum, and a plan.json with the part that is read."""
    pack = read_pack(Path(PACK))
    problem = siting_problem(pack, Economics(pack.created, 0.08, 10))
    found = solve(problem, seconds=60)
    document = {
        "run": {"as_of": str(pack.created), "discount_rate": 0.08, "horizon_years": 10},
        "siting": {
            "bound_yuan": found.bound_yuan,
            "placements": [{"project": p, "space": s} for p, s in found.assignment.items()],
        },
    }
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return problem, found, path


def run(command, path, *options):
    given = ["siting", command, PACK, "--plan", str(path), *options]
    return CliRunner().invoke(app, given)


def answer(command, path, *options):
    result = run(command, path, *options, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_why_prices_a_place_or_names_the_requirement(asked):
    problem, found, path = asked
    project, place = next(iter(found.assignment.items()))
    verdicts = set()
    for space in problem.spaces[:6]:
        told = answer("why", path, "--project", project, "--space", space.id, "--seconds", "20")
        verdicts.add(told["verdict"])
        assert told["reasons"]
        if told["loss_yuan"] is not None:
            assert told["proven"]
            assert told["loss_yuan"] >= 0
    assert verdicts <= {"there", "ruled_out", "costs", "costs_nothing", "impossible"}
    words = run("why", path, "--project", project, "--space", place, "--lang", "en").stdout
    assert words.startswith("the plan does place")


def test_whatif_adds_a_project_and_keeps_the_plan_sound(asked, tmp_path):
    problem, _, path = asked
    new = tmp_path / "new.json"
    new.write_text(json.dumps(NEW), encoding="utf-8")
    told = answer("whatif", path, "--add", str(new), "--seconds", "20")
    assert told["proven"]
    assert told["gain_yuan"] > 0
    assert told["space"] == told["assignment"]["new"]
    pool = problem.pools[0]
    less = answer("whatif", path, "--pool", f"{pool.id}=-{pool.amount / 2}", "--seconds", "20")
    assert less["gain_yuan"] <= 0
    assert_allocation_feasible(problem, less["assignment"])


def test_replan_keeps_an_optimal_plan_as_it_is(asked):
    _, found, path = asked
    told = answer("replan", path, "--tolerance", "0", "--seconds", "30")
    assert told["chosen"]["moves_made"] == 0
    assert told["chosen"]["assignment"] == found.assignment
    front = answer("replan", path, "--front", "--seconds", "30")
    assert [point["moves_made"] for point in front["points"]] == [0]


def test_robust_compares_the_plan_of_the_average_with_the_cautious_one(asked):
    options = ["--scenarios", "20", "--level", "0.8", "--resolved", "2", "--seconds", "5", "--json"]
    result = CliRunner().invoke(app, ["siting", "robust", PACK, *options])
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    problem, found, _ = asked
    assert told["expected"]["expected_yuan"] <= float(found.objective.yuan)
    assert told["cautious"]["cvar_yuan"] <= told["cautious"]["cvar_bound_yuan"]
    assert told["cautious"]["cvar_yuan"] >= told["expected"]["cvar_yuan"]
    assert_allocation_feasible(problem, told["cautious"]["assignment"])
    assert set(told["holds"]) == set(told["expected"]["assignment"])


@pytest.mark.parametrize(
    ("command", "options", "message"),
    [
        ("why", ["--project", "nobody", "--space", "x"], "no project nobody"),
        ("whatif", ["--without-space", "nowhere"], "no space nowhere"),
    ],
)
def test_unknown_names_are_refused(asked, command, options, message):
    result = run(command, asked[2], *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_files_that_are_something_else_are_refused(asked, tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"height": 5}', encoding="utf-8")
    result = run("replan", other)
    assert result.exit_code == 1
    assert "is no plan.json" in result.stderr
    result = run("whatif", asked[2], "--add", str(other))
    assert result.exit_code == 1
    assert "is no project" in result.stderr
    assert run("whatif", asked[2]).exit_code == 2
    assert run("whatif", asked[2], "--pool", "power").exit_code == 2


def test_the_plan_of_other_data_is_refused(asked, tmp_path):
    _, found, path = asked
    document = json.loads(path.read_text(encoding="utf-8"))
    document["siting"]["placements"].append({"project": "stranger", "space": "s"})
    other = tmp_path / "plan.json"
    other.write_text(json.dumps(document), encoding="utf-8")
    result = run("why", other, "--project", next(iter(found.assignment)), "--space", "x")
    assert result.exit_code == 1
    assert "compute the plan again" in result.stderr
    assert date.fromisoformat(document["run"]["as_of"])
