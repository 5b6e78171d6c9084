"""``shigu registry``: a register onto the links of the reference pack."""

import csv
import os
import sys
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.cli.rows import Rows

PACK = Path(__file__).parents[2] / "packs" / "vision-valley"
FIRMS = """uscc,name,business_scope
A,宏图光电公司,生产：光学镜头；销售：交换机
B,小铺,销售：光学镜头
C,茶叶公司,茶叶零售
,无号公司,光学镜头制造
D,云谷光电,光学镜头的研发
"""


def run(*words):
    return CliRunner().invoke(app, ["registry", *map(str, words)])


@pytest.fixture
def firms(tmp_path):
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    return tmp_path / "firms.csv"


def mapped(firms, *options):
    out = firms.with_name("positions.parquet")
    result = run("map", firms, "--chain", PACK, "--out", out, *options)
    assert result.exit_code == 0, result.output
    return result, {(r["id"], r["link"]): r for r in pq.read_table(out).to_pylist()}


def test_positions_with_evidence_and_what_was_set_aside(firms):
    result, rows = mapped(firms)
    assert set(rows) == {("A", "optical-lens"), ("D", "optical-lens")}
    assert rows["A", "optical-lens"]["evidence"] == [
        {"field": "scope", "start": 3, "end": 7, "term": "光学镜头", "role": "make"}
    ]
    assert "4 行，2 个定位" in result.stderr
    assert "1  没有统一社会信用代码或编号" in result.stderr
    with firms.with_name("positions.parquet.quarantine.csv").open(encoding="utf-8") as file:
        assert [row["line"] for row in csv.DictReader(file)] == ["5"]


def test_weaker_positions_are_told_if_asked_for(firms):
    _, rows = mapped(firms, "--least", "0.2", "--lang", "en")
    assert ("B", "optical-lens") in rows
    assert ("A", "network-equipment") in rows


def test_a_model_learned_from_judgements_moves_scores(firms):
    judged = firms.with_name("judged.csv")
    judged.write_text("id,link,accepted\nA,optical-lens,1\nB,optical-lens,0\nC,optical-lens,0\n")
    model = firms.with_name("model")
    assert run("train", firms, "--accepted", judged, "--out", model).exit_code == 0
    first = model.read_bytes()
    assert run("train", firms, "--accepted", judged, "--out", model).exit_code == 0
    assert model.read_bytes() == first
    _, plain = mapped(firms)
    _, moved = mapped(firms, "--model", model)
    assert moved["A", "optical-lens"]["score"] > plain["A", "optical-lens"]["score"]
    assert "model_for" in moved["A", "optical-lens"]["reasons"]


@pytest.mark.parametrize(
    ("content", "told"),
    [("id,link\n", "没有带标签的行"), ("id\n", "要有 id、link 两列")],
    ids=["nobody judged", "no links"],
)
def test_judgements_that_teach_nothing_are_refused(firms, content, told):
    judged = firms.with_name("judged.csv")
    judged.write_text(content)
    result = run("train", firms, "--accepted", judged, "--out", firms.with_name("model"))
    assert result.exit_code == 1
    assert told in result.stderr
    assert not firms.with_name("model").exists()


@pytest.mark.parametrize("name", ["missing.csv", "firms.doc"])
def test_a_file_that_is_no_table_is_refused(firms, name):
    firms.with_name("firms.doc").write_text("x")
    out = firms.with_name("out")
    result = run("map", firms.with_name(name), "--chain", PACK, "--out", out)
    assert result.exit_code == 1
    assert name in result.stderr
    assert list(firms.parent.glob("out*")) == []


def test_a_file_that_is_no_model_is_refused(firms):
    options = ("--chain", PACK, "--out", firms.with_name("out"), "--model", firms)
    result = run("map", firms, *options)
    assert result.exit_code == 1
    assert "mapping-model" in result.stderr


class Terminal(StringIO):
    def isatty(self):
        return True


def test_progress_tells_rate_and_what_is_left(monkeypatch):
    clock = iter([0.0, 2.0, 5.0])
    monkeypatch.setattr("shigu.cli.rows.time.perf_counter", lambda: next(clock))
    stream = Terminal()
    rows = Rows(stream, "en")
    rows.tell(100, 1000)
    rows.tell(400, 1000)
    rows.tell(1000, 1000)
    assert "400 / 1,000 rows  40%  150 rows/s  4 s to go" in stream.getvalue()
    assert stream.getvalue().endswith("1,000 / 1,000 rows 100%  180 rows/s  0 s to go\n")


def test_the_command_starts_without_the_compiler():
    code = (
        "import sys, shigu.cli.main; sys.exit('numba' in sys.modules or 'pyarrow' in sys.modules)"
    )
    assert os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", code) == 0
