"""The joint plan of the reference pack holds together, figure by figure."""

import json
import math
import re
from datetime import date

import jsonschema
import pytest

from shigu.engine.pack.read import read_pack
from shigu.engine.plan.chain_document import chain_document
from shigu.engine.plan.deals import deals
from shigu.engine.plan.document import json_schema
from shigu.engine.plan.siting_inputs import siting_problem
from shigu.engine.siting.values import Economics
from shigu.engine.testing import assert_allocation_feasible
from tests.conftest import REFERENCE


@pytest.fixture(scope="module")
def problem():
    return siting_problem(read_pack(REFERENCE), Economics(date(2026, 11, 23), 0.08, 10, {}))


@pytest.fixture(scope="module")
def assignment(reference_document):
    return {p["project"]: p["space"] for p in reference_document["siting"]["placements"]}


def test_the_document_follows_its_schema(reference_document):
    jsonschema.Draft202012Validator(json_schema()).validate(reference_document)


def test_the_plan_tells_of_the_chain_all_that_its_assessment_does(reference_document):
    told = chain_document(read_pack(REFERENCE), seed=reference_document["run"]["seed"])
    chain = reference_document["chain"]
    assert set(told) - set(chain) == {"pack", "seed", "candidates"}
    assert json.loads(json.dumps({name: told[name] for name in chain})) == chain
    assert {p["link"] for p in chain["frontiers"][0]["points"]} <= set(
        reference_document["index"]["links"]
    )


def test_the_independent_checker_accepts_the_allocation(problem, assignment):
    assert_allocation_feasible(problem, assignment)


def test_every_open_project_is_placed_or_says_why_not(reference_document, problem, assignment):
    unplaced = reference_document["siting"]["unplaced"]
    assert {u["project"] for u in unplaced} | set(assignment) == {n.id for n in problem.needs}
    assert all(u["binding"] for u in unplaced)


def test_placements_sum_to_the_objective(reference_document):
    siting = reference_document["siting"]
    assert sum(round(p["value_yuan"] * 100) for p in siting["placements"]) == round(
        siting["objective_yuan"] * 100
    )
    assert siting["objective_yuan"] <= siting["bound_yuan"]


def test_no_runner_up_is_better_than_the_plan(reference_document):
    assert all(
        placement["runner_up"]["loss_yuan"] >= 0
        for placement in reference_document["siting"]["placements"]
    )


def test_every_price_tells_whether_it_was_verified(reference_document):
    prices = reference_document["siting"]["shadow_prices"]
    assert prices
    for price in prices:
        agrees = math.isclose(price["resolved_yuan"], price["yuan_per_unit"], rel_tol=1e-6)
        assert price["verified_by_resolve"] == agrees


def test_what_everybody_reaches_together_is_the_plan(reference_document):
    sharing = reference_document["sharing"]
    grand = max(sharing["coalitions"], key=lambda c: len(c["members"]))
    assert grand["value_yuan"] == reference_document["siting"]["objective_yuan"]
    assert len(sharing["coalitions"]) == 2 ** len(sharing["players"]) - 1


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "least_core"])
def test_shares_sum_to_the_fen(reference_document, rule):
    sharing = reference_document["sharing"]
    parts = sharing[rule]["allocation"] if rule == "least_core" else sharing[rule]
    total = reference_document["siting"]["objective_yuan"]
    assert sum(round(part * 100) for part in parts) == round(total * 100)


def test_the_surplus_is_what_nobody_has_alone(reference_document):
    sharing = reference_document["sharing"]
    total = reference_document["siting"]["objective_yuan"]
    assert sharing["surplus_yuan"] == pytest.approx(total - sum(sharing["stand_alone"]), abs=0.01)


def test_excesses_are_value_less_share(reference_document):
    sharing = reference_document["sharing"]
    share = dict(zip(sharing["players"], sharing["nucleolus"], strict=True))
    value = {tuple(c["members"]): c["value_yuan"] for c in sharing["coalitions"]}
    for row in sharing["excess"]:
        expected = value[tuple(row["members"])] - sum(share[m] for m in row["members"])
        assert row["nucleolus"] == pytest.approx(expected, abs=0.05)


def test_the_core_verdict_follows_from_the_least_core(reference_document):
    sharing = reference_document["sharing"]
    assert sharing["core_empty"] == (sharing["least_core"]["epsilon"] > 0)


def test_the_deals_are_worth_the_objective(reference_document, problem, assignment):
    worth = sum(
        deal.host_net_yuan
        + deal.probability * sum(t * d for t, d in zip(deal.tax_yuan, deal.discount, strict=True))
        for deal in deals(problem, assignment)
    )
    assert worth == pytest.approx(reference_document["siting"]["objective_yuan"], abs=0.05)


def test_designed_payments_sum_to_the_objective(reference_document):
    for terms in ("terms", "terms_uniform"):
        paid = reference_document["sharing"][terms]["expected_payments"]
        assert sum(paid.values()) == pytest.approx(
            reference_document["siting"]["objective_yuan"], rel=1e-6
        )


def test_designed_terms_are_fairer_than_five_to_five(reference_document):
    terms = reference_document["sharing"]["terms"]
    assert terms["error"] < terms["error_5_5"]


def test_every_blank_shows_its_receipt(reference_document):
    blanks = [g for g in reference_document["chain"]["gaps"] if g["status"] == "blank"]
    assert blanks
    for gap in blanks:
        receipt = gap["receipt"]
        assert receipt["searched"] > 0
        assert receipt["terms"]
        assert receipt["sources"]
        assert receipt["date"]
        assert 0 < receipt["confidence"] < 1


def test_rank_probabilities_of_a_rank_sum_to_one(reference_document):
    gaps = reference_document["chain"]["gaps"]
    for rank in range(len(gaps[0]["rank_probability"])):
        assert sum(gap["rank_probability"][rank] for gap in gaps) == pytest.approx(1)


def test_a_quotient_is_a_figure_or_a_reason(reference_document):
    for link in reference_document["chain"]["links"]:
        for presence in (link, *link["by_district"].values()):
            assert (presence["location_quotient"] is None) == (presence["why"] is not None)


def test_candidates_come_through_a_local_firm_to_the_gap(reference_document):
    index, gaps = reference_document["index"], reference_document["chain"]["gaps"]
    wanted = {gap["link"] for gap in gaps}
    owned = 0
    for candidate in reference_document["candidates"]:
        assert candidate["link"] in wanted
        stops = [step["id"] for step in candidate["through"]]
        if stops:
            assert stops[-1] == candidate["organisation"]
            by_owners = {step["kind"] for step in candidate["through"]} == {"organisation"}
            assert by_owners or candidate["link"] in stops
            assert stops[0] in index["organisations"]
            owned += by_owners
    assert owned >= 1


def test_the_swing_of_the_estimates_is_answered(reference_document):
    asked = {answer["code"]: answer for answer in reference_document["sensitivity"]}
    assert set(asked) == {"tax.low", "tax.high", "tax.each"}
    low, base, _ = asked["tax.low"]["objective_yuan"]
    assert low < base < asked["tax.high"]["objective_yuan"][2]


def test_every_illustrative_row_is_counted_among_the_limits(reference_document):
    counted = {
        limit["code"].removeprefix("illustrative."): limit["count"]
        for limit in reference_document["limits"]
        if limit["code"].startswith("illustrative.")
    }
    rows, facts = reference_document["pack"]["rows"], reference_document["pack"]["facts"]
    assert counted
    assert all(count == rows[table] - facts[table] for table, count in counted.items())


def test_no_sentence_about_siting_holds_an_id(reference_document, problem):
    rows = (*problem.needs, *problem.spaces, *problem.pools, *problem.quotas)
    ids = {row.id for row in rows} | set(problem.area_names)
    for told in _sentences(reference_document["siting"]):
        words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", told["zh"] + " " + told["en"]))
        assert not words & ids, told


def test_english_sentences_about_siting_are_english_but_for_quotations(reference_document):
    for told in _sentences(reference_document["siting"]):
        assert not re.search("[一-鿿亩㎡]", re.sub("“.*?”", "", told["en"])), told


def test_pools_and_quotas_have_one_name(reference_document, problem):
    for table in ("pools", "quotas"):
        entries = reference_document["index"][table]
        assert {row.id: (row.name_zh, row.name_en) for row in getattr(problem, table)} == {
            key: (entry["zh"], entry["en"]) for key, entry in entries.items()
        }
    quota = reference_document["index"]["quotas"]["quota-qiantang-land"]
    assert (quota["zh"], quota["en"]) == ("钱塘区用地上限", "Qiantang, ceiling on land")


def _sentences(value):
    if isinstance(value, dict):
        if "zh" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _sentences(each)
