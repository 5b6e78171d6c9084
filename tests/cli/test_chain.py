"""``shigu chain assess``: one JSON document with the chain part of a plan and every indicator."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shigu.cli.chain import chain_app

PACK = Path(__file__).parents[2] / "packs" / "vision-valley"


def run(directory, *options):
    return CliRunner().invoke(chain_app, ["assess", str(directory), *options])


@pytest.fixture(scope="module")
def document():
    result = run(PACK, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_links_and_gaps_are_those_of_the_plan(document):
    assert len(document["links"]) == 93
    ranks = [gap["priority"] for gap in document["gaps"]]
    assert ranks == sorted(ranks, reverse=True)


def test_the_stress_names_who_falls_and_what_stops(document):
    stress = document["stress"]
    assert stress["tried"]["link"] == 93
    losses = [one["loss"] for one in stress["single"]]
    assert losses == sorted(losses, reverse=True)
    applications = {link["id"] for link in document["links"]}
    for one in stress["single"]:
        assert set(one["stopped"]) <= applications
        assert one["loss"] <= one["loss_without_substitutes"] + 1e-12
    cities = {one["ids"][0]: one for one in stress["single"] if one["kind"] == "place"}
    assert "smart-camera" in cities["city-310000"]["stopped"]
    assert len(stress["cuts"]) == 24


def test_the_deeper_indicators_stand_by_name(document):
    gaps = [gap["link"] for gap in document["gaps"]]
    assert [one["link"] for one in document["gap_stability"]] == gaps
    assert [one["link"] for one in document["moves"]] == gaps
    space = document["product_space"]
    assert space["why"] is None
    assert len(space["places"]) + len(space["left_out_places"]) == 84
    assert len(space["links"]) + len(space["left_out_links"]) == 93
    areas = {one["area"]: one for one in document["frontiers"]}
    assert areas["xiaoshan"]["kind"] == "district"
    held = set(areas["xiaoshan"]["has"])
    assert held.isdisjoint(point["link"] for point in areas["xiaoshan"]["points"])
    assert areas["sanjiang"]["why"]["code"] == "chain.frontier.nobody"


def test_people_are_told_in_their_language():
    told = run(PACK, "--lang", "en").stdout
    assert "Single failures:" in told
    assert "单一失效：" in run(PACK).stdout


def test_a_pack_with_problems_is_refused(tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "package-missing" in result.stderr
    assert result.stdout == ""
