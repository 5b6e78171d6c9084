"""Prices of two plans side by side."""

from shigu.plans.shown.compared import price_rows
from shigu.plans.shown.scarcity import bars, scarce, sentence

INDEX = {
    "spaces": {"s": {"zh": "一号楼", "en": "House 1", "attributes": {"zone": "z"}}},
    "pools": {"p": {"zh": "电力指标", "en": "Power", "attributes": {"owner": "a", "zone": None}}},
    "quotas": {"q": {"zh": "项目数下限", "en": "Floor", "attributes": {"district": "d"}}},
    "zones": {"z": {"zh": "湘湖", "en": "Lake"}},
    "players": {"a": {"zh": "甲区", "en": "A"}},
    "districts": {"d": {"zh": "丁区", "en": "D"}},
}


def price(where, resource, unit, worth, *, gain=None, holds=(None, None)):
    return {
        "where": where,
        "resource": resource,
        "unit": unit,
        "used": 9.0,
        "available": 10.0,
        "yuan_per_unit": worth,
        "resolved_yuan": worth,
        "verified_by_resolve": True,
        "plan_gain_yuan": gain,
        "holds_from": holds[0],
        "holds_to": holds[1],
    }


def document(*prices):
    return {"index": INDEX, "siting": {"shadow_prices": list(prices)}}


AREA = price("s", "floor_area", "100 m2", 30_000.0, holds=(600.0, 1400.0))
POWER = price("p", "power", "100 kVA", 50_000.0, gain=70_000.0, holds=(5.0, None))
FLOOR = price("q", "projects", "project", -20_000.0)


def test_a_price_belongs_to_the_park_of_its_space_or_to_whose_limit_it_is():
    rows = scarce(document(AREA, POWER, FLOOR))
    assert [row["park_name"] for row in rows] == ["湘湖", "甲区", "丁区"]
    assert [row["holds"] for row in rows] == ["600–1,400", "5 起", ""]
    assert [row["unit"] for row in rows] == ["100 ㎡", "100 kVA", "1 个项目"]


def test_a_multiplier_says_that_it_was_not_solved_again():
    large = AREA | {"method": "lagrangian", "resolved_yuan": None, "verified_by_resolve": False}
    (row,) = scarce(document(large | {"holds_from": None, "holds_to": None}))
    assert (row["verified"], row["holds"], row["resolved"]) == ("multiplier", "不知道", None)


def test_the_sentence_names_what_brings_the_plan_most():
    rows = scarce(document(AREA, POWER, FLOOR))
    assert sentence(rows, 3) == (
        "3 样稀缺；最值钱的是甲区的供电（电力指标）：再多 100 kVA，方案多得 7\u2009万元。"
    )
    assert sentence(rows[:1], 3).startswith("1 样稀缺，但哪一样单独多给一个单位，方案都未见多得")
    assert sentence(rows[2:], 3) == (
        "没有什么不够用，但有 1 个下限有代价；"
        "最重的是项目数下限：每多承诺 1 个项目，方案少 2\u2009万元。"
    )
    assert sentence([], 3) == "这些条件下没有稀缺的；全部共有 3 样。"


def test_bars_stand_in_the_order_of_their_length_in_wan():
    drawn = bars(scarce(document(FLOOR, AREA, POWER)))["rows"]
    assert [amount for _, amount in drawn] == [5.0, 3.0, -2.0]


def test_what_was_scarce_in_one_plan_alone_stands_at_nothing_in_the_other():
    dearer = price("s", "floor_area", "100 m2", 45_000.0)
    found = price_rows(scarce(document(AREA, POWER)), scarce(document(dearer)))
    assert [(row.name, row.a, row.b, row.difference) for row in found] == [
        ("电力指标 · 供电 / 100 kVA", "5.0", "0.0", "−5.0"),
        ("一号楼 · 建筑面积 / 100 ㎡", "3.0", "4.5", "+1.5"),
    ]
