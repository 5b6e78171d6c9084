"""``shigu pack``: what people and programs see, and the exit codes."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.pack import pack_app
from tests.engine.pack.cast import append, set_cell, write_pack
from tests.engine.pack.test_damage import DAMAGE

KEYS = ["table", "row", "column", "code", "message_zh", "message_en", "cure", "cure_en"]


def run(*arguments):
    return CliRunner().invoke(pack_app, [str(argument) for argument in arguments])


def test_a_sound_pack_is_told_so(tmp_path):
    result = run("validate", write_pack(tmp_path / "pack"))
    assert (result.exit_code, result.stdout) == (0, "数据包没有问题。\n")


def test_json_is_one_document_with_every_problem(tmp_path):
    pack = write_pack(tmp_path / "pack")
    set_cell(pack, "positions", 3, "link", "video-sock")

    result = run("validate", pack, "--json")

    (problem,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(problem) == KEYS
    assert (problem["table"], problem["row"], problem["column"]) == ("positions", 3, "link")
    assert "video-soc？" in problem["cure"]


def test_a_sound_pack_is_an_empty_list_in_json(tmp_path):
    result = run("validate", write_pack(tmp_path / "pack"), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "zones（1）\n  第 2 行 kind：kind 没有这个取值：campus。"),
        ("en", "zones (1)\n  row 2 kind: kind has no such value: campus. Choose one of: park"),
    ],
)
def test_people_read_problems_by_table_in_their_language(tmp_path, lang, said):
    pack = write_pack(tmp_path / "pack")
    set_cell(pack, "zones", 2, "kind", "campus")

    result = run("validate", pack, "--lang", lang)

    assert result.exit_code == 1
    assert said in result.stdout


def test_many_problems_of_a_kind_are_counted_for_people(tmp_path):
    pack = write_pack(tmp_path / "pack")
    for i in range(25):
        append(pack, "sources", 2, id=f"s-{i}", trust="rumour")

    result = run("validate", pack)

    assert result.stdout.count("rumour") == 20
    assert "另有 5 个同类 [enum]" in result.stdout
    assert len(json.loads(run("validate", pack, "--json").stdout)) == 25


@pytest.mark.parametrize("name", ["gbk", "quote never closed", "descriptor is no yaml", "binary"])
def test_a_damaged_pack_gives_a_line_and_no_traceback(tmp_path, name):
    damage, expected = DAMAGE[name]
    pack = write_pack(tmp_path / "pack")
    damage(pack)

    result = run("validate", pack)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"[{expected[3]}]" in result.stdout
    assert "Traceback" not in result.output


def test_a_directory_that_is_not_there_is_the_users_input(tmp_path):
    result = run("validate", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stdout


def test_no_directory_is_wrong_usage():
    assert run("validate").exit_code == 2


def test_new_writes_a_pack_that_validates(tmp_path):
    made = run("new", tmp_path / "pack")
    assert made.exit_code == 0
    assert "29" in made.stdout
    assert run("validate", tmp_path / "pack").exit_code == 0


def test_new_refuses_a_directory_in_use_and_changes_nothing(tmp_path):
    pack = write_pack(tmp_path / "pack")
    before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}

    result = run("new", pack)

    assert result.exit_code == 1
    assert (result.stdout, "什么也没有改动" in result.stderr) == ("", True)
    assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before
