"""Two plans side by side, figure by figure."""

from copy import deepcopy

import pytest

from shigu.engine.plan.compare import Amount, Change, GapChange, Moved, ShareChange, compare
from tests.report import cast


def placement(project, space, yuan):
    return {"project": project, "space": space, "value_yuan": yuan}


def plan():
    """Three projects placed, one left out; two gaps; two players."""
    terms = {
        "target": "nucleolus", "error": 0.01, "error_5_5": 0.1,
        "parameters": {
            "phase_years": [[1, 3], [4, 6]], "introducer": {"a": [0.5, 0.4]}, "fund": 0.1,
            "fund_parts": {"a": 1.0}, "cap": 0.7, "floor_yuan": 5e5,
        },
    }  # fmt: skip
    return {
        "pack": {"hash": "f00"},
        "run": {"as_of": "2026-11-23", "seed": 0, "locked": {}, "forbidden": []},
        "chain": {
            "gaps": [{"link": "cmos"}, {"link": "lens"}],
            "links": [
                {"id": "cmos", "status": "blank"}, {"id": "lens", "status": "weak"},
                {"id": "soc", "status": "strong"},
            ],
        },
        "siting": {
            "objective_yuan": 60_000_000.0,
            "placements": [
                placement("p", "s", 1e7), placement("q", "t", 2e7), placement("r", "u", 3e7),
            ],
            "unplaced": [{"project": "x"}],
        },
        "sharing": {
            "players": ["a", "b"], "stand_alone": [1.0, 2.0], "shapley": [3.0, 4.0],
            "nucleolus": [5.0, 6.0], "least_core": {"epsilon": -1, "allocation": [7.0, 8.0]},
            "terms": terms,
        },
        "limits": [{"code": "gap", "zh": "一", "en": "one", "count": 1}],
    }  # fmt: skip


@pytest.fixture
def after():
    """q moves, r goes, x and a new project come."""
    changed = deepcopy(plan())
    changed["siting"] = {
        "objective_yuan": 57_600_000.0,
        "placements": [
            placement("p", "s", 1.1e7), placement("q", "u", 2.1e7), placement("x", "t", 0.56e7),
            placement("new", "v", 2e7),
        ],
        "unplaced": [{"project": "r"}],
    }  # fmt: skip
    return changed


def test_a_plan_is_no_different_from_itself():
    for document in (plan(), cast.document()):
        found = compare(document, document)
        assert found.same_pack
        assert found.objective_yuan.difference == 0
        assert (found.moved, found.added, found.dropped) == ((), (), ())
        assert len(found.kept) == len(document["siting"]["placements"])
        assert (found.gaps, found.limits, found.settings) == ((), (), ())
        assert not any(term.differs for term in found.terms)
        assert all(share.yuan.difference == 0 for share in found.shares)
    same = compare(plan(), plan())
    assert same.zh == "净现值 6,000 万元，与前一方案相同：3 个项目不动"
    assert same.en == "Present value CNY 60.0 million, as in the plan before: 3 projects stay"


def test_placements_are_kept_moved_added_or_dropped(after):
    found = compare(plan(), after)

    assert found.kept == (Moved("p", "s", "s", Amount(1e7, 1.1e7)),)
    assert found.kept[0].value_yuan.difference == 1e6
    assert found.moved == (Moved("q", "t", "u", Amount(2e7, 2.1e7)),)
    assert found.added == (
        Moved("x", None, "t", Amount(None, 0.56e7)),
        Moved("new", None, "v", Amount(None, 2e7), known=False),
    )
    assert found.dropped == (Moved("r", "u", None, Amount(3e7, None)),)
    assert found.dropped[0].value_yuan.difference == -3e7


def test_the_sentence_tells_worth_and_moves(after):
    found = compare(plan(), after)
    assert found.objective_yuan == Amount(6e7, 5.76e7)
    assert found.zh == (
        "净现值 5,760 万元，比前一方案少 240 万元："
        "1 个项目不动、1 个换了位置、2 个新落位、1 个不再落位"
    )
    assert found.en == (
        "Present value CNY 57.6 million, CNY 2.4 million less than in the plan before: "
        "1 project stays, 1 moved, 2 newly placed, 1 no longer placed"
    )


def test_other_data_are_told(after):
    after["pack"]["hash"] = "bar"
    found = compare(after, plan())
    assert not found.same_pack
    assert found.zh.endswith("；两次的数据不同")
    assert found.en.endswith("; the data are not the same")
    assert "多 240 万元" in found.zh


def test_nothing_placed_at_all_is_told_too():
    empty = plan()
    empty["siting"] = {"objective_yuan": 0.0, "placements": [], "unplaced": []}
    assert compare(empty, empty).zh == "净现值 0 万元，与前一方案相同：0 个项目不动"


def test_gaps_are_told_where_rank_or_status_changed(after):
    after["chain"] = {
        "gaps": [{"link": "lens"}, {"link": "vr"}],
        "links": [
            {"id": "cmos", "status": "strong"}, {"id": "lens", "status": "weak"},
            {"id": "soc", "status": "strong"}, {"id": "vr", "status": "blank"},
        ],
    }  # fmt: skip
    assert compare(plan(), after).gaps == (
        GapChange("lens", 2, 1, "weak", "weak"),
        GapChange("vr", None, 2, None, "blank"),
        GapChange("cmos", 1, None, "blank", "strong"),
    )


def test_shares_are_told_by_player_and_concept(after):
    after["sharing"] = {
        **after["sharing"], "players": ["b", "c"], "nucleolus": [6.5, 1.0],
    }  # fmt: skip
    found = [share for share in compare(plan(), after).shares if share.concept == "nucleolus"]
    assert found == [
        ShareChange("a", "nucleolus", Amount(5.0, None)),
        ShareChange("b", "nucleolus", Amount(6.0, 6.5)),
        ShareChange("c", "nucleolus", Amount(None, 1.0)),
    ]
    assert [share.yuan.difference for share in found] == [-5.0, 0.5, 1.0]
    assert {share.concept for share in compare(plan(), after).shares} == {
        "stand_alone", "shapley", "nucleolus", "least_core",
    }  # fmt: skip


def test_terms_limits_and_settings_that_differ_are_told(after):
    after["sharing"]["terms"]["parameters"] |= {"fund": 0.2, "introducer": {"b": [0.5, 0.5]}}
    after["run"] |= {"locked": {"q": "u"}, "discount_rate": 0.06}
    after["limits"] = [
        {"code": "gap", "zh": "二", "en": "two", "count": 2},
        {"code": "more", "zh": "三", "en": "three", "count": 3},
    ]
    found = compare(plan(), after)

    assert [term for term in found.terms if term.differs] == [
        Change("introducer.a.1-3", 0.5, None),
        Change("introducer.a.4-6", 0.4, None),
        Change("fund", 0.1, 0.2),
        Change("introducer.b.1-3", None, 0.5),
        Change("introducer.b.4-6", None, 0.5),
    ]
    assert Change("cap", 0.7, 0.7) in found.terms
    assert [(x.code, x.before and x.before["count"], x.after["count"]) for x in found.limits] == [
        ("gap", 1, 2),
        ("more", None, 3),
    ]
    assert found.settings == (
        Change("discount_rate", None, 0.06),
        Change("locked", {}, {"q": "u"}),
    )
