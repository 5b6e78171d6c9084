"""The same job on this machine and on Spark: the same table, whole or not at all."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shigu.engine.chain.mapping.mapper import POSITIONS, Mapper
from shigu.scale import spark
from shigu.scale.job import Job, run
from shigu.scale.refusals import TableRefused
from tests.engine.chain.cast import link

LINKS = (link("camera", terms=("摄像机",)), link("lens", terms=("镜头",)))
SCOPES = ("生产：摄像机", "镜头制造", "销售：茶叶", "摄像机、镜头的研发", None)
JOB = Job(Mapper.of(LINKS).positions, POSITIONS, "test")
ROWS = 1000


@pytest.fixture
def source(tmp_path):
    ids = [f"{place:04d}" for place in range(ROWS)]
    scopes = [SCOPES[place % len(SCOPES)] for place in range(ROWS)]
    table = pa.table({"uscc": [*ids, None], "business_scope": [*scopes, "镜头制造"]})
    pq.write_table(table, tmp_path / "firms.parquet", row_group_size=64)
    return tmp_path / "firms.parquet"


def told(source, engine, job=JOB, tell=lambda done, every: None):
    return run(job, source, source.with_name("out"), engine, tell, workers=2, master="local[2]")


@pytest.mark.parametrize("engine", ["local", "spark"])
def test_both_engines_write_the_table_that_one_batch_gives(source, engine):
    done = told(source, engine)
    whole = pq.read_table(source).rename_columns(["id", "scope"]).slice(0, ROWS)
    expected = pa.Table.from_batches([JOB.work(whole.combine_chunks().to_batches()[0])])
    order = [("id", "ascending"), ("link", "ascending")]
    assert pq.read_table(source.with_name("out")).sort_by(order).equals(expected.sort_by(order))
    assert (done.rows, done.written, done.aside) == (ROWS, ROWS * 4 // 5, {"no_id": 1})
    assert {path.name for path in source.parent.iterdir()} == {
        "firms.parquet",
        "out",
        "out.quarantine.csv",
    }


class Enough(Exception):
    pass


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr("shigu.scale.local.PART_ROWS", 128)


def stopped(source, after):
    seen = []

    def tell(done, every):
        seen.append((done, every))
        if done >= after:
            raise Enough

    with pytest.raises(Enough):
        told(source, "local", tell=tell)
    assert not source.with_name("out").exists()
    return seen


@pytest.mark.usefixtures("small_parts")
def test_a_job_that_was_stopped_goes_on_and_writes_the_same_bytes(source):
    told(source, "local")
    whole = source.with_name("out").read_bytes()
    source.with_name("out").unlink()
    stopped(source, 300)
    seen = []
    told(source, "local", tell=lambda done, every: seen.append((done, every)))
    assert seen[0][0] >= 300
    assert seen[-1] == (ROWS + 1, ROWS + 1)
    assert source.with_name("out").read_bytes() == whole


@pytest.mark.usefixtures("small_parts")
def test_another_job_does_not_go_on_where_this_one_stopped(source):
    stopped(source, 300)
    seen = []
    other = Job(Mapper.of(LINKS[:1]).positions, POSITIONS, "other")
    done = told(source, "local", other, lambda done, every: seen.append(done))
    assert seen[0] == 0
    assert done.written == ROWS * 2 // 5


@pytest.mark.usefixtures("small_parts")
def test_a_failure_leaves_the_old_table_as_it_was(source):
    source.with_name("out").write_bytes(b"old")

    def fails(batch):
        raise Enough

    with pytest.raises(Enough):
        told(source, "local", Job(fails, POSITIONS, "fails"))
    assert source.with_name("out").read_bytes() == b"old"


def test_a_table_without_rows_gives_a_table_without_rows(tmp_path):
    (tmp_path / "a.csv").write_text("id,scope\n", encoding="utf-8")
    done = run(JOB, tmp_path / "a.csv", tmp_path / "out", "local", lambda d, e: None, workers=1)
    assert (done.rows, done.written) == (0, 0)
    assert pq.read_table(tmp_path / "out").schema == POSITIONS


@pytest.mark.parametrize(
    ("name", "cure"), [("which", "default-jre-headless"), ("find_spec", r"shigu\[spark\]")]
)
def test_what_spark_lacks_is_named_with_its_cure(source, monkeypatch, name, cure):
    monkeypatch.setattr(spark, name, lambda _: None)
    with pytest.raises(TableRefused, match=cure):
        told(source, "spark")
