"""What a document proposes: facts apart from plans, each row once, and only what it says."""

import pytest

from shigu.engine.text.proposals.propose import propose
from tests.engine.text.proposals.cast import (
    FULL,
    PROJECT,
    REGISTER,
    amount,
    entity,
    event,
    numbered,
    tie,
)

WHOLE = 1.0
STORY = (
    entity("f"),
    entity("s"),
    entity("p"),
    entity("d"),
    tie("alias", full="f", short="s"),
    amount("p", "investment_total", 1.2e9, "CNY", modality="agreed"),
    amount("p", "land_area", 53333.0, "m2", modality="agreed"),
    amount("p", "output_value", 3e9, "CNY", modality="planned"),
    amount("d", "investment_total", 3.86e10, "CNY", modality="agreed"),
    tie("project_company", project="p", company="s"),
    event("LAND", ("project", "p"), ("place", "d"), date="2026-11-20"),
    event("START", ("project", "p"), modality="planned", date="2027-03"),
)


def proposed(*claims, integrity=WHOLE, register=REGISTER):
    return {each.key: each for each in propose(numbered(*claims), register, integrity)}


def values(proposal):
    return {each.field: each.value for each in proposal.values}


def plans(proposal):
    return {each.field: each.value for each in proposal.plans}


def test_an_article_proposes_the_firm_its_project_and_where_it_stands():
    found = proposed(*STORY)
    assert list(found) == [
        f"organisation:{FULL}",
        f"project:{PROJECT}",
        f"position:{FULL}@sensor",
    ]
    assert values(found[f"organisation:{FULL}"]) == {
        "name_zh": FULL,
        "kind": "enterprise",
        "short_name": "示光微电子",
    }
    assert values(found[f"project:{PROJECT}"]) == {
        "name": PROJECT,
        "invest_wan": 120_000.0,
        "land_mu": 80.0,
        "organisation": FULL,
        "district": "xiaoshan",
        "link": "sensor",
    }


def test_a_plan_is_told_and_not_among_the_facts():
    project = proposed(*STORY)[f"project:{PROJECT}"]
    assert plans(project) == {"output_wan": 300_000.0, "stage": "10", "landing": "LAND"}
    assert {each.field: each.modality for each in project.plans} == {
        "output_wan": "planned",
        "stage": "planned",
        "landing": "happened",
    }
    assert project.modality == "happened"


def test_a_project_that_is_only_planned_has_no_facts():
    project = proposed(
        entity("p"), amount("p", "investment_total", 1.2e9, "CNY", modality="planned")
    )[f"project:{PROJECT}"]
    assert values(project) == {}
    assert plans(project)["invest_wan"] == 120_000.0
    assert (project.modality, project.bulk) == ("planned", False)
    assert [each.code for each in project.reasons] == ["review.no_fact"]


def test_a_sum_of_many_projects_is_on_no_project():
    found = proposed(*STORY)
    shown = [each.value for one in found.values() for each in (*one.values, *one.plans)]
    assert 3_860_000.0 not in shown
    assert not [key for key in found if "萧山" in key]


def test_what_a_project_has_gathered_so_far_is_not_its_size():
    project = proposed(
        *STORY[:4],
        STORY[10],
        amount("p", "investment_total", 9e8, "CNY", modality="cumulative"),
    )[f"project:{PROJECT}"]
    assert "invest_wan" not in values(project)
    assert plans(project) == {"invest_wan": 90_000.0, "landing": "LAND"}


@pytest.mark.parametrize(
    ("integrity", "offered"), [(0.59, False), (0.6, True)], ids=["below", "at"]
)
def test_a_damaged_page_is_offered_for_no_bulk(integrity, offered):
    firm = proposed(*STORY, integrity=integrity)[f"organisation:{FULL}"]
    assert firm.bulk is offered
    assert [each.code for each in firm.reasons] == ([] if offered else ["review.damaged"])


def test_a_known_firm_is_told_only_what_is_new():
    names = {"m": ("明视光电", "COMPANY")}
    same = [entity("m", names=names), amount("m", "jobs", 300.0, names=names)]
    assert proposed(*same) == {}
    more = [entity("m", names=names), amount("m", "jobs", 320.0, names=names)]
    firm = proposed(*more)["organisation:明视光电"]
    assert (firm.target, values(firm), firm.bulk) == ("mingshi", {"staff": 320}, True)


@pytest.mark.parametrize(
    ("name", "target"),
    [("浙江明视光电股份有限公司", "mingshi"), ("深圳明视光电股份有限公司", "")],
    ids=["same", "namesake"],
)
def test_the_same_words_in_another_place_are_another_firm(name, target):
    names = {"m": (name, "COMPANY")}
    firm = proposed(entity("m", names=names), amount("m", "jobs", 9.0, names=names))
    assert firm[f"organisation:{name}"].target == target


def test_a_brand_that_nobody_knows_is_to_be_looked_at():
    firm = proposed(entity("s"), amount("s", "jobs", 320.0))["organisation:示光微电子"]
    assert firm.target == ""
    assert [each.code for each in firm.reasons] == ["review.name"]


def test_who_is_only_mentioned_is_not_proposed():
    assert proposed(entity("f"), entity("u")) == {}


def test_a_park_is_told_its_size_and_not_what_is_invested_there():
    park = proposed(
        entity("k"),
        amount("k", "floor_area", 120_000.0, "m2"),
        amount("k", "investment_total", 5e9, "CNY"),
    )["space:湘湖视觉产业园"]
    assert (park.target, values(park), plans(park)) == ("park", {"area_m2": 120_000.0}, {})


def test_what_is_built_together_is_a_partnership():
    found = proposed(
        entity("f"), entity("u"), entity("l"), tie("co_build", a="f", b="u", object="l")
    )
    pair = found[f"partnership:{FULL}+湘江大学+视觉联合实验室"]
    assert values(pair) == {
        "parties": [FULL, "湘江大学"],
        "kind": "laboratory",
        "subject": "视觉联合实验室",
    }
    assert pair.modality == "agreed"


def test_what_is_to_be_built_together_is_a_plan():
    pair = proposed(
        entity("f"),
        entity("u"),
        tie("co_build", a="f", b="u", at=(5, 20)),
        event("ESTABLISH", ("agent", "u"), modality="planned", at=(5, 20)),
    )[f"partnership:{FULL}+湘江大学+"]
    assert (values(pair), pair.bulk) == ({}, False)


def test_a_planned_start_puts_nobody_at_a_link():
    planned = [*STORY[:10], STORY[11]]
    position = proposed(*planned)[f"position:{FULL}@sensor"]
    assert (values(position), position.modality) == ({}, "planned")


def test_a_project_of_two_links_is_left_to_a_person():
    names = {"f": (FULL, "COMPANY"), "p": ("镜头与传感器项目", "PROJECT")}
    claims = [
        entity("f", names=names),
        entity("p", names=names),
        tie("project_company", project="p", company="f", names=names),
        event("START", ("project", "p"), names=names),
    ]
    assert not [key for key in proposed(*claims) if key.startswith("position")]


def test_two_figures_for_one_field_are_told():
    project = proposed(
        *STORY, amount("p", "investment_total", 1.5e9, "CNY", modality="agreed", score=0.8)
    )[f"project:{PROJECT}"]
    assert values(project)["invest_wan"] == 120_000.0
    assert (project.bulk, project.reasons[0].code) == (False, "review.conflict")
    told = (project.reasons[0].zh, project.reasons[0].en)
    assert told == ("总投资有两种说法", "two figures are told for total investment")


@pytest.mark.parametrize("qualifier", ["level", "fuzzy", ">", "<", "range"])
def test_an_amount_without_a_figure_is_no_fact(qualifier):
    project = proposed(
        *STORY[:5],
        amount("p", "investment_total", 1e10, "CNY", modality="agreed", qualifier=qualifier),
    )[f"project:{PROJECT}"]
    assert "invest_wan" not in values(project)


def test_another_currency_is_not_taken_for_yuan():
    project = proposed(
        entity("p"),
        amount("p", "investment_total", 1e8, "USD", modality="agreed", text="1亿美元"),
    )[f"project:{PROJECT}"]
    assert plans(project)["invest_wan"] == "1亿美元"


def test_each_value_names_the_claims_it_rests_on():
    found = proposed(*STORY)
    project = found[f"project:{PROJECT}"]
    assert {each.field: each.statements for each in project.values}["invest_wan"] == (6,)
    assert project.statements == (3, 6, 7, 8, 10, 11, 12)
    assert found[f"position:{FULL}@sensor"].statements == (10, 11)


def test_the_same_claims_give_the_same_proposals():
    claims = numbered(*STORY)
    assert propose(claims, REGISTER, WHOLE) == propose(list(claims), REGISTER, WHOLE)
