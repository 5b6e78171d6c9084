"""``shigu sharing solve``: one JSON document, or one clear message and exit code 1."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.sharing import sharing_app


def run(tmp_path, content, *options):
    path = tmp_path / "game.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return CliRunner().invoke(sharing_app, ["solve", str(path), *options])


def solve(tmp_path, content):
    result = run(tmp_path, content, "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


def test_a_list_by_bitmask_is_solved(tmp_path):
    """Talmud, estate 200: claims 100, 200, 300."""
    game = {"players": ["a", "b", "c"], "values": [0, 0, 0, 0, 0, 100, 200], "kind": "profit"}
    solved = solve(tmp_path, game)
    assert solved["players"] == ["a", "b", "c"]
    assert solved["nucleolus"] == [50, 75, 75]
    assert solved["exact"]["shapley"] == ["100/3", "250/3", "250/3"]
    assert solved["least_core"]["epsilon"] == -50
    assert solved["core_empty"] is False
    assert solved["reasons"] == {}


def test_an_object_by_names_is_solved_in_the_order_of_players(tmp_path):
    game = {"players": ["B", "A"], "values": {"A": 11, "B": 7, "A,B": 15}, "kind": "cost"}
    solved = solve(tmp_path, game)
    for rule in ("shapley", "nucleolus", "tau", "nash"):
        assert solved[rule] == [5.5, 9.5]
    assert solved["least_core"] == {"epsilon": -1.5, "allocation": [5.5, 9.5]}


def test_fractions_and_decimals_stay_exact(tmp_path):
    game = b'{"players": ["a", "b"], "values": ["1/3", 0.1, "1e0"]}'
    assert solve(tmp_path, game)["exact"]["shapley"] == ["37/60", "23/60"]


def test_what_is_undefined_is_null_with_a_reason(tmp_path):
    solved = solve(tmp_path, {"players": ["a", "b"], "values": [5, 5, 8]})
    assert solved["core_empty"] is True
    for rule in ("nucleolus", "tau", "nash"):
        assert solved[rule] is None
        assert solved["reasons"][rule][0]["zh"]
        assert solved["reasons"][rule][0]["en"]
    assert solved["least_core"] == {"epsilon": 1, "allocation": [4, 4]}


def test_one_player_is_solved(tmp_path):
    assert solve(tmp_path, {"players": ["a"], "values": [3]})["shapley"] == [3]


def test_a_file_with_byte_order_mark_is_read(tmp_path):
    assert solve(tmp_path, b'\xef\xbb\xbf{"players": ["a"], "values": [3]}')["nash"] == [3]


def test_without_json_people_get_a_table(tmp_path):
    result = run(tmp_path, {"players": ["滨江", "萧山"], "values": [5, 5, 8]})
    assert result.exit_code == 0
    assert "滨江" in result.stdout
    assert "4.0000" in result.stdout
    assert "议价解无定义" in result.stdout


TWO = '"players": ["a", "b"]'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("9" * 5000, "no JSON"),
        (b"\xff\xfe", "no JSON in UTF-8"),
        ("[1, 2, 3]", "no object"),
        ("null", "no object"),
        ("{}", "'players' is missing"),
        (f"{{{TWO}}}", "'values' is missing"),
        (f'{{{TWO}, "values": [1, 2, 3], "vlaues": 1}}', "unknown field 'vlaues'"),
        ('{"players": "ab", "values": [1, 2, 3]}', "players is no list"),
        ('{"players": ["a", 2], "values": [1, 2, 3]}', "players[1] = 2 is not a name"),
        ('{"players": ["a", ["b"]], "values": [1, 2, 3]}', "is not a name"),
        ('{"players": ["a", "a"], "values": [1, 2, 3]}', "names 'a' twice"),
        ('{"players": [], "values": []}', "0 players; 1 to 16"),
        (json.dumps({"players": [str(i) for i in range(17)], "values": []}), "17 players; 1 to 16"),
        (f'{{{TWO}, "values": 3}}', "neither list nor object"),
        (f'{{{TWO}, "values": [1, 2]}}', "values has 2 numbers, 2 players need 3"),
        (f'{{{TWO}, "values": [1, NaN, 3]}}', "NaN in values is not a finite number"),
        (f'{{{TWO}, "values": [1, -Infinity, 3]}}', "-Infinity in values"),
        (f'{{{TWO}, "values": [1, null, 3]}}', "values[1] (b) = None is not a finite number"),
        (f'{{{TWO}, "values": [1, true, 3]}}', "values[1] (b) = True"),
        (f'{{{TWO}, "values": [1, "two", 3]}}', "values[1] (b) = 'two'"),
        (f'{{{TWO}, "values": [1, "1/0", 3]}}', "values[1] (b) = '1/0'"),
        (f'{{{TWO}, "values": [1, 1e999999999, 3]}}', "use another unit"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2}}}}', "coalition a,b has no value"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2, "a,c": 3}}}}', "'c' is none of the players"),
        (f'{{{TWO}, "values": {{"a": 1, "a": 2, "b": 2, "a,b": 3}}}}', "'a' is given twice"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2, "a,b": 3, "b,a": 3}}}}', "b,a is given twice"),
        (f'{{{TWO}, "values": [1, 2, 3], "kind": "loss"}}', 'write "profit" or "cost"'),
        (f'{{{TWO}, "values": [1, 2, 3], "kind": ["cost"]}}', 'write "profit" or "cost"'),
    ],
)
def test_a_fault_is_one_message_with_place_and_cure(tmp_path, text, says):
    content = text if isinstance(text, bytes) else text.encode()
    result = run(tmp_path, content, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    result = CliRunner().invoke(sharing_app, ["solve", str(tmp_path / "none.json")])
    assert result.exit_code == 2
