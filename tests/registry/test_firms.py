"""Questions to the loaded registry, against the same asked of the rows in Python."""

import pytest

from shigu.registry.firms import narrowing
from shigu.registry.firms.asking import TooSlow, opened, rows_of
from shigu.registry.firms.query import Firms
from shigu.registry.firms.store import FIRMS, POSITIONS
from tests.registry.loaded import CHIP, LENS, ROWS, SHOP, load


@pytest.fixture
def firms(tmp_path):
    load(tmp_path)
    return Firms(tmp_path / FIRMS, tmp_path / POSITIONS)


def codes(firms):
    return [row["uscc"] for row in firms]


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        (lambda f: narrowing.saying(f, "镜头"), [LENS]),
        (lambda f: narrowing.saying(f, "远目贸易"), [LENS]),
        (lambda f: narrowing.saying(f, "杭州 镜头"), [LENS]),
        (lambda f: narrowing.saying(f, "ma0000002b"), [CHIP]),
        (lambda f: narrowing.saying(f, "100%"), [SHOP]),
        (lambda f: narrowing.saying(f, "%"), [SHOP]),
        (lambda f: narrowing.saying(f, "' OR true --"), []),
        (lambda f: narrowing.in_district(f, "滨江区"), [LENS]),
        (lambda f: narrowing.in_district(f, ""), [SHOP]),
        (lambda f: narrowing.at_link(f, "lens"), [LENS]),
        (lambda f: narrowing.of_industry(f, "39"), [CHIP]),
        (lambda f: narrowing.founded_between(f, "2016-01-01", ""), [CHIP]),
        (lambda f: narrowing.founded_between(f, "", "2016-01-01"), [LENS]),
        (lambda f: narrowing.with_capital(f, 500, 500), [LENS]),
        (lambda f: narrowing.coded(f, [SHOP, CHIP]), [SHOP, CHIP]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_a_question_finds_what_the_rows_say(firms, narrow, found):
    assert sorted(codes(narrow(firms))) == sorted(found)
    assert len(narrow(firms)) == len(found)


def test_rows_come_in_the_order_that_is_asked_for_and_unknown_ones_last(firms):
    assert codes(firms.order_by("-capital_wan")) == [CHIP, LENS, SHOP]
    assert codes(firms.order_by("capital_wan")) == [LENS, CHIP, SHOP]
    assert codes(firms.order_by("1; DROP TABLE f")) == codes(firms)
    assert [row["uscc"] for row in firms.order_by("-capital_wan")[1:2]] == [LENS]


def test_a_page_has_every_column(firms):
    row = narrowing.saying(firms, "镜头")[0]
    assert {name: row[name] for name in ROWS[0]} == ROWS[0]


def test_no_other_file_is_read(firms, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", encoding="utf-8")
    with opened(firms.file) as connection, pytest.raises(Exception, match=r"[Pp]ermission"):
        list(rows_of(connection, "SELECT * FROM read_csv(?)", [str(other)]))


def test_a_question_that_takes_too_long_is_stopped():
    heavy = "SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range"
    with pytest.raises(TooSlow), opened(seconds=0.2) as connection:
        list(rows_of(connection, heavy, []))
