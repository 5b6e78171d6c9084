from __future__ import annotations

import math

import pytest

from shigu.engine.chain.receipts import confidence_empty, read_cluster, receipt
from shigu.engine.chain.reference import choose_table
from shigu.engine.chain.standing import stand_on
from shigu.engine.chain.thresholds import THRESHOLDS
from tests.engine.chain.cast import FIRMS, LINKS, chain, firm

BY_ID = {link.id: link for link in LINKS}


def receipt_of(link, **changes):
    inputs = chain(**changes)
    table = choose_table(inputs.references)
    return receipt(BY_ID[link], read_cluster(inputs, stand_on(inputs), table, THRESHOLDS))


def test_a_receipt_says_what_was_searched_when_and_where():
    paper = receipt_of("lens")
    assert paper.searched == 4
    assert paper.with_text == 4
    assert paper.terms == ("镜头",)
    assert paper.near == ("dahua",)
    assert paper.sources == ("s-list",)
    assert paper.date == "2026-11-23"
    assert paper.recall == 1.0


def test_confidence_is_the_chance_that_nobody_unseen_is_there():
    # μ: 4 local enterprises on links of the reference × 6 of its 38 firms.
    # r: 4 of 4 accepted positions found again, (4 + 1) / (4 + 2).
    unseen = 4 * 6 / 38 * (1 - 5 / 6)
    assert receipt_of("lens").confidence == pytest.approx(math.exp(-unseen))
    assert confidence_empty(2.0, 0.75) == pytest.approx(math.exp(-0.5))


def test_without_a_reference_the_mean_of_the_cluster_is_expected():
    # 4 positions on 7 links
    expected = math.exp(-4 / 7 * (1 - 5 / 6))
    assert receipt_of("lens", references=()).confidence == pytest.approx(expected)


def test_a_search_that_misses_positions_is_less_sure():
    silent = tuple(firm("hik", text="安防") if one.id == "hik" else one for one in FIRMS)
    paper = receipt_of("lens", firms=silent)
    assert paper.recall == 0.5
    assert paper.confidence < receipt_of("lens").confidence


def test_positions_without_text_do_not_count_against_the_search():
    quiet = tuple(firm("hik") if one.id == "hik" else one for one in FIRMS)
    paper = receipt_of("lens", firms=quiet)
    assert paper.with_text == 3
    assert paper.recall == 1.0


def test_at_most_twelve_sources_are_named_and_unread_ones_give_no_date():
    names = tuple(f"s-{number:02}" for number in range(20))
    paper = receipt_of(
        "lens",
        firms=(*FIRMS, firm("many", sources=names)),
        sources={"s-list": None, "s-count": None} | dict.fromkeys(names),
    )
    assert paper.sources == ("s-00", "s-01", "s-02", "s-03", "s-04", "s-05", "s-06", "s-07",
                             "s-08", "s-09", "s-10", "s-11")  # fmt: skip
    assert paper.date is None
