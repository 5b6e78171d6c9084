"""The working day of the demonstration: made once, through the verbs, all of it illustrative."""

from shigu.districts.scope import acting_as_system
from shigu.web.demo_work import work_the_demo
from shigu.work.models import Decision, KeyProject, Meeting, ReformItem, Task, TaskFile, TaskForce


def test_the_demonstration_has_tasks_a_task_force_and_a_meeting(db):
    work_the_demo()
    work_the_demo()
    with acting_as_system():
        assert (Task.objects.count(), TaskForce.objects.count()) == (7, 1)
        assert (Meeting.objects.filter(held=True).count(), Meeting.objects.count()) == (1, 2)
        assert Decision.objects.filter(task__isnull=False).count() == 2
        assert TaskFile.objects.get().district.code == "xiaoshan"
        assert Task.objects.get(title="报送拟外溢到萧山的企业清单").escalated_to.code == "hangzhou"
        for model in (Task, TaskForce, Meeting, ReformItem, KeyProject):
            assert set(model.objects.values_list("status", flat=True)) == {"illustrative"}
