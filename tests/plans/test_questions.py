"""Questions to a plan: exact answers for who reads all of it, nothing of others for the rest."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shigu.districts.scope import acting_as_system
from shigu.engine.siting.questions.changes import ProjectIs, applied
from shigu.engine.siting.solve import solve
from shigu.plans import questions
from shigu.plans.actions import adopt_plan
from shigu.plans.models import Placement, Plan, Unplaced
from shigu.plans.trial import like
from shigu.projects.models import Project
from shigu.territory.actions import occupy, reserve
from shigu.territory.models import Space
from tests.plans.test_secrecy import marked, secrets  # noqa: F401 - a fixture
from tests.plans.world import ask, reread


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def answer_of(page):
    """The answer alone, without how long it took."""
    found = re.search(r'<section id="answer">.*?(?=<section id="choose">)', page, re.DOTALL).group()
    return re.sub(r"[\d.]+ 秒答出", "", found)


def placed(plan, code):
    with acting_as_system():
        return Placement.objects.select_related("project", "space").get(
            plan=plan, project__code=code
        )


def standing_of(plan, act):
    with act("gu") as gu:
        return questions.standing(gu, Plan.objects.get(pk=plan)).standing


def elsewhere(base, project):
    """A space that takes the project and is not where it stands."""
    now = base.assignment[project]
    options = (base.network.arcs[j].space.id for j in base.network.by_need[project])
    return next(each for each in options if each != now)


def test_the_price_of_another_place_is_what_solving_with_it_costs(finished, act, visit):
    base = standing_of(finished, act)
    row = next(
        row
        for row in (placed(finished, code) for code in ("p-smart-camera-base", "p-mmwave-line"))
        if len(base.network.by_need[row.project.code]) > 1
    )
    there = elsewhere(base, row.project.code)
    forced = solve(replace(base.problem, locked={row.project.code: there}), seconds=20)
    with act("gu") as gu:
        told = questions.why_not_there(
            gu, Plan.objects.get(pk=finished), row.project, Space.objects.get(code=there)
        )
    assert not told.stale
    assert told.answer.proven
    assert told.answer.loss_yuan == pytest.approx(
        float(base.value.yuan) - float(forced.objective.yuan), abs=0.02
    )
    page = text(
        visit("gu", f"/plans/{finished}/why/{row.project_id}/?space={there}", count="plan why not")
    )
    assert "什么都没有改动" in page
    assert "方案整体的代价" in page
    assert reread(finished).objective_yuan == pytest.approx(float(base.value.yuan), abs=0.02)


def test_what_a_place_lacks_is_said_with_both_figures(finished, act, visit):
    row = placed(finished, "p-smart-camera-base")
    page = text(visit("gu", f"/plans/{finished}/why/{row.project_id}/?space=sp-xh-factory-2"))
    assert "不合用" in page
    assert "㎡，此处" in page
    there = text(visit("gu", f"/plans/{finished}/why/{row.project_id}/?space={row.space.code}"))
    assert "就在这里" in there


def test_spaces_are_found_by_name_and_zone_and_an_empty_search_says_so(finished, visit):
    row = placed(finished, "p-smart-camera-base")
    address = f"/plans/{finished}/why/{row.project_id}/"
    page = text(visit("gu", f"{address}?q=湘湖"))
    assert page.count("?space=") == len(re.findall(r'<li><a href="\?space=', page)) > 1
    assert "没有这样的空间" in text(visit("gu", f"{address}?q=火星"))
    assert visit("gu", f"{address}?space=nowhere").status_code == 404


def test_one_more_project_is_answered_as_a_new_plan_would_and_nothing_changes(finished, act, visit):
    base = standing_of(finished, act)
    row = placed(finished, "p-mmwave-line")
    given = {"similar": str(row.project_id), "floor_area_m2": "1200", "tax_wan": "900"}
    similar = questions.need_of(base.problem, "p-mmwave-line")
    new = like(similar, {"floor_area_m2": 1200.0, "tax_wan": 900.0})
    anew = solve(applied(base.problem, ProjectIs(new)), seconds=20)
    with act("gu") as gu:
        told = questions.with_one_more(
            gu,
            Plan.objects.get(pk=finished),
            row.project,
            {"floor_area_m2": 1200.0, "tax_wan": 900.0},
        )
    assert told.answer.gain_at_most_yuan >= float(anew.objective.yuan - base.value.yuan) - 0.02
    assert told.answer.gain_yuan <= float(anew.objective.yuan - base.value.yuan) + 0.02
    if told.answer.proven:
        assert told.answer.gain_yuan == pytest.approx(
            float(anew.objective.yuan) - float(base.value.yuan), abs=0.02
        )
    with acting_as_system():
        before = (Project.objects.count(), Placement.objects.count(), Plan.objects.count())
    query = "&".join(f"{name}={value}" for name, value in given.items())
    page = text(visit("gu", f"/plans/{finished}/what-if/?{query}", count="plan what if"))
    assert "试算的新项目" in page
    with acting_as_system():
        assert before == (Project.objects.count(), Placement.objects.count(), Plan.objects.count())


def test_the_mean_tax_is_spread_as_with_the_similar_project(finished, act):
    base = standing_of(finished, act)
    similar = questions.need_of(base.problem, "p-mmwave-line")
    new = like(similar, {"tax_wan": 500.0, "success_probability": None})
    assert sum(year.tax_local_wan for year in new.years) / len(new.years) == pytest.approx(500)
    old = [year.tax_local_wan for year in similar.years]
    assert [year.tax_local_wan / sum(old) for year in similar.years] == pytest.approx(
        [year.tax_local_wan / (500 * len(old)) for year in new.years]
    )
    assert new.success_probability == similar.success_probability
    assert (new.together, new.apart, new.veto) == (frozenset(), frozenset(), None)


def test_an_empty_form_and_a_wrong_number_are_told_at_their_field(finished, visit):
    page = text(visit("gu", f"/plans/{finished}/what-if/"))
    assert "方案和数据都不会改动" in page
    wrong = text(visit("gu", f"/plans/{finished}/what-if/?similar=&floor_area_m2=-1"))
    assert 'id="answer"' not in wrong
    assert wrong.count("errorlist") + wrong.count('class="error') > 0


def test_data_that_have_changed_are_said_to_have(finished, act, visit):
    row = placed(finished, "p-smart-camera-base")
    with acting_as_system():
        Project.objects.filter(code="p-eda-tools").update(invest_wan=1234)
    page = text(visit("gu", f"/plans/{finished}/why/{row.project_id}/?space=sp-xh-factory-2"))
    assert "与方案算出时不同" in page


def test_a_plan_that_no_longer_stands_is_not_asked(finished, visit):
    row = placed(finished, "p-smart-camera-base")
    with acting_as_system():
        Project.objects.filter(pk=row.project_id).update(height_m=90)
    page = text(visit("gu", f"/plans/{finished}/why/{row.project_id}/?space=sp-xh-factory-2"))
    assert "请先重新计算方案" in page
    assert 'id="answer"' not in page


def own_question(plan, act):
    with act("shen"):
        row = Placement.objects.filter(district__code="xiaoshan").first()
        row = row or Unplaced.objects.filter(district__code="xiaoshan").first()
        return row.project_id


def test_shen_hears_of_her_own_project_and_the_space_alone(marked, act, signed_in):  # noqa: F811
    """Every space: not a byte of 滨江, and the same bytes whatever 滨江's projects ask for."""
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=marked), reason="专班会议通过")
    project, hidden = own_question(marked, act), set().union(*secrets(marked).values())
    client = signed_in("shen")
    spaces = ("sp-xh-factory-2", "sp-xh-land-1", "sp-xh-land-3")
    told = [
        answer_of(text(client.get(f"/plans/{marked}/why/{project}/?space={space}")))
        for space in spaces
    ]
    assert [word for word in hidden if any(word in each for each in told)] == []
    with acting_as_system():
        Project.objects.filter(district__code="binjiang").update(
            floor_area_m2=1, land_mu=None, power_kva=1, stage="12"
        )
    again = [
        answer_of(text(client.get(f"/plans/{marked}/why/{project}/?space={space}")))
        for space in spaces
    ]
    assert told == again


def test_shen_asks_nothing_about_projects_of_binjiang_and_tries_none(marked, act, signed_in):  # noqa: F811
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=marked), reason="专班会议通过")
    row = placed(marked, "p-mmwave-line")
    client = signed_in("shen")
    assert client.get(f"/plans/{marked}/why/{row.project_id}/").status_code == 404
    assert f"/plans/{marked}/what-if/" not in text(client.get(f"/plans/{marked}/"))
    own = own_question(marked, act)
    page = text(client.get(f"/plans/{marked}/what-if/?similar={own}"))
    assert "只有能读全部项目的单位可以试算" in page
    other = text(client.get(f"/plans/{marked}/what-if/?similar={row.project_id}"))
    assert 'id="answer"' not in other
    assert row.project.name not in other


def test_an_unfinished_plan_is_not_asked(small, visit):
    plan = ask()
    assert visit("gu", f"/plans/{plan}/what-if/").status_code == 404


def test_what_is_held_is_not_there_for_an_own_project_either(marked, act):  # noqa: F811
    """Who asks for own projects alone is told of a space as it is left, as the whole model is."""
    with act("wei") as wei:
        adopt_plan(wei, Plan.objects.get(pk=marked), reason="专班会议通过")
    project = own_question(marked, act)

    def asked(code):
        with act("shen") as shen:
            plan, own = Plan.objects.get(pk=marked), Project.objects.get(pk=project)
            return questions.why_not_there(shen, plan, own, Space.objects.get(code=code)).problem

    def area(problem, code):
        return next(each.area_m2 for each in problem.spaces if each.id == code)

    start = timezone.localdate() + timedelta(days=400)
    whole = area(asked("sp-xh-floor-1"), "sp-xh-floor-1")
    with acting_as_system() as system:
        part = {"area_m2": Decimal(500), "basis": "intent", "reason": "意向"}
        reserve(system, Space.objects.get(code="sp-xh-floor-1"), start=start, **part)
        let = {"start": start, "basis": "lease", "reason": "签约"}
        occupy(system, Space.objects.get(code="sp-xh-factory-3"), **let)
    assert area(asked("sp-xh-floor-1"), "sp-xh-floor-1") == pytest.approx(whole - 500)
    with pytest.raises(questions.NotAnswered, match="不再提供"):
        asked("sp-xh-factory-3")
