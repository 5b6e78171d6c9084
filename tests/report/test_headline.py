from shigu.report.headline import closable, critical_gaps, headline, leavers
from shigu.report.names import Names
from tests.report.cast import document


def small_plan():
    plan = document(placed=51, unplaced=12)
    gaps = plan["chain"]["gaps"][:12]
    wanted = {gap["link"] for gap in gaps}
    for i, gap in enumerate(gaps):
        gap["laboratories"] = ("xidian",) if i < 5 else ()
    for link in plan["chain"]["links"]:
        link["critical"] = link["id"] in wanted
    plan["sharing"]["surplus_yuan"] = 4.2e8
    return plan


def test_the_sentence_counts_what_the_plan_holds():
    plan = small_plan()
    words = headline(plan, Names(plan["index"]))
    assert words.zh == (
        "缺 12 个关键环节，其中 5 个有本地实验室可依托；63 个项目中 51 个有了位置；"
        "合作净增 4.20亿元，没有一方会因退出而得益。"
    )
    assert words.en == (
        "12 critical links are missing, 5 of them with a laboratory at hand; "
        "51 of 63 projects have a place; cooperation earns 420.0 million yuan, "
        "and no player would gain by leaving."
    )


def test_one_missing_link_reads_as_one():
    plan = small_plan()
    plan["chain"]["gaps"] = plan["chain"]["gaps"][:1]
    assert headline(plan, Names(plan["index"])).en.startswith("1 critical link is missing, 1 of")


def test_whoever_gains_by_leaving_is_named_first_by_gain():
    plan = small_plan()
    plan["sharing"]["excess"][3]["nucleolus"] = 2e6
    plan["sharing"]["excess"][5]["nucleolus"] = 5e6
    assert [e["nucleolus"] for e in leavers(plan)] == [5e6, 2e6]
    assert plan["sharing"]["excess"][5]["members"] == ("binjiang", "xiaoshan")
    assert headline(plan, Names(plan["index"])).zh.endswith("但滨江、萧山退出可多得 500万元。")


def test_an_undecided_core_is_not_called_stable():
    plan = small_plan()
    plan["sharing"]["core_empty"] = None
    assert "尚不能断定" in headline(plan, Names(plan["index"])).zh


def test_only_critical_gaps_count_and_only_those_with_a_laboratory_are_closable():
    plan = small_plan()
    assert len(critical_gaps(plan)) == 12
    assert len(closable(critical_gaps(plan))) == 5
