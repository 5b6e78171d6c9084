from __future__ import annotations

from shigu.engine.chain.standing import Stand, stand_on
from shigu.engine.chain.ties import TieFinder, best_local
from tests.engine.chain.cast import chain, firm, link, stands, supply


def tie(gap, **changes):
    inputs = chain(**changes)
    return TieFinder(inputs, stand_on(inputs)).tie(gap)


def network(*supplies, local=("a",)):
    keys = "abcd"
    return {
        "links": (*(link(key) for key in keys), link("z", "application")),
        "supplies": supplies,
        "positions": tuple(stands("hik", key, 0.2) for key in local),
        "references": (),
        "capabilities": (),
    }


def test_a_direct_buyer_introduces():
    found = tie("isp")
    assert found.links == ("camera", "isp")
    assert found.relation == "buys"
    assert found.length == 1


def test_the_greatest_direct_purchase_wins_even_over_a_stronger_detour():
    found = tie("a", **network(
        supply("a", "b", 1), supply("a", "c", 2), supply("d", "a", 9), local=("b", "c", "d")
    ))  # fmt: skip
    assert found.links == ("c", "a")


def test_a_real_buyer_introduces_before_an_illustrative_one_that_buys_more():
    supplies = (supply("a", "b", 9), supply("a", "c", 1))
    changes = network(*supplies, local=("c",))
    drawn = stands("dahua", "b", 0.9, fact=False)
    found = tie("a", **(changes | {"positions": (*changes["positions"], drawn)}))
    assert (found.links, found.local.firm.id) == (("c", "a"), "hik")


def test_without_a_local_buyer_the_heaviest_way_is_taken_in_either_direction():
    supplies = (supply("d", "b", 4), supply("a", "b", 4), supply("d", "c", 1), supply("a", "c", 1))
    found = tie("d", **network(*supplies, local=("a",)))
    assert found.links == ("a", "b", "d")
    assert found.relation == "indirect"
    assert found.length == 2


def test_a_local_supplier_of_the_gap_is_told_apart():
    found = tie("b", **network(supply("a", "b"), local=("a",)))
    assert found.links == ("a", "b")
    assert found.relation == "supplies"


def test_each_step_halves_a_tie_so_near_beats_far_at_equal_weight():
    supplies = (supply("a", "b"), supply("b", "c"), supply("d", "a"))
    found = tie("a", **network(*supplies, local=("c", "d")))
    assert found.links == ("d", "a")


def test_a_gap_that_nothing_connects_has_no_tie():
    assert tie("d", **network(supply("a", "b"))) is None
    assert tie("d", **network()) is None


def test_a_firm_on_the_gap_itself_does_not_introduce_its_competitor():
    assert tie("b", **network(supply("a", "b"), local=("a", "b"))).links == ("a", "b")


def test_facts_come_before_shares_and_shares_before_ids():
    drawn = Stand(firm("a", fact=False), stands("a", "isp", 0.9))
    small = Stand(firm("b"), stands("b", "isp", 0.2))
    large = Stand(firm("d"), stands("d", "isp", 0.5))
    equal = Stand(firm("c"), stands("c", "isp", 0.5))
    assert best_local((drawn, small, large, equal)) is equal
