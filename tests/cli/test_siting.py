"""``shigu siting solve``: one JSON document, exit code 0 proven, 3 stopped, 1 the file is wrong."""

import json
from math import inf
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from shigu.cli.siting import siting_app
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.values import Economics
from tests.engine.siting.portfolio.small import tight

GAP = "2 3\n 4 9 2\n 6 3 5\n 3 5 2\n 4 3 3\n 6 6"
"""Jobs 1 and 3 at agent 1, job 2 at agent 2: 4 + 3 + 2, the least of all eight."""
CAP = "2 2\n 10 5\n 10 4.5\n 6\n 12 6\n 8\n 4 16"


def run(tmp_path, text, form, *options):
    path = tmp_path / "file.txt"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(siting_app, ["solve", str(path), "--format", form, *options])


def test_an_assignment_is_proven(tmp_path):
    result = run(tmp_path, GAP, "orlib-gap", "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer.pop("seconds") < 10
    assert answer == {"objective": 9.0, "bound": 9.0, "gap": 0.0, "assignment": [0, 1, 0]}


def test_what_time_cuts_off_is_feasible_and_ends_with_3(tmp_path):
    p = tight(jobs=200, agents=20, seed=5)
    rows = [p.cost, p.take[:, 0], p.capacity[:, 0]]
    text = "20 200\n" + "\n".join(" ".join(f"{x:g}" for x in row) for row in rows)
    result = run(tmp_path, text, "orlib-gap", "--json", "--seconds", "2")
    assert result.exit_code == 3
    answer = json.loads(result.stdout)
    arcs = np.array(answer["assignment"]) * 200 + np.arange(200)
    assert p.cost[arcs].sum() == answer["objective"]
    used = np.bincount(p.agent[arcs], p.take[arcs, 0], 20)
    assert (used <= p.capacity[:, 0]).all()
    assert answer["bound"] <= answer["objective"] < inf
    assert answer["gap"] == pytest.approx(1 - answer["bound"] / answer["objective"])


def test_warehouses_are_opened_at_least_cost(tmp_path):
    """Both must open: 9.5; the first customer from the second, 6; of the second 4 units stay
    with the full second at 16 ÷ 8 each, 4 units go to the first at 4 ÷ 8."""
    result = run(tmp_path, CAP, "orlib-cap", "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["objective"] == answer["bound"] == pytest.approx(5 + 4.5 + 6 + 4)
    assert answer["assignment"] == [1, 0]


def test_a_pack_is_solved_in_yuan(tmp_path):
    path = "packs/vision-valley"
    options = ["--format", "pack", "--seconds", "30", "--json"]
    result = CliRunner().invoke(siting_app, ["solve", path, *options])
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    pack = read_pack(Path(path))
    problem = siting_problem(pack, Economics(pack.created, 0.08, 10))
    spaces = pack.tables["spaces"]["id"].to_list()
    projects = pack.tables["projects"]["id"].to_list()
    assert len(answer["assignment"]) == len(projects)
    placed = zip(projects, answer["assignment"], strict=True)
    assert_allocation_feasible(problem, {p: spaces[k] for p, k in placed if k >= 0})
    assert answer["bound"] == answer["objective"] > 0


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("2 2 1", "orlib-gap", "3 numbers are missing"),
        (GAP + " 7", "orlib-gap", "1 numbers are left at the end"),
        (GAP.replace("9", "x"), "orlib-gap", "number 4, 'x'"),
        (GAP.replace("9", "-9"), "orlib-gap", "number 4, '-9'"),
        ("0 3", "orlib-gap", "two positive integers"),
        (GAP.replace("6 6", "2 2"), "orlib-gap", "job 1 is too large for every agent"),
        (GAP.replace("6 6", "3 2"), "orlib-gap", "job 2 is too large"),
        ("2 3 1 1 1 1 1 1 2 2 2 2 2 2 3 3", "orlib-gap", "no assignment keeps the capacities"),
        (CAP.replace("10 5", "1 5"), "orlib-cap", "cannot serve the whole demand"),
        ("视谷", "orlib-gap", "no text of numbers"),
    ],
)
def test_a_file_at_fault_is_named_and_ends_with_1(tmp_path, text, form, message):
    result = run(tmp_path, text, form, "--lang", "en", "--json")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_ends_with_1(tmp_path):
    result = CliRunner().invoke(
        siting_app, ["solve", str(tmp_path / "no"), "--format", "orlib-gap"]
    )
    assert result.exit_code == 1
    assert "no" in result.stderr
