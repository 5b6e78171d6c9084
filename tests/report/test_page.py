import copy
import re

import pytest

from shigu.report import render
from tests.report.cast import document
from tests.report.parsing import parsed


@pytest.fixture(scope="module")
def plan():
    return document()


@pytest.fixture(scope="module")
def page(plan):
    return render(plan)


@pytest.fixture(scope="module")
def tree(page):
    return parsed(page)


def test_the_page_is_the_same_every_time(plan, page):
    assert render(copy.deepcopy(plan)) == page


def test_rendering_leaves_the_plan_as_it_was(plan):
    before = copy.deepcopy(plan)
    render(plan)
    assert plan == before


def test_nothing_is_fetched_from_outside(tree, page):
    assert not [n for n in tree.walk() if n.tag in ("link", "img", "iframe", "object", "embed")]
    assert not [n for n in tree.walk() if "src" in n.attributes or "srcset" in n.attributes]
    styles = "".join(node.text for node in tree.all("style"))
    assert "url(" not in styles
    assert "@import" not in styles
    addresses = set(re.findall(r"https?://[^\"'<\s]+", page))
    assert addresses == {"https://example.org/plan"}


def test_only_web_addresses_of_sources_become_links(plan):
    hostile = copy.deepcopy(plan)
    hostile["index"]["sources"]["s-plan"]["attributes"]["url"] = "javascript:alert(1)"
    links = [n.attributes["href"] for n in parsed(render(hostile)).all("a")]
    assert all(href.startswith("#") for href in links)


def test_every_chinese_wording_is_followed_by_its_english(tree):
    pairs = 0
    for parent in tree.walk():
        for i, node in enumerate(parent.elements):
            if node.tag != "html" and node.attributes.get("lang") == "zh":
                twin = parent.elements[i + 1]
                assert (twin.tag, twin.attributes.get("lang")) == (node.tag, "en"), node.text
                assert twin.text.strip() or not node.text.strip() or node.tag == "g", node.text
                pairs += 1
            if node.attributes.get("lang") == "en":
                assert parent.elements[i - 1].attributes.get("lang") == "zh", node.text
    assert pairs > 1000


def test_no_chinese_stands_outside_a_pair_except_names_and_units(tree, plan):
    known = {
        e["zh"]
        for t in plan["index"].values()
        if isinstance(t, dict)
        for e in t.values()
        if "zh" in e
    }
    loose = {
        text.strip()
        for node in tree.find("main").walk()
        if node.attributes.get("lang") is None and node.tag not in ("q", "script", "style")
        for text in node.children
        if isinstance(text, str) and re.search("[\u4e00-\u9fff]", text)
    }
    unnamed = {words for words in loose if not any(words in name for name in known)}
    assert unnamed == set()


def test_every_gap_and_placement_has_its_place_on_the_page(tree, plan):
    for gap in plan["chain"]["gaps"]:
        assert gap["why_zh"] in tree.find(f"gap-{gap['link']}").text
    for placement in plan["siting"]["placements"]:
        row = tree.find(f"placement-{placement['project']}").text
        name = plan["index"]["projects"][placement["project"]]["zh"]
        assert name.removesuffix("（示例）") in row
        assert placement["start"] in row
    for left in plan["siting"]["unplaced"]:
        assert left["binding"][0]["zh"] in tree.find(f"unplaced-{left['project']}").text


def test_every_link_is_a_node_and_every_supply_a_curve(tree, plan):
    nodes = {node.attributes["data-node"] for node in tree.all("g", "node")}
    assert nodes == {link["id"] for link in plan["chain"]["links"]}
    assert len(tree.all("path", "edge")) == len(plan["index"]["supplies"])


def test_every_picture_has_a_role_and_a_name_or_is_hidden(tree):
    pictures = tree.all("svg")
    assert pictures
    for picture in pictures:
        if picture.attributes.get("aria-hidden") == "true":
            continue
        assert picture.attributes["role"] in ("img", "group")
        assert [c.attributes["lang"] for c in picture.elements if c.tag == "title"] == ["zh", "en"]


def test_every_table_has_a_caption_and_scoped_heads(tree):
    for table in tree.all("table"):
        assert table.elements[0].tag == "caption"
        assert all(h.attributes["scope"] in ("col", "row") for h in table.all("th"))
        width = len(table.all("tr")[0].elements)
        assert all(len(row.elements) == width for row in table.all("tr"))


def test_every_inner_link_leads_somewhere(tree):
    anchors = [n.attributes["id"] for n in tree.walk() if "id" in n.attributes]
    assert len(anchors) == len(set(anchors))
    wanted = {n.attributes["href"][1:] for n in tree.all("a") if n.attributes["href"][0] == "#"}
    assert wanted <= set(anchors)


def test_illustrative_rows_wear_the_badge_and_facts_do_not(tree, plan):
    for key, entry in plan["index"]["projects"].items():
        if any(p["project"] == key for p in plan["siting"]["placements"]):
            first = tree.find(f"placement-{key}").elements[0]
            assert bool(first.all("span", "badge")) == (entry["status"] == "illustrative")


HOSTILE = '<script>alert("x")</script>&\'"'


@pytest.mark.parametrize(
    "table",
    [
        "players",
        "districts",
        "zones",
        "links",
        "organisations",
        "spaces",
        "projects",
        "sources",
        "segments",
        "layers",
    ],
)
def test_hostile_names_stay_words(plan, table):
    hostile = copy.deepcopy(plan)
    for entry in hostile["index"][table].values():
        entry["zh"], entry["en"] = HOSTILE + "甲", HOSTILE + "a"
    tree = parsed(render(hostile))
    assert len(tree.all("script")) == 1
    assert HOSTILE + "甲" in tree.text


def test_hostile_reasons_stay_words(plan):
    hostile = copy.deepcopy(plan)
    hostile["pack"]["title_zh"] = hostile["limits"][0]["zh"] = HOSTILE
    hostile["siting"]["placements"][0]["reasons"][0]["inputs"] = {HOSTILE: HOSTILE}
    tree = parsed(render(hostile))
    assert len(tree.all("script")) == 1
    assert tree.text.count(HOSTILE) >= 4


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("spaces", "space-3"),
        ("projects", "project-1"),
        ("sources", "s-plan"),
        ("organisations", "hik"),
    ],
)
def test_an_id_missing_from_the_index_is_named(plan, table, key):
    broken = copy.deepcopy(plan)
    del broken["index"][table][key]
    with pytest.raises(KeyError, match=f"index.{table} has no '{key}'"):
        render(broken)


def test_a_scarce_thing_that_the_index_does_not_know_is_named(plan):
    broken = copy.deepcopy(plan)
    broken["siting"]["shadow_prices"][0]["where"] = "pool-x"
    with pytest.raises(KeyError, match="index has no place 'pool-x'"):
        render(broken)


def test_what_stops_and_what_is_controllable_is_told():
    plan = document()
    page = render(plan)
    falls = page.split('id="falls"')[1].split("</table>")[0]
    body = falls.split("<tbody>")[1]
    assert body.count("<tr") == 3
    assert body.index("50.0") < body.index("25.0") < body.index("12.5")
    assert "集群以外全部" in body
    control = page.split('id="control"')[1].split("</table>")[0].split("<tbody>")[1]
    assert [figure in control for figure in (">25<", ">50<", ">75<", ">100<")] == [True] * 4


def test_a_gap_tells_how_steady_it_is_and_what_there_is_to_offer(plan, page):
    (first,) = plan["chain"]["moves"]
    told = page.split(f'id="gap-{first["link"]}"')[1].split('id="gap-')[0]
    assert plan["chain"]["gap_stability"][0]["why_en"] in told
    assert first["why_zh"] in told


def test_the_frontier_and_what_projects_set_in_motion_are_told(page):
    frontier = page.split('id="frontier"')[1].split("</table>")[0].split("<tbody>")[1]
    assert frontier.count("<tr") == 1
    assert [figure in frontier for figure in (">55<", ">1.24<", ">0.5<")] == [True] * 3
    induced = page.split('id="induced"')[1].split("</table>")[0].split("<tbody>")[1]
    assert induced.count("<tr") == 1
    assert [figure in induced for figure in (">1,980<", ">26<", ">8,042<", ">134–226<")] == [
        True
    ] * 4


def test_a_plan_made_before_these_were_parts_of_it_is_still_shown():
    plan = document()
    plan["chain"] = {name: plan["chain"][name] for name in ("links", "gaps")}
    page = render(plan)
    for table in ("falls", "control", "frontier", "induced"):
        assert f'id="{table}"' not in page
