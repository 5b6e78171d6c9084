"""What else is done with tasks, meetings, task forces, groups and notices."""

from datetime import date
from uuid import uuid4

from shigu.districts.models import District
from shigu.work import actions as work
from shigu.work.models import Decision, Delivery, Meeting, Notice, Robot, Task, TaskForce
from tests.people import user
from tests.security.case import Case
from tests.work.world import place

WHY = "按月度例会"
OPEN: set[str] = set()
ROBOT = {"name": "矩阵群", "maker": "wecom", "url": "https://127.0.0.1/hook?key=k"}
DECISION = {"text": "腾出厂房", "deadline": date(2027, 3, 1)}

CASES = (
    Case("work.remind", Task, lambda a, t: work.remind(a, t, "请报进度", reason=WHY)),
    Case(
        "work.decide",
        Meeting,
        lambda a, m: work.decide(a, m, DECISION | {"owner": place("gongshu")}, reason=WHY),
    ),
    Case("work.hand_on", Decision, lambda a, d: work.hand_on(a, d, reason=WHY)),
    Case(
        "work.change_members",
        TaskForce,
        lambda a, f: work.change_members(a, f, [(f.district, f.head_id)], reason=WHY),
    ),
    Case("work.add_robot", District, lambda a, d: work.add_robot(a, d, ROBOT, reason=WHY)),
    Case(
        "work.revise_robot",
        Robot,
        lambda a, r: work.revise_robot(a, r, {"name": "改"}, reason=WHY),
    ),
    Case("work.send_again", Delivery, work.send_again),
    Case("work.mark_read", Notice, lambda a, n: work.mark_read(a, [n])),
)


def fill(code, people, *, own):
    """A decision, a task force, a group that could not be told; notices, one's ``own`` or not."""
    district = place(code)
    meeting = Meeting.objects.filter(district=district).first()
    robot = Robot.objects.create(district=district, **ROBOT)
    return {
        Decision: Decision.objects.create(
            district=district, meeting=meeting, owner=place("gongshu"), **DECISION
        ),
        TaskForce: TaskForce.objects.create(
            district=district,
            name="矩阵专班",
            head=user("wei"),
            people=[user("wei").pk],
            parties=[district.pk],
            open_to="districts",
        ),
        Robot: robot,
        Delivery: Delivery.objects.create(
            district=district, robot=robot, batch=uuid4(), state="failed"
        ),
        Notice: {each: notice(each if own else user("wei").pk, district) for each in people},
    }


def notice(person, district):
    return Notice.objects.create(
        batch=uuid4(), person_id=person, district=district, data_class="work", kind="work.issued"
    )
