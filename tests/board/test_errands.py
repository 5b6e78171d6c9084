"""What the working day asks of each, from the demonstration's tasks, leads and promises."""

from datetime import timedelta

from django.utils import timezone

from shigu.board.queries.errands import errands
from shigu.commitments.models import RemedyStep
from shigu.districts.scope import acting_as_system
from shigu.web.demo_leads import lead_the_demo
from shigu.web.demo_promises import promise_the_demo
from shigu.web.demo_work import work_the_demo


def waiting(act, name):
    with act(name) as actor:
        return list(errands(actor, timezone.localdate()))


def test_a_quiet_day_asks_nothing(act):
    assert waiting(act, "lin") == []


def test_tasks_wait_for_who_moves_next_the_overdue_ones_as_wrong(act):
    work_the_demo()
    found = {item.what: item for item in waiting(act, "lin")}
    late = found["任务“报送拟外溢到萧山的企业清单”"]
    assert (late.state, late.next_step) == ("wrong", "签收")
    assert late.due == timezone.localdate() - timedelta(9)
    assert all(item.url.startswith("/work/tasks/") for item in found.values())
    assert late.what not in {item.what for item in waiting(act, "shen")}


def test_a_lead_is_told_to_who_follows_it_and_a_clash_to_both_sides(act):
    lead_the_demo()
    mine = [(item.what, item.next_step) for item in waiting(act, "lin")]
    assert ("线索“高速相机产线（示例）”该跟踪了", "记一次洽谈") in mine
    clashes = [what for what, step in mine if step == "同意公开，或提请裁定"]
    assert clashes == ["首报“示例光场显示科技有限公司”有撞单"]
    others = [item.what for item in waiting(act, "shen")]
    assert len([what for what in others if what.endswith("有撞单")]) == 1
    assert not any("高速相机产线" in what for what in others)


def test_promises_that_fall_due_and_those_broken_without_a_step_are_told(act):
    promise_the_demo()
    found = [(item.state, item.next_step) for item in waiting(act, "lin")]
    assert found.count(("wrong", "登记证据，或发履约通知")) == 3
    assert found.count(("waiting", "催办，登记证据")) == 2
    with acting_as_system():
        cured = str(RemedyStep.objects.get(district__code="binjiang", step="cure").commitment)
    told = [item.what for item in waiting(act, "lin")]
    assert f"承诺到期未兑现：{cured}" not in told
