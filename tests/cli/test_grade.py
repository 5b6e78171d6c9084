"""``shigu grade``: firms or parks under a scheme; exit code 1 names what is wrong and where."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app

HEAD = "id,name,group,land_mu,tax_wan,power_wan_kwh\n"
FIRMS = HEAD + "f1,甲厂,x,1,11.5932,49.290816\nf2,乙厂,x,4,20,40\nf3,丙厂,y,10,10,100\n"


@pytest.fixture
def firms(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(FIRMS, encoding="utf-8-sig")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["grade", *map(str, arguments)])


def test_one_json_document_with_grades_lifts_and_stability(firms):
    done = run(firms, "--scheme", "huangyan-small", "--lift", "f3", "--draws", 50, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    rows = found["grading"]["units"]
    assert [(row["id"], row["total"], row["rank"], row["grade"]) for row in rows] == [
        ("f2", 127.85, 1, "A"),
        ("f1", 100.0, 2, "B"),
        ("f3", 25.57, 3, "C"),
    ]
    assert [lift["measure"] for lift in found["lifts"][0]["lifts"]] == ["tax_per_mu", "tax_per_kwh"]
    assert [unit["id"] for unit in found["stability"]["units"]] == ["f1", "f2", "f3"]


def test_people_read_a_table_and_what_lifts(firms):
    done = run(firms, "--scheme", "huangyan-small", "--lift", "all", "--lang", "en")
    assert done.exit_code == 0
    assert "127.85" in done.stdout
    assert "f3:" in done.stdout
    assert "Tax per mu 1 → " in done.stdout


@pytest.mark.parametrize(
    ("change", "arguments", "said"),
    [
        (("11.5932", "many"), (), "row 2, tax_wan"),
        (("11.5932", ""), (), "f1, tax_wan"),
        (("tax_wan", "tax"), (), "column tax_wan"),
        (("f2", "f1"), (), "occurs twice"),
        (("", ""), ("--lift", "f9"), "no such unit"),
        (("", ""), ("--scheme", "nowhere"), "huangyan-2022"),
        (("", ""), ("--scheme", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(firms, change, arguments, said):
    firms.write_text(FIRMS.replace(*change) if change[0] else FIRMS, encoding="utf-8")
    done = run(firms, "--scheme", "huangyan-small", *arguments, "--lang", "en")
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_a_file_of_another_encoding_is_refused(firms):
    firms.write_bytes(FIRMS.encode("gb18030"))
    done = run(firms, "--scheme", "huangyan-small", "--lang", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "UTF-8" in done.stderr
