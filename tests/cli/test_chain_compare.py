"""``shigu chain compare``: packs side by side, versions of a taxonomy, refusals."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from shigu.cli.chain import chain_app

PACKS = Path(__file__).parents[2] / "packs"
VISION, OPTICS, VOICE = (PACKS / f"{name}-valley" for name in ("vision", "optics", "voice"))


def run(*arguments):
    return CliRunner().invoke(chain_app, ["compare", *map(str, arguments)])


def test_the_three_valleys_side_by_side():
    done = run(VISION, OPTICS, VOICE, "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    vision, optics, voice = found["clusters"]
    assert (vision["facts"], optics["facts"], voice["facts"]) == (62, 18, 15)
    assert vision["organisations"] == vision["facts"]
    assert len(found["links"]) == 93
    fibre = next(row for row in found["links"] if row["link"] == "fiber-cable")["by_cluster"]
    assert fibre["optics-valley"]["facts"] == 2
    assert fibre["voice-valley"]["status"] == "none listed"
    assert found["moved"] == found["left_out"] == []


def test_illustrative_firms_count_where_asked():
    plain, asked = (run(VISION, OPTICS, "--json", *more) for more in ((), ("--illustrative",)))
    held = [json.loads(done.stdout)["clusters"][0]["links_held"] for done in (plain, asked)]
    assert held[0] < held[1] == 81


@pytest.fixture
def revised(tmp_path):
    """Optics Valley with a newer version in which fibre became part of a wider link."""
    pack = tmp_path / "pack"
    shutil.copytree(OPTICS, pack)
    links = pl.read_csv(pack / "links.csv", infer_schema_length=0)
    newer = links.with_columns(
        pl.lit("new").alias("chain"),
        ("new-" + pl.col("id")).alias("id"),
        ("new-" + pl.col("parent")).alias("parent"),
    )
    pl.concat([links, newer]).write_csv(pack / "links.csv")
    chains = pl.read_csv(pack / "chains.csv", infer_schema_length=0)
    values = {"id": "new", "version": "2", "valid_from": "2026-01-01"}
    row = chains.head(1).with_columns(pl.lit(value).alias(key) for key, value in values.items())
    pl.concat([chains, row]).write_csv(pack / "chains.csv")
    (pack / "chain_mappings.csv").write_text(
        "id,from_link,to_link,share,status,source,note\n"
        "m1,fiber-cable,new-fiber-cable,0.8,illustrative,,\n",
        encoding="utf-8",
    )
    described = pack / "datapackage.yaml"
    text = described.read_text(encoding="utf-8")
    described.write_text(
        f"{text}  - name: chain_mappings\n    path: chain_mappings.csv\n", encoding="utf-8"
    )
    return pack


def test_versions_of_a_taxonomy_show_what_moved_and_what_had_no_place(revised):
    done = run(revised, "--versions", "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["id"] for one in found["clusters"]] == [
        "optics-valley@new",
        "optics-valley@vv-interview",
    ]
    fibre = {"cluster": "optics-valley@vv-interview", "from_link": "fiber-cable"}
    assert found["moved"] == [
        {**fibre, "to_link": "new-fiber-cable", "share": 0.8, "organisations": 2}
    ]
    assert len(found["left_out"]) == 18
    assert found["clusters"][1]["links_held"] == 1
    told = run(revised, "--versions", "--lang", "en").stdout
    assert "80% (2)" in told
    assert "not in the first chain" in told


def test_one_pack_is_no_comparison():
    done = run(VISION, "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "two different clusters" in done.stderr


def test_a_pack_that_is_none_is_named(tmp_path):
    done = run(VISION, tmp_path, "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr
    assert "package-missing" in done.stderr
