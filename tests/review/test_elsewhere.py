"""Amounts that an article gives to nobody for sure: shown, filled in by a person, then sourced."""

import html
import re

from shigu.review.actions import accept
from shigu.review.elsewhere import heard, said_elsewhere
from tests.review.world import FIRM, LENS, PROJECT, WHOSE, of, tell

SENTENCE = f"{FIRM}董事长介绍，公司今年投资6.5亿元，用地42亩，在建厂房今年可以交付使用。"


def test_what_no_proposal_takes_is_offered_to_the_project(act, visit):
    with act("lin") as lin:
        row = of(tell(lin, WHOSE), "project")
        found = [(each.field, each.value, each.name) for each in heard(row)]
        raw = row.document.raw
        assert {raw[each.start : each.end].strip() for each in heard(row)} == {SENTENCE}
    assert found == [("invest_wan", 65000.0, FIRM), ("land_mu", 42.0, FIRM)]
    page = html.unescape(visit("lin", row.get_absolute_url()).content.decode())
    assert 'data-fill="invest_wan" data-value="65000" data-key="1"' in page
    assert 'data-fill="land_mu" data-value="42" data-key="2"' in page


def test_sums_of_a_district_and_what_is_taken_are_not_offered(act):
    with act("lin") as lin:
        assert heard(of(tell(lin, LENS), "project")) == []


def test_what_was_filled_in_shows_its_sentence_on_the_page_of_the_project(act, visit):
    with act("lin") as lin:
        document = tell(lin, WHOSE)
        accept(lin, of(document, "organisation"))
        row = of(document, "project")
        filled = row.told | {"invest_wan": 65000.0, "land_mu": 40.0}
        judged = accept(lin, row, filled, reason="问过企业")
        said = [each.field for each in said_elsewhere(row, judged.values)]
        assert (judged.verdict, said) == ("corrected", ["invest_wan"])
    page = visit("lin", f"/projects/{judged.target}/").content.decode()
    shown = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert SENTENCE in shown and "总投资（万元） 65,000" in shown and PROJECT in shown
