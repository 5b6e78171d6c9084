"""The story of a project: every line with its record, and only what the reader may read."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from shigu.board.queries.story import story
from shigu.commitments.actions import promise
from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import Whom, accept_hand_over, file, keep_for, propose_hand_over
from shigu.projects.models import HandOver, Project
from shigu.territory.actions import confirm
from shigu.territory.models import Space
from tests.commitments.cast import INVESTMENT

TERMS = {"summary": "需厂房", "credit_to": Decimal("0.5"), "reason": "土地不够"}


def handed(act):
    """A project of 滨江 that 萧山 took over, with a space kept and placed, and a promise."""
    with act("lin") as lin:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "全程示例线", "stage": "3", "status": "illustrative", "link": link}
        made = file(lin, District.objects.get(code="binjiang"), values, reason="首谈")
        offered = propose_hand_over(lin, made, District.objects.get(code="xiaoshan"), **TERMS)
    with act("shen") as shen:
        accept_hand_over(shen, HandOver.objects.get(pk=offered.pk), reason="有厂房")
        project = Project.objects.select_related("district").get(pk=made.pk)
        kept = keep_for(shen, Whom.of(project), Space.objects.get(code="sp-xh-factory-3"),
                        start=date(2027, 7, 1), basis="intent", reason="意向")  # fmt: skip
        confirm(shen, kept, basis="lease", reason="签约")
        promise(shen, project, INVESTMENT, reason="按协议登记")
    return project


def told(act, name, project):
    with act(name) as actor:
        return [(line.kind, line.what) for line in story(actor, project)]


def test_the_way_is_told_in_order_of_days(act):
    project = handed(act)
    with act("shen") as shen:
        lines = story(shen, project)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    today = timezone.localdate()
    assert (date(2026, 6, 30), "履约") in {(line.day, line.kind) for line in lines}
    assert {line.what for line in lines if line.day == today} >= {
        "在谈", "流转", "提出流转：滨江区 → 萧山区", "已接收",
    }  # fmt: skip
    assert any(line.what.endswith("：已转占用") for line in lines)


def test_the_introducer_reads_its_way_and_an_outsider_none(act):
    project = handed(act)
    kinds = {kind for kind, _what in told(act, "lin", project)}
    assert {"阶段", "流转"} <= kinds
    assert "履约" not in kinds
    assert told(act, "zhou", project) == []


def test_every_line_of_the_page_opens_its_record(act, visit, signed_in):
    project = handed(act)
    page = visit("shen", f"/projects/{project.pk}/story/", count="story").content.decode()
    client = signed_in("shen")
    with act("shen") as shen:
        lines = story(shen, project)
    assert len(lines) >= 7
    for line in lines:
        assert f'href="{line.url}"' in page
        assert client.get(line.url.split("#")[0]).status_code == 200, line
    assert client.get(f"/projects/{project.pk}/").content.decode().count("/story/") == 1


def test_who_does_not_see_the_project_finds_no_story(act, signed_in):
    with acting_as_system():
        other = Project.objects.filter(district__code="binjiang", disclosed=False).first()
    assert signed_in("shen").get(f"/projects/{other.pk}/story/").status_code == 404
