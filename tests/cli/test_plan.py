"""``shigu plan`` from outside: what it writes, what it refuses, what it leaves untouched."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from tests.conftest import REFERENCE
from tests.engine.pack.cast import edit, write_pack
from tests.engine.pack.test_damage import DAMAGE


def plan(*arguments):
    return CliRunner().invoke(app, ["plan", *map(str, arguments)])


@pytest.fixture
def earlier(tmp_path):
    """An output directory that holds the plan of another day."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.json").write_text("{}", encoding="utf-8")
    return out


def assert_untouched(out):
    assert [path.name for path in out.iterdir()] == ["plan.json"]
    assert (out / "plan.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(("damage", "expected"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_pack_yields_a_line_and_no_plan(tmp_path, earlier, damage, expected):
    pack = write_pack(tmp_path / "pack")
    damage(pack)
    result = plan(pack, "--out", earlier)
    assert result.exit_code == 1
    assert f"[{expected[3]}]" in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert_untouched(earlier)


def test_a_missing_pack_is_named(tmp_path, earlier):
    result = plan(tmp_path / "nowhere", "--out", earlier)
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert_untouched(earlier)


def test_a_wrong_day_is_a_matter_of_usage(tmp_path, earlier):
    result = plan(write_pack(tmp_path / "pack"), "--out", earlier, "--as-of", "23.11.2026")
    assert result.exit_code == 2
    assert "2026-11-23" in result.output
    assert_untouched(earlier)


def test_a_pack_without_players_is_told_what_to_fill(tmp_path, earlier):
    pack = write_pack(tmp_path / "pack")
    for player in ("hangzhou", "binjiang", "xiaoshan"):
        edit(pack, "districts.csv", f",{player},fact", ",,fact")
    for table in ("pools", "pool_entitlements"):
        lines = (pack / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        (pack / f"{table}.csv").write_text(lines[0] + "\n", encoding="utf-8")
    result = plan(pack, "--out", earlier)
    assert result.exit_code == 1
    assert "districts.player" in result.stderr
    assert_untouched(earlier)


def test_an_output_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a directory", encoding="utf-8")
    result = plan(write_pack(tmp_path / "pack"), "--out", blocked)
    assert result.exit_code == 1
    assert "file" in result.stderr
    assert "Traceback" not in result.output
    assert blocked.read_text(encoding="utf-8") == "not a directory"


def test_a_small_pack_gets_a_plan_in_both_languages(tmp_path):
    pack, out = write_pack(tmp_path / "pack"), tmp_path / "out"
    chinese, english = plan(pack, "--out", out), plan(pack, "--out", out, "--lang", "en")
    assert chinese.exit_code == english.exit_code == 0, chinese.output + english.output
    assert "缺什么" in chinese.stdout
    assert "Missing" in english.stdout
    assert {path.name for path in out.iterdir()} == {"plan.json", "plan.html"}


def test_the_same_pack_and_seed_give_the_same_plan(tmp_path):
    pack = write_pack(tmp_path / "pack")
    answers = []
    for name in ("one", "two"):
        plan(pack, "--out", tmp_path / name, "--seed", "5")
        answer = json.loads((tmp_path / name / "plan.json").read_text(encoding="utf-8"))
        for run in (answer["run"], answer["siting"], *answer["siting"]["log"]):
            run.pop("seconds")
        answer["run"].pop("phases")
        answers.append(answer)
    assert answers[0] == answers[1]


def test_the_reference_plan_ends_with_where_to_read_on(reference_plan):
    out, result = reference_plan
    assert str(out / "plan.html") in result.stdout.splitlines()[-2]
    assert len(result.stdout.splitlines()) <= 24
    assert REFERENCE.name in (out / "plan.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--lock", "j-1"], 2, "project=space"),
        (["--forbid", "=sp-1"], 2, "project=space"),
        (["--lock", "j-1=sp-1", "--lock", "j-1=sp-2"], 2, "one place for a project"),
        (["--lock", "j-9=sp-1"], 1, "project j-9 is not in the pack"),
        (["--forbid", "j-1=sp-9"], 1, "space sp-9 is not in the pack"),
        (["--lock", "j-1=sp-2"], 1, "锁定在二号楼"),
        (["--forbid", "j-1=sp-1"], 1, "已排除：摄像机二期在一号地"),
    ],
)
def test_conditions_that_cannot_be_are_refused(tmp_path, earlier, options, code, told):
    result = plan(write_pack(tmp_path / "pack"), "--out", earlier, *options)
    assert result.exit_code == code
    assert told in " ".join(result.output.replace("│", " ").split())
    assert_untouched(earlier)


def test_a_lock_is_kept_and_recorded(tmp_path):
    pack, out = write_pack(tmp_path / "pack"), tmp_path / "out"
    options = ("--lock", "j-2=sp-2", "--forbid", "j-1=sp-2")
    result = plan(pack, "--out", out, *options)
    assert result.exit_code == 0, result.output

    document = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert document["run"]["locked"] == {"j-2": "sp-2"}
    assert document["run"]["forbidden"] == [["j-1", "sp-2"]]
    placed = {p["project"]: p["space"] for p in document["siting"]["placements"]}
    assert placed["j-2"] == "sp-2"
    assert [x["count"] for x in document["limits"] if x["code"] == "siting.conditions"] == [2]
