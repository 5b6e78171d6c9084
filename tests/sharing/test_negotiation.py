"""The negotiation over the book of an agreement; nothing of it is kept.

滨江 introduced what 萧山 collected in 2025: 1,700.04 yuan of VAT and income tax. At a share s
滨江 gets 1,700.04 s, 萧山 the rest.
"""

import re
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from django.urls import reverse

from shigu.districts.scope import acting_as_system
from shigu.engine.sharing.settlement.book import LINES, Book
from shigu.sharing.bargaining import Spread, scaled
from shigu.sharing.models import AgreementVersion, Run
from tests.sharing import ledger_world as world

PARAMETER = (
    "parameters:\n  share:\n    title: {zh: 引荐方比例, en: the introducer's share}\n"
    "    value: 50%\n    min: 20%\n    max: 60%\nrules:\n  - id: tax"
)


@pytest.fixture
def agreement(db):
    made = world.world()
    text = world.text("2025").replace("rules:\n  - id: tax", PARAMETER)
    text = text.replace(
        "shares: {introducer: 50%, host: 50%}", "shares: {introducer: share, host: 1 - share}", 1
    )
    with world.acting("fang") as fang:
        world.actions.save_text(fang, made, text, reason="参数化")
    return made


def asked(**more):
    amounts = {"least-binjiang": "0.05", "least-xiaoshan": "0.09", "open": "share"}
    given = amounts | {"change": "20", "odds": "25"} | more
    return {name: value for name, value in given.items() if value}


def said(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def address(agreement):
    return reverse("sharing:negotiation", args=[agreement.pk])


def test_what_each_side_has_now_stands_beside_the_question(agreement, visit):
    page = visit("bao", address(agreement), count="negotiation")
    assert page.status_code == 200
    assert [row["now"] for row in page.context["rows"]] == [Decimal("850.03"), Decimal("850.01")]


def test_the_range_that_both_accept_and_the_solution_in_its_middle(agreement, signed_in):
    """滨江 accepts from 500 ÷ 1,700.04 = 29.4 %, 萧山 up to 800.04 ÷ 1,700.04 = 47.1 %."""
    page = signed_in("bao").post(address(agreement), asked())
    found = page.context["found"]
    assert found["agreed"]
    value = found["parameters"][0]["value"]
    assert float(value) == pytest.approx((500 + 800.04) / 2 / 1700.04, abs=1e-4)
    over = [row["over"] for row in found["paid"]]
    assert over == [pytest.approx(Decimal("150.02"), abs=Decimal("0.03"))] * 2
    assert "引荐方比例 38.2%" in said(page)
    with acting_as_system():
        assert Run.objects.count() == 0
        assert AgreementVersion.objects.count() == 2


def test_minima_that_do_not_meet_say_what_is_lacking(agreement, signed_in):
    page = signed_in("bao").post(address(agreement), asked(**{"least-binjiang": "0.1"}))
    assert not page.context["found"]["agreed"]
    assert "没有各方都能接受的条款" in said(page)


def test_a_target_finds_the_share_that_meets_it(agreement, signed_in):
    aim = {
        "target-binjiang": "0.068",
        "target-xiaoshan": "0.102",
        "least-binjiang": "",
        "least-xiaoshan": "",
    }
    page = signed_in("bao").post(address(agreement), asked(**aim))
    (parameter,) = page.context["designed"]["parameters"]
    assert parameter["value"] == Fraction(2, 5)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"least-xiaoshan": ""}, "请至少填两方的底线"),
        ({"target-binjiang": "1"}, "目标要么各方都填"),
        ({"open": ""}, "请填写这一项"),
        ({"change": "200"}, "100"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(agreement, signed_in, wrong, words):
    page = signed_in("bao").post(address(agreement), asked(**wrong))
    assert page.status_code == 422
    assert words in said(page)
    assert "found" not in page.context


def test_without_parameters_the_page_says_what_to_do(db, signed_in):
    plain = world.world()
    page = signed_in("bao").get(address(plain))
    assert "条文里没有参数" in said(page)


def test_who_is_no_party_does_not_negotiate(agreement, signed_in):
    assert signed_in("gu").get(address(agreement)).status_code in {403, 404}


def test_a_scaled_book_rounds_each_line_to_the_fen():
    row = {"line": "1", "firm": "f", "year": 2025, "kind": "vat", "gross_fen": 101, "local_fen": 5,
           "evidence": ""}  # fmt: skip
    book = Book({}, pl.DataFrame([row], schema=LINES))
    assert scaled(book, Fraction(1, 2)).lines.select("gross_fen", "local_fen").row(0) == (51, 3)
    spread = Spread(Fraction(4, 5), Fraction(6, 5), Fraction(1, 4)).scenarios(book)
    assert [(each.name, each.probability) for each in spread] == [
        ("low", Fraction(1, 4)), ("book", Fraction(1, 2)), ("high", Fraction(1, 4)),
    ]  # fmt: skip
    assert len(Spread(Fraction(1), Fraction(1), Fraction(0)).scenarios(book)) == 1
