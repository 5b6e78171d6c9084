"""A second statement is confirmed, contradicts with both shown, or stands alone."""

from hashlib import sha256

import pytest

from shigu.engine.text.claims import Claim
from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.second.agreement import agreement
from shigu.engine.text.second.opinion import second_opinion
from shigu.engine.text.views import TextView
from tests.engine.text.second.said import (
    DAY,
    FIRM,
    FIRST,
    GOV,
    MONEY,
    NAMES,
    OUTPUT,
    PROJECT,
    SIGN,
    SIGNED,
    TIE,
    answer,
    name,
    opinion,
)

MACHINE = opinion(*NAMES, MONEY, OUTPUT, TIE, SIGN).claims


def judged(*claims):
    """The verdict on the last claim, with the types of what it stands against."""
    found = agreement(opinion(*claims).claims[-1], MACHINE)
    return found.verdict, [MACHINE[at].type for at in found.against]


def test_claims_are_of_low_confidence_and_cut_from_the_text():
    kinds = ["entity"] * 4 + ["attribute"] * 2 + ["relation", "event"]
    assert [each.kind for each in MACHINE] == kinds
    for each in MACHINE:
        assert each.confidence == 0.5
        assert sha256(SIGNED[each.start : each.end].encode()).hexdigest() == each.quote_sha256


def test_the_same_is_confirmed():
    found = [agreement(each, MACHINE) for each in MACHINE]
    assert {each.verdict for each in found} == {"confirmed"}
    assert all(at in each.against for at, each in enumerate(found))


TELLS = [
    ("contradicts", ["COMPANY"], [name("INSTITUTE", FIRM)]),
    ("contradicts", ["output_value"], [*NAMES, OUTPUT | {"modality": "happened"}]),
    ("contradicts", ["output_value"], [*NAMES, OUTPUT | {"type": "tax"}]),
    ("contradicts", ["investment_total"], [*NAMES, MONEY | {"name": FIRM, "quote": FIRST}]),
    ("contradicts", ["SIGN"], [*NAMES, SIGN | {"modality": "planned"}]),
    ("confirmed", ["SIGN"], [*NAMES, SIGN | {"args": {"party": GOV}}]),
    ("alone", [], [*NAMES, OUTPUT | {"type": "land_area", "value": "80亩"}]),
    ("alone", [], [*NAMES, TIE | {"type": "company_company", "args": {"a": FIRM, "b": GOV}}]),
    ("alone", [], [*NAMES, SIGN | {"type": "LAND", "args": {"project": PROJECT}}]),
    ("alone", [], [name("DISTRICT", "萧山区")]),
]


@pytest.mark.parametrize(
    ("verdict", "against", "claims"), TELLS, ids=[f"{at}-{one[0]}" for at, one in enumerate(TELLS)]
)
def test_what_is_otherwise(verdict, against, claims):
    assert judged(*claims) == (verdict, against)


def test_swapped_roles_contradict():
    tie = {"kind": "relation", "type": "invest", "quote": FIRST}
    there = opinion(*NAMES, tie | {"args": {"investor": FIRM, "company": GOV}}).claims
    here = opinion(*NAMES, tie | {"args": {"investor": GOV, "company": FIRM}}).claims
    assert agreement(here[-1], there).verdict == "contradicts"


def test_offsets_are_of_the_raw_text_though_the_second_reads_the_normalised():
    raw = SIGNED.replace("科技有限", "科技(kē jì)有限")
    view, _ = normalise(TextView("raw", raw))
    assert view.text == SIGNED
    asked = []

    def ask(messages):
        asked.append(messages[1]["content"])
        return answer(*NAMES)

    said: tuple[Claim, ...] = second_opinion("d", view, DAY, ask).claims
    assert asked == [SIGNED]
    assert [raw[each.start : each.end] for each in said if each.type == "COMPANY"] == [
        "杭州星澜光电科技(kē jì)有限公司"
    ]
