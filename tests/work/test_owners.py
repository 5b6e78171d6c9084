"""Tasks given to others and members of a task force: the log says so, sight follows at once."""

import pytest
from django.utils import timezone

from shigu.districts.models import District, Membership
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.work import actions
from shigu.work.forms.meetings import MembersForm
from shigu.work.models import Task, TaskForce, TaskStep
from shigu.work.queries.tasks import taking_part
from tests.people import DAY, user
from tests.work.world import force_of, give, place


def sees(act, name, model=Task):
    with act(name) as actor:
        return model.objects.visible_to(actor).count()


def test_another_owner_reads_the_task_and_the_old_one_no_more(act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan")
    with act("shen") as shen:
        actions.move(shen, task, "accept")
        actions.move(shen, task, "decline", "不在本区")
    with act("lin") as lin:
        given = actions.reassign(lin, task, place("joint"), [], reason="由专班统筹")
        assert (given.owner.code, given.state) == ("joint", "issued")
        step = TaskStep.objects.filter(task=task).latest("at")
        assert (step.verb, step.text) == (
            "reassign",
            f"{place('xiaoshan')} → {place('joint')}：由专班统筹",
        )
    assert (sees(act, "shen"), sees(act, "gu"), sees(act, "shen", TaskStep)) == (0, 1, 0)


def test_co_owners_come_and_go_while_the_owner_works(act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan", shared=["joint"])
    with act("shen") as shen:
        actions.move(shen, task, "accept")
    with act("lin") as lin:
        same = actions.reassign(lin, task, place("xiaoshan"), [place("qiantang")], reason="换人")
        assert same.state == "accepted"
        assert set(same.parties) == {place(c).pk for c in ("binjiang", "xiaoshan", "qiantang")}
        with pytest.raises(Refused, match="先由它退回"):
            actions.reassign(lin, task, place("joint"), [], reason="换主办")
        assert Task.objects.get(pk=task.pk).owner == place("xiaoshan")
    assert (sees(act, "gu"), sees(act, "shen")) == (0, 1)


def test_only_the_issuer_reassigns_and_says_why(act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan")
        with pytest.raises(Refused):
            actions.reassign(lin, task, place("joint"), [], reason=" ")
    with act("shen") as shen, pytest.raises(Refused):
        actions.reassign(shen, task, place("joint"), [], reason="不归我")
    with act("lin") as lin:
        actions.move(lin, task, "withdraw", "不再需要")
        with pytest.raises(Refused, match="已经办结"):
            actions.reassign(lin, task, place("joint"), [], reason="晚了")
        assert not TaskStep.objects.filter(verb="reassign").exists()


def test_sight_follows_the_members_of_a_task_force_at_once(act):
    with act("lin") as lin:
        force = force_of(lin)
        give(lin, to="xiaoshan", force=force)
    assert (sees(act, "shen"), sees(act, "gu", TaskForce)) == (0, 0)
    with act("lin") as lin:
        shen = (place("xiaoshan"), user("shen").pk)
        changed = actions.change_members(lin, force, [shen], reason="扩充")
        assert changed.people == [user("lin").pk, user("shen").pk]
        assert changed.parties == [place("binjiang").pk, place("xiaoshan").pk]
    assert (sees(act, "shen"), sees(act, "fang")) == (1, 0)
    with act("shen") as shen, pytest.raises(Refused):
        actions.change_members(shen, force, [], reason="自己来")
    with act("lin") as lin:
        actions.change_members(lin, force, [], reason="收回")
    assert (sees(act, "shen"), sees(act, "lin")) == (0, 1)


@pytest.mark.parametrize("open_to", ["members", "districts"])
def test_a_member_whose_seat_ended_reads_nothing_of_the_task_force(act, open_to):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk), open_to=open_to)
        give(lin, to="xiaoshan", force=force)
    assert (sees(act, "shen"), sees(act, "shen", TaskForce)) == (1, 1)
    with acting_as_system():
        Membership.objects.filter(user=user("shen")).update(valid_to=timezone.localdate())
        Membership.objects.create(
            user=user("shen"), district=place("qiantang"), role="officer", valid_from=DAY
        )
    assert (sees(act, "shen"), sees(act, "shen", TaskForce), sees(act, "lin")) == (0, 0, 1)


def test_a_member_from_outside_the_cluster_stays_on_the_form(act):
    with act("lin") as lin:
        outside = District.objects.exclude(pk__in=taking_part(lin)).first()
    with acting_as_system():
        Membership.objects.create(
            user=user("zhou"), district=outside, role="officer", valid_from=DAY
        )
    with act("lin") as lin:
        force = force_of(lin, (outside, user("zhou").pk))
        form = MembersForm(actor=lin, force=force)
        assert f"{outside.pk}:{user('zhou').pk}" in form.initial["members"]


def test_the_pages_reassign_and_change_members(act, signed_in):
    with act("lin") as lin:
        task, force = give(lin, to="xiaoshan"), force_of(lin)
        joint, member = place("joint").pk, f"{place('xiaoshan').pk}:{user('shen').pk}"
    client = signed_in("lin")
    assert "改派" in client.get(task.get_absolute_url()).content.decode()
    sent = {"reassign-owner": joint, "reassign-reason": "统筹"}
    assert client.post(f"{task.get_absolute_url()}reassign/", sent).status_code == 302
    address = f"{force.get_absolute_url()}members/"
    assert "调整成员" in client.get(address).content.decode()
    assert client.post(address, {"members": [member]}).status_code == 422
    assert client.post(address, {"members": [member], "reason": "扩充"}).status_code == 302
    with act("lin"):
        assert Task.objects.get(pk=task.pk).owner == place("joint")
        assert TaskForce.objects.get(pk=force.pk).people == [user("lin").pk, user("shen").pk]


def test_the_search_finds_tasks_of_ones_own_alone(act, visit):
    with act("lin") as lin:
        give(lin, to="xiaoshan")
    assert "腾出 20 亩" in visit("shen", "/search/?q=腾出").content.decode()
    assert "腾出 20 亩" not in visit("gu", "/search/?q=腾出").content.decode()
