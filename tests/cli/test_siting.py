"""``shigu siting solve``: one JSON document, exit code 0 proven, 3 stopped, 1 the file is wrong."""

import json
import signal
from math import inf
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from shigu.cli.siting import siting_app
from shigu.engine.pack.read import read_pack
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.portfolio.allocate import allocate
from shigu.engine.siting.values import Economics
from tests.engine.pack.test_sets import extended
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
        ("", "orlib-gap", "numbers of agents and jobs (it has 0 numbers): 2 numbers are missing"),
        ("2 2 1", "orlib-gap", "in the costs (it has 3 numbers): 3 numbers are missing"),
        (GAP[:-2], "orlib-gap", "in the capacities (it has 15 numbers): 1 numbers are missing"),
        (GAP + "\n7 8", "orlib-gap", "2 numbers are left at the end, from line 7"),
        (GAP.replace("9", "x"), "orlib-gap", "line 2, costs: number 4, 'x'"),
        (GAP.replace("9", "-9"), "orlib-gap", "line 2, costs: number 4, '-9'"),
        (GAP.replace("9", "nan"), "orlib-gap", "line 2, costs: number 4, 'nan'"),
        (GAP.replace("9", "1e999"), "orlib-gap", "line 2, costs: number 4, '1e999'"),
        (GAP.replace("9", "1_0"), "orlib-gap", "line 2, costs: number 4, '1_0'"),
        (GAP.replace("6 6", "6 -6"), "orlib-gap", "line 6, capacities: number 16, '-6'"),
        (f"2\n{GAP}\n{GAP}", "orlib-gap", "2 problems (OR-Library gap1 … gap12, maximisation)"),
        (
            CAP.replace("2 2", "2 3") + " 5 7 7",
            "orlib-gap",
            "in the capacities (it has 15 numbers)",
        ),
        (GAP, "orlib-cap", "1 numbers are left at the end, from line 6"),
        (CAP.replace("4.5", "-4.5"), "orlib-cap", "line 3, capacities and opening costs: number 6"),
        ("99999999 99999999 1", "orlib-gap", "the file ends early, in the costs"),
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
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_refusals_are_told_in_chinese_first(tmp_path):
    result = run(tmp_path, GAP.replace("9", "x"), "orlib-gap")
    assert "第 2 行，成本：第 4 个数 'x' 不是非负有限数。请改正。" in result.stderr


@pytest.mark.parametrize("form", ["orlib-gap", "orlib-cap"])
def test_a_pack_is_no_file_of_numbers(form):
    options = ["solve", "packs/vision-valley", "--format", form]
    result = CliRunner().invoke(siting_app, options)
    assert result.exit_code == 1
    assert "packs/vision-valley" in result.stderr
    assert result.stdout == ""


def test_a_file_of_numbers_is_no_pack(tmp_path):
    result = run(tmp_path, GAP, "pack")
    assert result.exit_code == 1
    assert "file.txt" in result.stderr
    assert result.stdout == ""


def test_an_assignment_that_cannot_be_is_proven_so(tmp_path):
    """20 agents of 100 units each for 200 jobs that take 11 at least: 2200 > 2000."""
    random = np.random.default_rng(1)
    cost, take = random.integers(1, 99, (20, 200)), random.integers(11, 99, (20, 200))
    rows = [cost.ravel(), take.ravel(), np.full(20, 100)]
    text = "20 200\n" + "\n".join(" ".join(map(str, row)) for row in rows)
    result = run(tmp_path, text, "orlib-gap", "--lang", "en", "--seconds", "60")
    assert result.exit_code == 1
    assert "no assignment keeps the capacities" in result.stderr
    assert result.stdout == ""


def test_an_interrupt_keeps_the_best_so_far(tmp_path, monkeypatch):
    p = tight(jobs=400, agents=20, seed=6)
    rows = [p.cost, p.take[:, 0], p.capacity[:, 0]]
    text = "20 400\n" + "\n".join(" ".join(f"{x:g}" for x in row) for row in rows)

    def interrupted(problem, **settings):
        def at_the_first_plan(_seconds, cost, _bound):
            if cost < inf and not settings["watch"].hastened:
                signal.raise_signal(signal.SIGINT)

        return allocate(problem, on_progress=at_the_first_plan, **settings)

    monkeypatch.setattr("shigu.engine.siting.portfolio.allocate.allocate", interrupted)
    before = signal.getsignal(signal.SIGINT)
    result = run(tmp_path, text, "orlib-gap", "--seconds", "600", "--json", "--lang", "en")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "Interrupted: the best plan so far."
    answer = json.loads(result.stdout)
    assert answer["interrupted"] is True
    assert answer["seconds"] < 60
    arcs = np.array(answer["assignment"]) * 400 + np.arange(400)
    assert p.cost[arcs].sum() == answer["objective"] >= answer["bound"]
    assert (np.bincount(p.agent[arcs], p.take[arcs, 0], 20) <= p.capacity[:, 0]).all()
    assert signal.getsignal(signal.SIGINT) == before


def test_a_file_that_is_not_there_ends_with_1(tmp_path):
    result = CliRunner().invoke(
        siting_app, ["solve", str(tmp_path / "no"), "--format", "orlib-gap"]
    )
    assert result.exit_code == 1
    assert "no" in result.stderr


NEAR = [("projects", "j-3", "phase_near", "zone"), ("projects", "j-3", "preferences", "core=3")]


@pytest.mark.parametrize("order", ["money-score", "score-money"])
def test_points_break_a_tie_of_money_when_they_are_asked_for(tmp_path, order):
    """Two phases that bring no money: with points they stand in one zone, the later in the set."""
    pack = extended(tmp_path / "pack", NEAR)
    plain = json.loads(solve_pack(pack, "--json").stdout)
    aimed = json.loads(solve_pack(pack, "--json", "--goal", order).stdout)
    assert (plain["assignment"], plain["score"]) == ([0, -1, -1], 0)
    assert (aimed["assignment"][0], aimed["score"]) == (0, 3)
    assert sorted(aimed["assignment"][1:]) == [1, 4]
    assert aimed["objective"] == plain["objective"] == aimed["bound"]


def test_the_front_is_told_with_the_rows_of_its_plans(tmp_path):
    answer = json.loads(solve_pack(extended(tmp_path / "pack", NEAR), "--json", "--front").stdout)
    (point,) = answer["front"]["points"]
    assert (point["money_yuan"], point["score"]) == (answer["objective"], 3)
    assert point["assignment"][0] == 0
    assert answer["front"]["complete"] is True


def test_points_that_no_plan_has_are_refused_with_the_reason(tmp_path):
    result = solve_pack(extended(tmp_path / "pack", NEAR), "--least-score", "4")
    assert result.exit_code == 1
    assert "评分至少 4 分" in result.stderr


@pytest.mark.parametrize(
    ("form", "options"),
    [("pack", ["--tolerance", "0.1"]), ("orlib-gap", ["--front"])],
)
def test_options_that_mean_nothing_are_a_mistake_of_use(tmp_path, form, options):
    assert run(tmp_path, GAP, form, *options).exit_code == 2


def solve_pack(pack, *options):
    return CliRunner().invoke(siting_app, ["solve", str(pack), "--format", "pack", *options])
