"""``shigu sharing design``: a template, books that may come true, and what each side wants."""

import json
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from tests.engine.sharing.negotiation.cast import ONE

BOOK = "firm,host,introducer,year,kind,local_yuan\n" + "".join(
    f"某厂,shen,lin,{year},vat,{{0}}\n" for year in (2026, 2027)
)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "template.yaml").write_text(ONE, encoding="utf-8")
    for name, yuan in (("good", 2_000_000), ("bad", 400_000)):
        (tmp_path / f"{name}.csv").write_text(BOOK.format(yuan), encoding="utf-8")
    cases = [
        {"name": "成", "probability": "1/4", "book": "good.csv"},
        {"name": "不成", "probability": 0.75, "book": "bad.csv"},
    ]
    (tmp_path / "scenarios.json").write_text(json.dumps(cases), encoding="utf-8")
    return tmp_path


def run(files, *arguments):
    return CliRunner().invoke(
        app,
        [
            *("sharing", "design", str(files / "template.yaml")),
            *("--scenarios", str(files / "scenarios.json"), "--from", "2026", "--to", "2027"),
            *arguments,
        ],
    )


def test_parameters_meet_the_target_in_expectation(files):
    """A quarter of 4 million and three quarters of 0.8 million are 1.6 million; 40 % is 640,000."""
    done = run(files, "--target", "lin=64000000", "--target", "shen=96000000", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["parameters"] == {"early": "2/5"}
    assert told["expected_payments"] == {"lin": 640_000, "shen": 960_000}
    assert told["error"] == 0
    assert told["error_5_5"] == pytest.approx(0.2)
    assert [row["equal"] for row in told["against_5_5"]] == [800_000, 800_000]
    assert "negotiation" not in told


def test_minima_give_the_region_and_the_solution_in_it(files):
    """lin from 400,000 = 25 %, shen from 800,000 = to 50 %; 400,000 are left, 200,000 each."""
    done = run(files, "--at-least", "lin=40000000", "--at-least", "shen=80000000", "--json")
    told = json.loads(done.stdout)["negotiation"]
    assert told["accepted"] == [pytest.approx([0.25, 0.5], abs=1e-5)]
    assert float(Fraction(told["nash"]["early"])) == pytest.approx(0.375, abs=1e-5)


def test_people_are_told_in_sentences(files):
    done = run(files, "--target", "lin=64000000", "--target", "shen=96000000")
    assert done.stdout.startswith("early = 2/5\n")
    assert "与五五分相比，申区多得 16.00 万元" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "neither a target nor a minimum"),
        (("--target", "lin"), "PARTY=NUMBER"),
        (("--target", "lin=1.5"), "PARTY=NUMBER"),
        (("--target", "lin=1"), "shen"),
        (("--at-least", "lin=1"), "two sides"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_cure(files, arguments, said):
    done = run(files, *arguments, "--lang", "en")
    assert done.exit_code == 1
    assert said in done.stderr


def test_a_list_of_scenarios_that_is_none_is_refused(files):
    (files / "scenarios.json").write_text('[{"name": "x"}]', encoding="utf-8")
    done = run(files, "--target", "lin=1", "--lang", "en")
    assert done.exit_code == 1
    assert "scenarios.json is no list of scenarios" in done.stderr


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        ("1e999999", "[0].probability = 1E+999999 lies outside"),
        ("1e" + "9" * 20, "[0].probability = '1e9"),
        ("NaN", "[0].probability = nan is not a finite number"),
        ('"1/0"', "[0].probability = '1/0'"),
    ],
)
def test_a_probability_that_is_none_is_refused_at_its_place(files, probability, said):
    text = f'[{{"name": "x", "probability": {probability}, "book": "good.csv"}}]'
    (files / "scenarios.json").write_text(text, encoding="utf-8")
    done = run(files, "--target", "lin=1", "--lang", "en")
    assert done.exit_code == 1
    assert said in done.stderr
