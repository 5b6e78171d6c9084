"""What people read about a plan: names, units and money in each language, and no ids."""

import json
import re
from dataclasses import asdict
from datetime import date

import pytest

from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.near import near_misses
from shigu.engine.siting.plan import plan
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Pool, Quota
from shigu.engine.siting.wording import Words, amount, figure, listed, money
from shigu.engine.values import Money

AREAS = {"d": ("滨江区", "Binjiang"), "e": ("临安区", "Lin'an"), "z": ("核心区", "Core zone")}
HAN = re.compile("[㐀-鿿]")
VETO = "主要投资方失信"


def named(make, key, **fields):
    return make(key, name_zh=f"{key[-1]}号", name_en=f"No. {key[-1]}", **fields)


def grid(amount, **fields):
    given = {"resource": "power", "zones": frozenset("z"), "month_from": date(2027, 1, 1)}
    return Pool(id="pool-grid", amount=amount, **{**given, **fields})


@pytest.fixture
def answer(need, space, problem):
    """A plan in which nearly every kind of sentence occurs, everything named."""
    needs = [
        named(need, "p-1", worth=90.0, power_kva=400.0, together=frozenset(["p-2"])),
        named(need, "p-2", worth=30.0),
        named(need, "p-3", worth=8.0, power_kva=300.0, apart=frozenset(["p-1"])),
        named(need, "p-4", worth=-3.0),
        named(need, "p-5", veto=VETO),
        named(need, "p-6", floor_area_m2=None, land_mu=60.0, hazard_class="丙"),
        named(need, "p-7", districts_allowed=frozenset("e"), needs_exhaust=True),
        named(need, "p-8", districts_excluded=frozenset("d"), clean_class=5, height_m=6.0),
        named(need, "p-9", worth=7.0, floor_area_m2=900.0, power_kva=120.0),
    ]
    spaces = [
        named(space, "s-a", power_kva=400.0),
        named(space, "s-b", power_kva=400.0, divisible=True),
        named(space, "s-c", kind="land", land_mu=50.0, hazard_class="丁"),
    ]
    pools = [grid(500.0, name_zh="核心区电力指标", name_en="Core zone, power")]
    quotas = [
        Quota(
            "quota-d", "d", "projects", 2, 3, name_zh="滨江区项目数", name_en="Binjiang, projects"
        )
    ]
    return plan(problem(needs, spaces, pools, quotas, area_names=AREAS))


def sentences(value):
    if isinstance(value, dict):
        if "zh" in value:
            yield value["zh"], value["en"]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from sentences(each)


def test_no_sentence_of_a_plan_holds_an_id(answer):
    told = json.dumps(list(sentences(asdict(answer))), ensure_ascii=False)
    assert not re.search(r"\b(p-\d|s-[abc]|pool-grid|quota-d)\b", told)
    assert not re.search(r"[^\w][dez][^\w]", told)


def test_english_sentences_are_english_but_for_what_is_quoted(answer):
    every = [en.replace(f"“{VETO}”", "") for _, en in sentences(asdict(answer))]
    assert len(every) > 20
    assert [en for en in every if HAN.search(en)] == []


def binding(answer, project):
    (left,) = (each for each in answer.unplaced if each.project == project)
    return {reason.code: (reason.zh, reason.en) for reason in left.binding}


def test_requirements_that_no_space_meets_are_told_as_asked(answer):
    assert binding(answer, "p-6") == {
        "siting.hazard": (
            "火灾危险性丙类：3 处空间中 1 处不准入",
            "fire-hazard class C: not admitted in 1 of 3 spaces",
        ),
        "siting.hazard.unknown": (
            "火灾危险性丙类：3 处空间中 2 处没有登记",
            "fire-hazard class C: not known of 2 of 3 spaces",
        ),
        "siting.kind": (
            "空间类型：3 处空间中 2 处不合",
            "kind of space: unsuitable in 2 of 3 spaces",
        ),
        "siting.land": (
            "用地需 60 亩：3 处空间中 1 处不够",
            "60 mu of land: too little in 1 of 3 spaces",
        ),
    }


def test_districts_are_called_by_name(answer):
    assert binding(answer, "p-7")["siting.district"] == (
        "限于临安区：3 处空间都不在其内",
        "limited to Lin'an: not so in all 3 spaces",
    )
    assert binding(answer, "p-8")["siting.excluded"] == (
        "不去滨江区：3 处空间都在其内",
        "not in Binjiang: not so in all 3 spaces",
    )


def test_a_veto_is_quoted_as_given(answer):
    assert binding(answer, "p-5") == {
        "siting.veto": ("否决项：主要投资方失信", f"vetoed; the reason given: “{VETO}”")
    }


def crowded(need, space, problem, pool):
    needs = [
        named(need, "p-1", worth=2000.0, power_kva=400.0),
        named(need, "p-2", worth=310.0, power_kva=300.0),
    ]
    halls = [named(space, key, power_kva=400.0) for key in ("s-a", "s-b")]
    (left,) = plan(problem(needs, halls, [pool])).unplaced
    return [(reason.zh, reason.en) for reason in left.binding]


def test_a_full_pool_is_told_by_name_with_its_unit_and_what_it_closes(need, space, problem):
    pool = grid(500.0, name_zh="核心区电力指标（2027-01 起）", name_en="Core zone, power")
    told = crowded(need, space, problem, pool)
    assert told[0] == (
        "核心区电力指标（2027-01 起）共 500 kVA，已用 400，还需 300（2 处合用空间都受限）",
        "Core zone, power: 400 of 500 kVA used, 300 more needed (limits both spaces that fit)",
    )
    assert told[1][0].endswith("号已整处安排给1号（2 处合用空间之一）")
    assert told[2][0].endswith("，方案整体少 1,690 万元，须让出1号")
    assert told[2][1].endswith("would cost the plan CNY 16.9 million; No. 1 would have no place")


def test_what_has_no_name_is_called_by_its_id(need, space, problem):
    zh, en = crowded(need, space, problem, grid(500.0))[0]
    assert zh.startswith("pool-grid供电共 500 kVA")
    assert en.startswith("pool-grid, power: 400 of 500 kVA used")


def test_what_is_impossible_says_what_stands_against_it(need, space, problem):
    pool = grid(50.0, name_zh="核心区电力指标", name_en="Core zone, power")
    asked = problem([need("p", power_kva=60.0)], [space("s", power_kva=60.0)], [pool])
    (left,) = plan(asked).unplaced
    last = left.binding[-1]
    assert last.code == "siting.impossible"
    assert last.zh == "无论哪些项目让位都安排不了：有它就不能同时满足容量指标"
    assert last.en.endswith("with it pools cannot all be kept")


def test_a_conflict_gives_names_and_ids_so_that_the_rows_are_found(need, space, problem):
    floor = Quota("q-d", "d", "projects", 2, name_zh="余杭区项目数下限", name_en="Yuhang, floor")
    needs = [named(need, "p-1"), named(need, "p-2", apart=frozenset(["p-1"]))]
    with pytest.raises(Infeasible) as refused:
        solve(problem(needs, [space("s"), space("t")], quotas=[floor]))
    assert [reason.zh for reason in refused.value.reasons] == [
        "余杭区项目数下限（q-d）：至少 2 个项目",
        "1号（p-1）、2号（p-2）须不同片区",
    ]
    assert [reason.en for reason in refused.value.reasons] == [
        "Yuhang, floor (q-d): at least 2 projects",
        "No. 1 (p-1) and No. 2 (p-2) must not share a zone",
    ]


def test_a_near_miss_is_told_in_the_units_of_each_language(need, space):
    (miss,) = near_misses(need("p", load_t_m2=1.0), [space("s", load_t_m2=0.8)])
    assert (miss.zh, miss.en) == (
        "楼面荷载：需要 1 t/㎡，可供 0.8 t/㎡",
        "floor load: needs 1 t/m², offers 0.8 t/m²",
    )
    late = space("s", available_from=date(2027, 1, 1))
    (miss,) = near_misses(need("p", latest=date(2026, 12, 1)), [late])
    assert miss.zh == "最迟 2026-12-01 起用，此处最早 2027-01-01"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(27000.0, "27,000"), (14.99, "14.99"), (14.9899999, "14.99"), (-26.0, "−26"), (-1e-9, "0")],
)
def test_figures_are_grouped_and_end_where_they_end(number, shown):
    assert figure(number) == shown


def test_money_is_counted_as_each_language_counts_it():
    assert money(Money.from_wan(1690)) == Words("1,690 万元", "CNY 16.9 million")
    assert money(Money.from_wan("-26.0369")) == Words("−26 万元", "CNY −260,369")
    assert money(Money.from_wan("0.4")) == Words("0.4 万元", "CNY 4,000")
    assert amount(12_000, "wan") == Words("12,000 万元", "CNY 120.0 million")
    assert amount(1, "project") == Words("1 个项目", "1 project")


def test_a_list_ends_as_each_language_ends_it():
    items = [Words(zh, en) for zh, en in (("甲", "A"), ("乙", "B"), ("丙", "C"))]
    assert listed(items[:1]) == Words("甲", "A")
    assert listed(items[:2]) == Words("甲、乙", "A and B")
    assert listed(items) == Words("甲、乙、丙", "A, B and C")
