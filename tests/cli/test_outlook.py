"""``shigu sharing outlook``: the spread of shares over scenarios, or one clear message."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.sharing import sharing_app

TWO = '"players": ["a", "b"]'


def run(tmp_path, content, *options):
    path = tmp_path / "scenarios.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return CliRunner().invoke(sharing_app, ["outlook", str(path), *options])


def test_two_scenarios_are_averaged(tmp_path):
    """A surplus of 4 or of −1 over 1 and 2 alone: the core holds in one of two."""
    game = {"players": ["a", "b"], "scenarios": [[1, 2, 7], [1, 2, "2"]]}
    found = json.loads(run(tmp_path, game).stdout)
    assert found["scenarios"] == 2
    assert found["core_probability"] == found["imputation_probability"] == 0.5
    assert found["shapley"]["mean"] == found["nucleolus"]["mean"] == [1.75, 2.75]
    assert found["shapley"]["quantiles"]["0.5"] == [1.75, 2.75]
    assert found["shapley"]["deviation"] == [1.25, 1.25]


def test_projects_succeed_by_their_probability(tmp_path):
    """Nothing is certain; a project worth 8 to both succeeds in one of four."""
    project = {"probability": 0.25, "values": [0, 0, 8]}
    game = {"players": ["a", "b"], "values": [1, 0, 1], "projects": [project], "kind": "profit"}
    found = json.loads(run(tmp_path, game, "--count", "20000", "--seed", "3").stdout)
    assert found["scenarios"] == 20_000
    assert found["nucleolus"]["mean"] == pytest.approx([2, 1], abs=0.05)
    assert found["core_probability"] == 1
    again = run(tmp_path, game, "--count", "20000", "--seed", "3").stdout
    assert json.loads(again) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no JSON"),
        ("[]", "write {"),
        (f'{{{TWO}, "values": [1, 2, 3]}}', "write {"),
        (f'{{{TWO}, "scenarios": [], "extra": 1}}', "write {"),
        (f'{{{TWO}, "scenarios": []}}', "scenarios is empty"),
        (f'{{{TWO}, "scenarios": [3]}}', "scenarios[0] is no list"),
        (f'{{{TWO}, "scenarios": [[1, 2]]}}', "scenarios[0] has 2 numbers, 2 players need 3"),
        (f'{{{TWO}, "scenarios": [[1, null, 2]]}}', "scenarios[0][1] = None"),
        ('{"players": ["a"], "scenarios": [[1]]}', "one player has nothing to share"),
        (f'{{{TWO}, "scenarios": [[1, 2, 3]], "kind": "loss"}}', 'write "profit" or "cost"'),
        (f'{{{TWO}, "values": [1, 2, 3], "projects": [1]}}', "projects[0]: write"),
        (
            f'{{{TWO}, "values": [1, 2, 3], "projects": [{{"probability": 2, "values": []}}]}}',
            "projects[0].probability lies outside",
        ),
    ],
)
def test_a_fault_is_one_message_with_place_and_cure(tmp_path, text, says):
    result = run(tmp_path, text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_amounts_whose_squares_are_beyond_doubles_have_a_deviation(tmp_path):
    found = json.loads(
        run(tmp_path, {"players": ["a", "b"], "scenarios": [[0, 0, 4e199]] * 2}).stdout
    )
    assert found["shapley"]["mean"] == [2e199, 2e199]
    assert found["shapley"]["deviation"] == [0, 0]


def test_titles_are_not_read_and_too_many_draws_are_refused(tmp_path):
    """Of 12 players 4096 values a scenario, 2²⁷ values in all: 32768 scenarios."""
    names = [f"p{i}" for i in range(12)]
    game = {"title": "t", "players": names, "values": [0] * 4095, "projects": []}
    result = run(tmp_path, game, "--count", "32769")
    assert result.exit_code == 1
    assert "for 12 players at most 32768 scenarios" in result.stderr
