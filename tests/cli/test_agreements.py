"""``shigu sharing check``: a sound agreement passes, a bad one names every problem."""

import json

import docx
import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from tests.engine.sharing.rules.agreements import SMALL


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "agreement.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return written


def run(*arguments):
    return CliRunner().invoke(app, ["sharing", *arguments])


def test_a_sound_agreement_passes(write):
    done = run("check", write(SMALL), "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert run("check", write(SMALL), "--lang", "en").stdout == "The agreement is sound.\n"


def test_every_problem_has_line_code_and_cure(write):
    path = write(SMALL.replace("1 - part", "part").replace("years: 4-", "years: 5-"))
    done = run("check", path, "--json")
    assert done.exit_code == 1
    assert [(p["line"], p["code"]) for p in json.loads(done.stdout)] == [
        (25, "share-sum-moves"),
        (26, "phase-gap"),
    ]
    told = run("check", path)
    assert told.exit_code == 1
    assert "第 26 行 rules[0].phases[1].years：第 4 年没有规定" in told.stdout


def test_a_file_in_another_encoding_is_refused(write):
    done = run("check", write(SMALL.encode("gbk")))
    assert done.exit_code == 1
    assert "UTF-8" in done.stderr


def test_the_annex_of_a_sound_agreement_is_written(write, tmp_path):
    out = tmp_path / "annex.docx"
    done = run("annex", write(SMALL), "--out", str(out))
    assert done.exit_code == 0
    assert docx.Document(str(out)).paragraphs[0].text == "小协议"


def test_no_annex_is_written_of_terms_that_do_not_hold(write, tmp_path):
    out = tmp_path / "annex.docx"
    done = run("annex", write(SMALL.replace("1 - part", "part")), "--out", str(out))
    assert done.exit_code == 1
    assert "share-sum-moves" in done.stderr
    assert not out.exists()
