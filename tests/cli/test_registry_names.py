"""``shigu registry look-up`` and ``resolve`` on a small register."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from shigu.scale.records import table

FIRMS = """企业名称,统一社会信用代码,成立日期,注册资本,住所
杭州海康威视数字技术股份有限公司,91330000733796106P,2001-11-30,92433.5万元,杭州市滨江区阡陌路555号
海康威视数字技术（杭州）股份有限公司,,2001-11-30,,
浙江大华技术股份有限公司,91330000727215176K,2001-03-12,"299,455万元",
浙江大华技木股份有限公司,,,,
,91330000727215176K,,,
"""


def run(*words):
    return CliRunner().invoke(app, ["registry", *map(str, words)])


@pytest.fixture
def firms(tmp_path):
    (tmp_path / "firms.csv").write_text(FIRMS, encoding="utf-8")
    return tmp_path / "firms.csv"


def test_records_of_one_firm_get_one_number_and_doubts_are_listed(firms):
    out = firms.with_name("organisations.parquet")
    result = run("resolve", firms, "--out", out)
    assert result.exit_code == 0, result.output
    assert pq.read_table(out)["organisation"].to_pylist() == [0, 0, 2, 3]
    review = pq.read_table(out.with_name("organisations.parquet.review.parquet")).to_pylist()
    assert [(row["one"], row["other"], row["bits"]) for row in review] == [(2, 3, 6)]
    assert "4 条记录，3 家，1 对待人看" in result.output
    assert "1 行有问题" in result.output


def test_parquet_gives_what_csv_gives(firms):
    read = table(firms, firms.with_name("q.csv"))
    columns = {"name": read.names, "uscc": read.codes}
    pq.write_table(pa.table(columns), firms.with_suffix(".parquet"))
    again = table(firms.with_suffix(".parquet"), firms.with_name("q2.csv"))
    assert (again.names, again.codes) == (read.names, read.codes)
    assert again.facts["core"].tolist() == read.facts["core"].tolist()


def test_a_name_is_looked_up_or_refused_with_its_reason(firms):
    names = ["浙江大华技术有限责任公司", "宁波海康威视数字技术股份有限公司", "联影"]
    result = run("look-up", firms, *names)
    assert result.exit_code == 0, result.output
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [(row["row"], row["kinship"]) for row in told] == [
        (2, "variant"),
        (None, "namesake"),
        (None, "other"),
    ]
    assert told[0]["uscc"] == "91330000727215176K"


def test_a_table_without_names_is_refused_and_nothing_is_written(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("resolve", tmp_path / "x.csv", "--out", tmp_path / "out.parquet")
    assert result.exit_code != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv"]
