"""The owner of a task is told the day before its deadline, once, as long as it is not done."""

from datetime import timedelta

import pytest

from shigu.districts.scope import acting_as_system
from shigu.work import actions, reminding
from shigu.work.models import Notice, Task
from tests.people import user
from tests.work.world import force_of, give, place


def remind():
    with acting_as_system() as system:
        return reminding.of_deadlines(system)


def told(act, name):
    with act(name):
        return Notice.objects.filter(person=user(name), kind="work.due").count()


@pytest.mark.parametrize(("days", "count"), [(2, 0), (1, 1), (0, 1), (-3, 1), (-8, 0)])
def test_it_is_told_once_from_the_day_before(act, days, count):
    with act("lin") as lin:
        give(lin, to="xiaoshan", days=days)
    assert (remind(), remind()) == (count, 0)
    assert (told(act, "shen"), told(act, "lin")) == (count, 0)


def test_what_is_done_or_was_returned_is_not_reminded_of(act):
    with act("lin") as lin:
        done, returned = (give(lin, to="xiaoshan", days=1, title=each) for each in "甲乙")
    with act("shen") as shen:
        for task, verb in ((done, "finish"), (returned, "decline")):
            actions.move(shen, actions.move(shen, task, "accept"), verb, "说明")
    assert (remind(), told(act, "shen")) == (0, 0)


def test_a_later_deadline_is_reminded_of_anew(act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan", days=0)
    assert remind() == 1
    with act("lin"):
        Task.objects.filter(pk=task.pk).update(deadline=task.deadline + timedelta(days=1))
    assert (remind(), told(act, "shen")) == (1, 2)


def test_members_of_a_closed_task_force_alone_are_reminded(act):
    with act("lin") as lin:
        force = force_of(lin, (place("xiaoshan"), user("shen").pk))
        give(lin, to="xiaoshan", days=1, force=force)
    assert (remind(), remind(), told(act, "shen"), told(act, "fang")) == (1, 0, 1, 0)


def test_another_owner_is_reminded_of_the_same_deadline(act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan", days=1)
    assert (remind(), told(act, "gu")) == (1, 0)
    with act("lin") as lin:
        actions.reassign(lin, task, place("joint"), [], reason="由专班统筹")
    assert (remind(), remind(), told(act, "gu"), told(act, "shen")) == (1, 0, 1, 1)
