"""Packs that are sound but odd: a plan or one clear line, never a traceback."""

import csv

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app
from tests.engine.pack.cast import TABLES, write_pack


def keep_header(pack, table):
    lines = (pack / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    (pack / f"{table}.csv").write_text(lines[0] + "\n", encoding="utf-8")


def clear_column(pack, table, column):
    path = pack / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row[column] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def assert_clean(result):
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in {0, 1, 3}
    assert result.exit_code != 1 or result.stderr.strip()


def plan(pack, out):
    return CliRunner().invoke(app, ["plan", str(pack), "--out", str(out)])


COLUMNS = [
    (table, column)
    for table, text in TABLES.items()
    for column in text.splitlines()[0].split(",")
    if column not in {"id", "status"}
]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda name: name)
def test_a_column_left_empty_ends_in_a_plan_or_a_line(tmp_path, table, column):
    pack = write_pack(tmp_path / "pack")
    clear_column(pack, table, column)
    assert_clean(plan(pack, tmp_path / "out"))


@pytest.mark.parametrize("table", [table for table in TABLES if table != "sources"])
def test_a_table_left_empty_ends_in_a_plan_or_a_line(tmp_path, table):
    pack = write_pack(tmp_path / "pack")
    keep_header(pack, table)
    assert_clean(plan(pack, tmp_path / "out"))


def test_a_chain_without_applications_is_named(tmp_path):
    pack = write_pack(tmp_path / "pack")
    links = (pack / "links.csv").read_text(encoding="utf-8")
    (pack / "links.csv").write_text(
        links.replace(",application,", ",technology,"), encoding="utf-8"
    )
    result = plan(pack, tmp_path / "out")
    assert_clean(result)
    assert result.exit_code == 1


def test_a_seed_beyond_the_solver_is_a_matter_of_usage(tmp_path):
    pack = write_pack(tmp_path / "pack")
    arguments = ["plan", str(pack), "--out", str(tmp_path / "out"), "--seed", "3000000000"]
    assert CliRunner().invoke(app, arguments).exit_code == 2
