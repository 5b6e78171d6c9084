import copy

import pytest

from shigu.report import render
from tests.report.cast import document
from tests.report.parsing import parsed


@pytest.fixture
def plan():
    return document()


def rows(tree, key):
    box = tree.find(key)
    return box.all("tr")[1:]


def test_no_gaps_says_what_to_do_instead(plan):
    plan["chain"]["gaps"] = ()
    plan["candidates"] = ()
    for link in plan["chain"]["links"]:
        link.update(status="strong", critical=False)
    text = parsed(render(plan)).text
    assert "关键环节没有缺口；" in text
    assert "没有空白或薄弱的环节。" in text
    assert "没有候选企业。" in text


def test_no_placements_says_why_and_what_to_do():
    text = parsed(render(document(placed=0))).text
    assert "9 个项目中 0 个有了位置；" in text
    assert "没有项目落位。" in text


def test_everything_placed_leaves_no_empty_table():
    tree = parsed(render(document(unplaced=0)))
    assert "40 个项目中 40 个有了位置；" in tree.text
    assert "全部项目都有了位置。" in tree.text


def test_no_projects_at_all():
    assert "没有待落位的项目；" in parsed(render(document(placed=0, unplaced=0))).text


def test_no_coordinates_and_no_outlines_means_no_map(plan):
    plan["index"]["boundaries"] = {}
    for zone in plan["index"]["zones"].values():
        zone["attributes"]["lon"] = None
    tree = parsed(render(plan))
    assert not tree.all("svg", "map")
    assert "没有坐标，画不出地图。" in tree.text


def test_outlines_alone_make_one_map(plan):
    for zone in plan["index"]["zones"].values():
        zone["attributes"]["lon"] = None
    assert len(parsed(render(plan)).all("svg", "map")) == 1


def test_two_players(plan):
    keep = ("binjiang", "xiaoshan")
    sharing = plan["sharing"]
    plan["index"]["players"] = {k: v for k, v in plan["index"]["players"].items() if k in keep}
    for district in plan["index"]["districts"].values():
        if district["attributes"]["player"] not in keep:
            district["attributes"]["player"] = None
    for key in ("coalitions", "excess"):
        sharing[key] = [c for c in sharing[key] if set(c["members"]) <= set(keep)]
    sharing["players"] = keep
    for key in ("stand_alone", "shapley", "nucleolus"):
        sharing[key] = sharing[key][:2]
    sharing["least_core"]["allocation"] = sharing["least_core"]["allocation"][:2]
    for name in ("terms", "terms_uniform"):
        terms = sharing[name]
        terms["against_5_5"] = terms["against_5_5"][:2]
        terms["parameters"]["introducer"] = {"binjiang": (0.5, 0.4, 0.3)}
        terms["parameters"].update(fund=0.0, fund_parts={})
    tree = parsed(render(plan))
    assert len(rows(tree, "allocations")) == 2
    assert len(rows(tree, "terms")) == 1
    assert "不设。" in tree.text
    assert len(rows(tree, "excess")) == 3


def test_no_sensitivity_and_no_sources_cited(plan):
    plan["sensitivity"] = ()
    assert "没有做敏感性试算。" in parsed(render(plan)).text


def test_a_plan_without_runner_up_or_path(plan):
    plan = copy.deepcopy(plan)
    for placement in plan["siting"]["placements"]:
        placement["runner_up"] = None
    for candidate in plan["candidates"]:
        candidate["through"] = ()
    tree = parsed(render(plan))
    assert not tree.all("ol", "path")
    assert "可由招商专班引荐" in tree.text
