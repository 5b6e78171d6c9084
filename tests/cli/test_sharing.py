"""``shigu sharing solve``: one JSON document, or one clear message and exit code 1."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from shigu.cli.sharing import sharing_app
from shigu.engine.sharing.structured.airport import Airport


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
        ("9" * 5000, "no object"),
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
        (
            json.dumps({"players": [str(i) for i in range(17)], "values": []}),
            "17 players need 131071",
        ),
        (json.dumps({"players": [str(i) for i in range(29)], "values": []}), "29 players; 1 to 28"),
        (f'{{{TWO}, "values": [1, 2, 3], "voting": {{}}}}', "'values' or 'voting', not both"),
        (f'{{{TWO}, "values": [1, 2, 3], "unions": "ab"}}', "unions is a list of lists"),
        (f'{{{TWO}, "values": [1, 2, 3], "unions": [["a"]]}}', "unions do not name 'b'"),
        (f'{{{TWO}, "values": [1, 2, 3], "weights": 2}}', "weights is a list of numbers"),
        (f'{{{TWO}, "values": [1, 2, 3], "weights": [1]}}', "weights has 1 numbers for 2 players"),
        (f'{{{TWO}, "values": [1, 2, 3], "weights": [1, 0]}}', "weights are positive"),
        (f'{{{TWO}, "values": [1, 2, 3], "disagreement": [1, "x"]}}', "disagreement[1] = 'x'"),
        (f'{{{TWO}, "airport": [1, 2]}}', "airport is missing, unknown or of the wrong shape"),
        (f'{{{TWO}, "airport": {{"costs": [1, 2], "runway": 1}}}}', "airport.runway"),
        (f'{{{TWO}, "airport": {{"costs": [1, null]}}}}', "airport.costs[1] = None"),
        (f'{{{TWO}, "airport": {{"costs": 3}}}}', "airport.costs is no list"),
        (f'{{{TWO}, "voting": {{"quota": 1.5, "weights": [1, 1]}}}}', "voting.quota is no whole"),
        (
            f'{{{TWO}, "flow": {{"source": "s", "sink": "t", "arcs": [["s", "t"]]}}}}',
            "flow.arcs[0]",
        ),
        (f'{{{TWO}, "flow": {{"source": "s", "sink": 3, "arcs": []}}}}', "flow.source/sink[1]"),
        (f'{{{TWO}, "values": 3}}', "neither list nor object"),
        (f'{{{TWO}, "values": [1, 2]}}', "values has 2 numbers, 2 players need 3"),
        (f'{{{TWO}, "values": [1, NaN, 3]}}', "values[1] (b) = nan is not a finite number"),
        (f'{{{TWO}, "values": [1, -Infinity, 3]}}', "values[1] (b) = -inf is not a finite number"),
        (f'{{{TWO}, "values": [1, 2, 3], "weights": [NaN, 1]}}', "weights[0] = nan"),
        (f'{{{TWO}, "values": [1, {"9" * 5000}, 3]}}', "… lies outside 1e-200"),
        (f'{{{TWO}, "values": [1, 1e{"9" * 20}, 3]}}', f"values[1] (b) = '1e{'9' * 20}'"),
        (r'{"players": ["\ud800"], "values": [1]}', "control characters: remove them"),
        ('{"players": ["a", "a "], "values": [1, 2, 3]}', "players[1] = 'a ' has blanks"),
        (f'{{{TWO}, "voting": {{"quota": 1, "weights": 3}}}}', "voting.weights is no list"),
        (f'{{{TWO}, "voting": {{"quota": 1, "weights": "11"}}}}', "voting.weights is no list"),
        (f'{{{TWO}, "kind": "profit", "airport": {{"costs": [1, 2]}}}}', 'is "cost": correct'),
        (
            f'{{{TWO}, "assignment": {{"sellers": ["s"], "buyers": ["b"], "worth": [[1]]}}}}',
            "its sellers and buyers: remove players",
        ),
        (
            json.dumps({"values": {f"p{i}": 1 for i in range(40)}}),
            "40 players; 1 to 28",
        ),
        (f'{{{TWO}, "values": [1, null, 3]}}', "values[1] (b) = None is not a finite number"),
        (f'{{{TWO}, "values": [1, true, 3]}}', "values[1] (b) = True"),
        (f'{{{TWO}, "values": [1, "two", 3]}}', "values[1] (b) = 'two'"),
        (f'{{{TWO}, "values": [1, "1/0", 3]}}', "values[1] (b) = '1/0'"),
        (f'{{{TWO}, "values": [1, 1e999999999, 3]}}', "use another unit"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2}}}}', "coalition a,b has no value"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2, "a,c": 3}}}}', "'c' is none of the players"),
        (f'{{{TWO}, "values": {{"a": 1, "a": 2, "b": 2, "a,b": 3}}}}', "'a' is given twice"),
        (f'{{{TWO}, "values": {{"a": 1, "b": 2, "a,b": 3, "b,a": 3}}}}', "'b,a' is given twice"),
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


def test_players_may_be_left_to_the_names_of_coalitions(tmp_path):
    solved = solve(tmp_path, {"title": "two", "values": {"B": 7, "A": 11, "A,B": 20}})
    assert solved["players"] == ["B", "A"]
    assert solved["nucleolus"] == [8, 12]


def test_an_empty_core_is_proven_by_balanced_coalitions(tmp_path):
    solved = solve(tmp_path, {"players": ["a", "b", "c"], "values": [0, 0, 1, 0, 1, 1, 1]})
    assert solved["core_empty"] is True
    assert solved["exact"]["balanced_weights"] == {"a,b": "1/2", "a,c": "1/2", "b,c": "1/2"}


def test_printed_doubles_are_read_up_to_their_rounding(tmp_path):
    """0.1, 0.5 and 0.3 alone sum to 0.9; their doubles to 0.8999999999999999."""
    alone = [0.1, 0.5, 0.3]
    values = [sum(a for i, a in enumerate(alone) if m >> i & 1) for m in range(1, 8)]
    assert values[6] < 0.9
    solved = solve(tmp_path, {"players": ["a", "b", "c"], "values": values})
    assert solved["core_empty"] is False
    for rule in ("shapley", "nucleolus", "prenucleolus", "tau", "nash"):
        assert solved[rule] == pytest.approx(alone, abs=1e-15)
    short = solve(tmp_path, {"players": ["a", "b"], "values": [0.1, 0.2, 0.29]})
    assert short["core_empty"] is True
    assert short["nucleolus"] is None


def test_unions_weights_and_disagreement_are_read(tmp_path):
    game = {
        "players": ["a", "b", "c"],
        "values": [0, 0, 1, 0, 1, 1, 1],
        "unions": [["a", "b"], ["c"]],
    }
    solved = solve(tmp_path, game)
    assert solved["owen"] == solved["aumann_dreze"] == solved["banzhaf_owen"] == [0.5, 0.5, 0]
    game = {"players": ["a", "b"], "values": [1, 2, 12], "weights": [2, 1], "disagreement": [0, 3]}
    assert solve(tmp_path, game)["nash"] == [6, 6]


def test_all_rules_properties_and_who_would_leave(tmp_path):
    path = tmp_path / "game.json"
    path.write_text(json.dumps({"players": ["a", "b", "c"], "values": [0, 0, 4, 0, 1, 1, 5]}))
    result = CliRunner().invoke(sharing_app, ["solve", str(path), "--json", "--full"])
    solved = json.loads(result.stdout)
    assert solved["properties"]["superadditive"] == {"holds": True}
    assert solved["properties"]["convex"]["holds"] is True
    assert solved["banzhaf"] == [2.25, 2.25, 0.75]
    assert solved["exact"]["scrb"] == ["20/9", "20/9", "5/9"]
    assert solved["exact"]["equal_rest"] == ["8/3", "8/3", "-1/3"]
    assert solved["would_leave"]["shapley"] == {"count": 0, "coalitions": []}
    assert solved["in_kernel"]["nucleolus"] is True
    paid = dict(zip("abc", solved["shapley"], strict=True))
    assert solved["excess"]["a,b"]["shapley"] == pytest.approx(4 - paid["a"] - paid["b"])
    assert len(solved["excess"]) == 6
    path.write_text(json.dumps({"players": ["a", "b", "c"], "values": [0, 0, 4, 0, 4, 0, 3]}))
    solved = json.loads(
        CliRunner().invoke(sharing_app, ["solve", str(path), "--json", "--full"]).stdout
    )
    assert solved["properties"]["monotonic"] == {
        "holds": False,
        "coalitions": [["a", "c"], ["a", "b", "c"]],
        "gap": 1,
    }
    assert solved["would_leave"]["prenucleolus"]["coalitions"][0] == {
        "members": ["a", "b"],
        "alone": 4,
        "paid": 10 / 3,
        "gain": 2 / 3,
    }


def test_small_games_load_no_compiler():
    """Only many players and scenarios need numba, which takes a second to load (ADR 0011)."""
    code = "import sys, shigu.cli.main, shigu.sharing; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def many(costs):
    """The costs of an airport listed by coalition."""
    return [costs[mask.bit_length() - 1] for mask in range(1, 1 << len(costs))]


def test_seventeen_players_are_solved_in_doubles(tmp_path):
    costs = [1, 4, 9, 12, 13, 20, 21, 22, 30, 31, 44, 45, 46, 50, 60, 61, 75]
    players = [f"p{i}" for i in range(17)]
    solved = solve(tmp_path, {"players": players, "values": many(costs), "kind": "cost"})
    closed = Airport(tuple(players), tuple(map(Fraction, costs)))
    assert solved["arithmetic"] == "float64"
    assert solved["residual"] < 1e-10
    assert solved["shapley"] == pytest.approx([float(x) for x in closed.shapley()], abs=1e-10)
    assert solved["nucleolus"] == pytest.approx([float(x) for x in closed.nucleolus()], abs=1e-10)
    assert solved["least_core"]["allocation"] == solved["prenucleolus"]
    assert solved["core_empty"] is False
    assert sum(solved["tau"]) == pytest.approx(75)
    assert solved["nash"] == pytest.approx([c - (sum(costs) - 75) / 17 for c in costs])


def test_many_players_are_named_where_a_value_is_none(tmp_path):
    values = many(list(range(17)))
    for fault, says in (("x", "values[3] = 'x'"), (None, "values[3] = None"), ("1/3", None)):
        values[3] = fault
        result = run(
            tmp_path, {"players": [f"p{i}" for i in range(17)], "values": values}, "--json"
        )
        assert (says is None) == (result.exit_code == 0)
        assert says is None or says in result.stderr


def test_many_players_without_imputation_or_with_unions(tmp_path):
    players = [f"p{i}" for i in range(17)]
    values = [1.0] * ((1 << 17) - 1)
    solved = solve(tmp_path, {"players": players, "values": values})
    assert solved["nucleolus"] is solved["nash"] is None
    assert solved["reasons"]["nucleolus"][0]["code"] == "sharing.nucleolus.imputation"
    assert solved["core_empty"] is True
    assert solved["shapley"] == pytest.approx([1 / 17] * 17)
    result = run(tmp_path, {"players": players, "values": values, "unions": [players]})
    assert result.exit_code == 1
    assert "at most 16 players" in result.stderr


def test_structured_games_are_solved(tmp_path):
    """Talmud, the Security Council, gloves, a workshop and a pipe."""
    names = ["a", "b", "c"]
    talmud = {"players": names, "bankruptcy": {"estate": 200, "claims": [100, 200, 300]}}
    assert solve(tmp_path, talmud)["nucleolus"] == [50, 75, 75]
    airport = {"players": names, "airport": {"costs": [1, 2, 4]}}
    assert solve(tmp_path, airport)["exact"]["shapley"] == ["1/3", "5/6", "17/6"]
    council = {"quota": 39, "weights": [7] * 5 + [1] * 10}
    power = solve(tmp_path, {"players": [f"s{i}" for i in range(15)], "voting": council})
    assert power["exact"]["shapley"][0] == "421/2145"
    gloves = {"assignment": {"sellers": ["l"], "buyers": ["r", "s"], "worth": [[1, 1]]}}
    assert solve(tmp_path, gloves)["nucleolus"] == [1, 0, 0]
    made = {"resources": [[1], [1], [0]], "uses": [[1]], "gains": ["3/2"]}
    assert solve(tmp_path, {"players": names, "production": made})["shapley"] == [1.5, 1.5, 0]
    pipe = {"source": "s", "sink": "t", "arcs": [["s", "m", 2, "a"], ["m", "t", 3, "b"]]}
    assert solve(tmp_path, {"players": names, "flow": pipe})["nucleolus"] == [1, 1, 0]


@pytest.mark.parametrize(
    ("field", "content", "rule", "wanted"),
    [
        ("airport", {"costs": [5] * 20}, "nucleolus", [0.25] * 20),
        ("voting", {"quota": 11, "weights": [1] * 20}, "shapley", [0.05] * 20),
        ("bankruptcy", {"estate": 10, "claims": [4] * 20}, "nucleolus", [0.5] * 20),
        (
            "production",
            {"resources": [[1]] * 20, "uses": [[1]], "gains": [3]},
            "core_allocation",
            [3] * 20,
        ),
        (
            "flow",
            {"source": "s", "sink": "t", "arcs": [["s", "t", 2, f"p{i}"] for i in range(20)]},
            "core_allocation",
            [2] * 20,
        ),
    ],
)
def test_many_players_of_a_structured_game_need_no_listing(tmp_path, field, content, rule, wanted):
    players = [f"p{i}" for i in range(20)]
    solved = solve(tmp_path, {"players": players, field: content})
    assert solved[rule] == pytest.approx(wanted)
    missing = {name for name, parts in solved.items() if parts is None}
    assert missing == set(solved["reasons"])


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    result = CliRunner().invoke(sharing_app, ["solve", str(tmp_path / "none.json")])
    assert result.exit_code == 2


def test_a_quota_too_large_to_count_is_refused(tmp_path):
    voting = {"quota": 10**18, "weights": [10**17] * 30}
    result = run(tmp_path, {"players": [f"p{i}" for i in range(30)], "voting": voting})
    assert result.exit_code == 1
    assert "3225806 at most for 30 players" in result.stderr


def test_seventeen_players_may_be_left_to_the_names_of_coalitions(tmp_path):
    """Bit i stands for the i-th coalition of one that is named."""
    names = [f"p{i}" for i in range(17)]
    values = {
        ",".join(name for i, name in enumerate(names) if mask >> i & 1): mask % 2
        for mask in range(1, 1 << 17)
    }
    solved = solve(tmp_path, {"values": values})
    assert solved["players"] == names
    assert solved["nash"] == [1] + [0] * 16
