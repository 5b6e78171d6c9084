"""``shigu sharing settle``: one JSON document in whole fen, or a table; faults with their place."""

import json

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app

AGREEMENT = """\
schema: shigu.agreement/1
id: small
version: "1"
title: {zh: 小例, en: Small}
status: illustrative
through: city
parties:
  introducer: {name: {zh: 引荐方, en: the introducer}, kind: role, role: introducer}
  host: {name: {zh: 落地方, en: the host}, kind: role, role: host}
  city: {name: {zh: 杭州市, en: Hangzhou}, kind: parent}
rules:
  - id: share
    clause: 第三条
    title: {zh: 税收分享, en: Sharing}
    ledger: fiscal
    base: {kinds: [vat, cit]}
    clock: {event: in_operation}
    phases:
      - years: 1-3
        shares: {introducer: 40%, host: 60%}
"""
BOOK = """\
firm,host,introducer,year,kind,local_yuan,in_operation
甲,萧山,滨江,2024,vat,100.01,2024
甲,萧山,滨江,2025,cit,33.35,2024
乙,萧山,,2025,cit,7,
"""


@pytest.fixture
def run(tmp_path):
    def ran(agreement, book, *options):
        terms, contributions = tmp_path / "agreement.yaml", tmp_path / "book.csv"
        terms.write_text(agreement, encoding="utf-8")
        contributions.write_text(book, encoding="utf-8")
        words = ["sharing", "settle", str(terms), str(contributions), "--from", "2024"]
        return CliRunner().invoke(app, [*words, "--to", "2025", *options])

    return ran


def test_lines_are_whole_fen_and_sum_to_zero(run):
    done = run(AGREEMENT, BOOK, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    lines = found["lines"]
    assert [
        (row["year"], row["clause"], row["party"], row["entitled_fen"], row["transfer_fen"])
        for row in lines
    ] == [
        (2024, "第三条", "滨江", 4000, 4000),  # 40.004 yuan
        (2024, "第三条", "萧山", 6001, -4000),
        (2025, "第三条", "滨江", 1334, 1334),
        (2025, "第三条", "萧山", 2001, -1334),
    ]
    assert lines[1]["reasons"] == ["rounding"]
    assert sum(row["transfer_fen"] for row in lines) == 0
    assert [(row["firm"], row["reason"]) for row in found["untouched"]] == [
        ("乙", "clock_not_started")
    ]
    assert found["clearing"][0] == {"year": 2024, "party": "滨江", "net_fen": 4000}
    assert sum(row["transfer_fen"] for row in found["totals"]) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_get_a_table_by_party_and_clause(run, lang):
    done = run(AGREEMENT, BOOK, "--lang", lang)
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["2024", "第三条", "萧山", "100.01", "60.01", "-40.00"] in rows
    assert ["2025", "滨江", "13.34"] in rows
    assert ("杭州市" if lang == "zh" else "Hangzhou") in done.stdout


@pytest.mark.parametrize(
    ("agreement", "book", "said"),
    [
        (AGREEMENT.replace("60%", "50%"), BOOK, "share-sum"),
        (AGREEMENT, BOOK.replace("33.35", "33.355"), "第 3 行 local_yuan"),
        (AGREEMENT.replace("clock: {event: in_operation}", "clock: {}"), BOOK, "clock"),
    ],
)
def test_what_cannot_be_settled_is_refused_with_place_and_cure(run, agreement, book, said):
    done = run(agreement, book)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_faults_of_the_book_are_json_too(run):
    done = run(AGREEMENT, BOOK.replace("vat", "vta"), "--json")
    assert done.exit_code == 1
    assert [(p["row"], p["column"], p["code"]) for p in json.loads(done.stdout)] == [
        (2, "kind", "enum")
    ]


def test_a_directory_is_a_book(run, tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "firms.csv").write_text("id,host,introducer,in_operation\nf,B,A,2024\n")
    (folder / "lines.csv").write_text("firm,year,kind,local_yuan\nf,2024,vat,10\n")
    terms = tmp_path / "terms.yaml"
    terms.write_text(AGREEMENT, encoding="utf-8")
    done = CliRunner().invoke(
        app,
        ["sharing", "settle", str(terms), str(folder), "--from", "2024", "--to", "2024", "--json"],
    )
    assert [row["transfer_fen"] for row in json.loads(done.stdout)["lines"]] == [400, -400]


def test_years_outside_the_validity_of_the_agreement_are_named(run):
    terms = AGREEMENT.replace("through: city", "valid: {from: 2025-06-01}\nthrough: city")
    assert json.loads(run(terms, BOOK, "--json").stdout)["not_in_force"] == [2024]
    assert "协议在 2024 年不在有效期内" in run(terms, BOOK).stdout
    ended = AGREEMENT.replace("through: city", "valid: {to: 2025-01-01}\nthrough: city")
    assert json.loads(run(ended, BOOK, "--json").stdout)["not_in_force"] == [2025]
    assert json.loads(run(AGREEMENT, BOOK, "--json").stdout)["not_in_force"] == []


def test_what_is_not_shared_is_told_in_words(run):
    assert "1 not shared (" in run(AGREEMENT, BOOK, "--lang", "en").stdout
    assert "[" not in run(AGREEMENT, BOOK).stdout


def test_an_empty_book_is_one_problem(run):
    refused = run(AGREEMENT, "", "--json")
    assert refused.exit_code == 1
    assert [found["code"] for found in json.loads(refused.stdout)] == ["file-empty"]
