"""The board, the page of bottlenecks and what several projects do at once."""

import re
from datetime import timedelta

import numpy
import pytest
from django.utils import timezone

from shigu.districts.models import District, User
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import assign, file, move_on, move_together
from shigu.projects.bottlenecks import by_stage_and_district, longest_over
from shigu.projects.models import Project, StageChange
from shigu.projects.stages import Stage

DAYS = (2, 4, 6, 8, 30)


def filed(system, **values):
    given = {"name": "看板线", "stage": "0", "status": "illustrative"} | values
    return file(system, District.objects.get(code="binjiang"), given, reason="登记")


@pytest.fixture
def stays(db):
    """Five leads of 滨江 that stood 2, 4, 6, 8 and 30 days; one more waits since ten days."""
    today = timezone.localdate()
    with acting_as_system() as system:
        Project.objects.filter(stage="0").update(stage="1")
        for days in DAYS:
            lead = filed(system)
            Project.objects.filter(pk=lead.pk).update(stage_since=today - timedelta(days))
            lead.refresh_from_db()
            move_on(system, lead, "1", reason="首谈", evidence={"talk_note": "有"})
        waiting = filed(system, name="久等")
        Project.objects.filter(pk=waiting.pk).update(stage_since=today - timedelta(10))


def test_median_and_p90_are_those_of_the_stays(act, stays):
    with act("lin") as lin:
        together, _apart = by_stage_and_district(lin, timezone.localdate())
        rows = {at.stage: at for at in together}
        lead = rows[Stage.LEAD]
        own = StageChange.objects.visible_to(lin).filter(from_stage="0")
        days = sorted(own.values_list("days", flat=True))
        assert days[-len(DAYS) :] == list(DAYS)
        assert (lead.standing, lead.late, lead.limit) == (1, 1, 1)
        assert (lead.left, lead.went_on, lead.conversion) == (len(days), len(days), 1.0)
        assert lead.median == numpy.percentile(days, 50)
        assert lead.p90 == pytest.approx(numpy.percentile(days, 90))
        assert [row.name for row in longest_over(lin, timezone.localdate(), 1)] == ["久等"]


def test_the_pages_show_what_one_may_see(visit, stays):
    board = visit("lin", "/projects/board/", count="projects board").content.decode()
    assert "久等" in board
    assert "已逾期" in board
    clocks = visit("lin", "/projects/clocks/", count="projects clocks").content.decode()
    assert "久等" in clocks
    assert "江门" not in clocks
    assert "久等" not in visit("shen", "/projects/board/").content.decode()
    assert "久等" not in visit("shen", "/projects/clocks/").content.decode()
    rows = visit("lin", "/projects/?phase=late&export=csv").getvalue().decode("utf-8-sig")
    assert "久等" in rows


def test_several_take_a_step_together_or_none(act):
    with act("lin") as lin:
        link = Project.objects.get(code="p-mmwave-line").link
        ready = [filed(lin, stage="3", name=f"线 {n}", link=link) for n in range(2)]
        Project.objects.filter(pk__in=[row.pk for row in ready]).update(stage="4")
        moved = move_together(lin, Project.objects.filter(name__startswith="线 "), "3", reason="退")
        assert [row.stage for row in moved] == ["3", "3"]
        Project.objects.filter(pk=ready[0].pk).update(stage="4")
        with pytest.raises(Refused, match="什么也没有改动"):
            move_together(lin, Project.objects.filter(name__startswith="线 "), "3", reason="退")
        assert Project.objects.get(pk=ready[0].pk).stage == "4"


def test_who_is_put_in_charge_sits_in_the_district(act):
    with act("lin") as lin:
        lead = filed(lin)
        assert assign(lin, [lead], User.objects.get(username="lin"), reason="分工")
        with pytest.raises(Refused, match="席位"):
            assign(lin, [lead], User.objects.get(username="shen"), reason="分工")
        assert Project.objects.get(pk=lead.pk).responsible.username == "lin"


def test_the_page_of_a_project_leads_to_the_search_with_its_needs(signed_in):
    with acting_as_system():
        project = Project.objects.get(code="p-mmwave-line")
    page = signed_in("lin").get(f"/projects/{project.pk}/").content.decode()
    assert "按需求查找" in page
    assert f"floor_area_m2={project.floor_area_m2:f}".rstrip("0").rstrip(".") in page


def test_a_stage_where_nothing_stands_is_shown_where_a_card_may_go(visit):
    with acting_as_system() as system:
        Project.objects.filter(stage="1").update(stage="2")
        filed(system, name="要拖动的线")
    board = visit("lin", "/projects/board/").content.decode()
    empty = re.search(r'<section data-stage="1".*?</section>', board, re.DOTALL).group()
    assert "data-card" not in empty
    assert 'data-to="1"' in board
    other = visit("lin", "/projects/board/?q=要拖动的线").content.decode()
    assert re.findall(r'data-stage="(\w+)"', other) == ["0", "1"]
