"""``shigu text``: learn from passages, read statements out of JSON lines."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app

PASSAGES = """[COMPANY 澜芯电子有限公司]落户[PARK 钱江世纪城]。

[GOV 萧山区政府]与[COMPANY 拓普视联有限公司]<SIGN 签约>。
~ SIGN g1 c1
"""
TEXT = "3月18日，浙江澜芯微电子有限公司与萧山区人民政府签约。"


def run(*asked):
    return CliRunner().invoke(app, ["text", *map(str, asked)])


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    rows = [{"id": "a", "text": TEXT, "pub_date": "2024-03-19"}, {"id": "b", "text": ""}]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_lines_come_back_with_what_they_say(lines):
    done = run("extract", lines)
    assert done.exit_code == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", "b")
    assert {(each["type"], each["text"]) for each in first["entities"]} == {
        ("COMPANY", "浙江澜芯微电子有限公司"),
        ("GOV", "萧山区人民政府"),
    }
    assert [each["value"] for each in first["attributes"]] == ["2024-03-18"]
    event = first["events"][0]
    assert (event["type"], event["trigger"]) == ("SIGN", {"start": 25, "end": 27, "text": "签约"})
    assert event["args"] == [
        {"role": "party", "ref": "e1"},
        {"role": "party", "ref": "e2"},
        {"role": "date", "ref": "a1"},
    ]
    assert second["entities"] == second["events"] == []


def test_a_model_learned_from_own_passages_answers(tmp_path, lines):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(PASSAGES, encoding="utf-8")
    for name in ("one", "again"):
        done = run("train", tmp_path / name, "--passages", tmp_path / "own", "--seed", 3)
        assert done.exit_code == 0, done.output
    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()
    assert run("extract", lines, "--model", tmp_path / "one").exit_code == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "第 1 行"),
        ('{"id": 1}', "第 1 行：要有"),
        ('{"text": "签约", "pub_date": "2024-13-01"}', "第 1 行"),
        ("[]", "第 1 行：要有"),
    ],
)
def test_a_faulty_line_is_named(tmp_path, line, told):
    path = tmp_path / "in.jsonl"
    path.write_text(line, encoding="utf-8")
    done = run("extract", path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


def test_faulty_passages_are_named_and_no_model_is_written(tmp_path):
    (tmp_path / "a.txt").write_text("[FIRM 澜芯]签约", encoding="utf-8")
    done = run("train", tmp_path / "model", "--passages", tmp_path)
    assert done.exit_code == 1
    assert "line 1" in done.stderr
    (tmp_path / "a.txt").write_text("没有标注", encoding="utf-8")
    assert run("train", tmp_path / "model", "--passages", tmp_path).exit_code == 1
    assert not (tmp_path / "model").exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = run("extract", tmp_path / "none.jsonl")
    assert done.exit_code == 1
    assert "none.jsonl" in done.stderr


def test_the_commands_start_without_a_language_model():
    models = {"onnxruntime", "pycrfsuite"}
    code = f"import sys, shigu.cli.main; sys.exit(bool({models} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("broken", ["model", "model.npz"])
def test_a_model_that_is_none_is_named(tmp_path, lines, broken):
    (tmp_path / "a.txt").write_text("[COMPANY 澜芯]签约", encoding="utf-8")
    assert run("train", tmp_path / "model", "--passages", tmp_path).exit_code == 0
    (tmp_path / broken).write_bytes(b"rubbish")
    done = run("extract", lines, "--model", tmp_path / "model")
    assert done.exit_code == 1
    assert str(tmp_path / broken) in done.stderr
    assert done.stdout == ""
