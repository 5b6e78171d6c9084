"""What pages do and programs do too: task forces, groups, how one is told, several projects."""

import pytest

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.leads.telling import OPENED
from shigu.projects.actions import file
from shigu.projects.models import Project
from shigu.work.actions.notices import notify
from shigu.work.models import Notice, NoticePreference, Robot, TaskForce
from tests.people import user

SHEN = {"district": "xiaoshan", "person": "shen"}
WHY = {"reason": "联席会议定"}


def test_a_task_force_is_formed_and_its_members_read_it(tell, ask):
    force = {"district": "binjiang", "name": "车规专班", "members": [SHEN]} | WHY
    made = tell("lin", "POST", "/api/v1/task_forces", force)
    assert made.status_code == 201, made.content
    listed = ask("shen", "/api/v1/task_forces").json()["items"]
    assert [row["name"] for row in listed] == ["车规专班"]
    assert ask("gu", "/api/v1/task_forces").json()["items"] == []
    with acting_as_system():
        assert TaskForce.objects.get().people == [user("lin").pk, user("shen").pk]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"district": "xiaoshan"}, 403),
        ({"members": [SHEN | {"person": "zhou"}]}, 422),
        ({"members": [SHEN | {"person": "lin"}]}, 422),
    ],
)
def test_a_task_force_of_others_or_of_nobody_is_refused(tell, change, status):
    force = {"district": "binjiang", "name": "车规专班", "members": [SHEN]} | WHY | change
    assert tell("lin", "POST", "/api/v1/task_forces", force).status_code == status
    with acting_as_system():
        assert not TaskForce.objects.exists()


ROBOT = {"district": "binjiang", "name": "滨江群", "maker": "dingtalk", "secret": "SEC-secret"}


def test_a_group_is_added_and_put_out_of_use_and_its_address_is_not_told(tell, ask, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"private_webhooks": True})
    robot = ROBOT | {"url": "http://127.0.0.1:9/hook?key=k"} | WHY
    assert tell("lin", "POST", "/api/v1/robots", robot).status_code == 403
    made = tell("han", "POST", "/api/v1/robots", robot)
    assert made.status_code == 201, made.content
    address = f"/api/v1/robots/{made.json()['id']}"
    read = [tell("han", "GET", f"{address}{part}", {}) for part in ("", "/history")]
    assert [each.status_code for each in read] == [200, 200]
    assert ask("lin", address).status_code == 404
    told = b"".join(each.content for each in (made, *read))
    assert b"hook" not in told
    assert b"SEC-secret" not in told
    changed = tell("han", "PATCH", address, {"is_active": False} | WHY)
    assert (changed.json()["is_active"], changed.json()["name"]) == (False, "滨江群")
    with acting_as_system():
        assert Robot.objects.get().url == robot["url"]


def test_a_private_address_is_refused(tell):
    robot = ROBOT | {"url": "http://127.0.0.1:9/hook"} | WHY
    assert tell("han", "POST", "/api/v1/robots", robot).status_code == 422
    with acting_as_system():
        assert not Robot.objects.exists()


def test_one_says_how_one_is_told(tell):
    chosen = {"rhythm": "daily", "hour": 7, "quiet_from": "22:00:00", "quiet_to": "07:00:00"}
    told = tell("lin", "PUT", "/api/v1/notice_rhythm", chosen)
    assert (told.status_code, told.json()["quiet_to"]) == (200, "07:00:00")
    half = {"rhythm": "daily", "quiet_from": "22:00:00"}
    assert tell("lin", "PUT", "/api/v1/notice_rhythm", half).status_code == 422
    with acting_as_system():
        kept = NoticePreference.objects.get()
        assert (kept.person_id, kept.rhythm, kept.hour) == (user("lin").pk, "daily", 7)


def test_all_of_ones_own_notices_are_read(tell):
    with acting_as_system() as system:
        place = District.objects.get(code="binjiang")
        people = [user("lin").pk, user("han").pk]
        notify(system, people, OPENED, place, {"firm": "甲"})
    assert tell("lin", "PATCH", "/api/v1/notices", {"all": True}).json() == {"marked": 1}
    with acting_as_system():
        unread = Notice.objects.filter(read_at__isnull=True)
        assert list(unread.values_list("person__username", flat=True)) == ["han"]


@pytest.fixture
def three(act):
    """Two projects of 滨江 whose first talk is confirmed, and a lead."""
    with act("lin") as lin:
        place = District.objects.get(code="binjiang")
        link = Project.objects.filter(link__isnull=False).first().link
        values = {"status": "illustrative", "stage": "0", "link": link}
        made = [file(lin, place, values | {"name": f"第 {n} 个"}) for n in range(3)]
    with acting_as_system():
        Project.objects.filter(pk__in=[each.pk for each in made[:2]]).update(stage="1")
    return [str(each.pk) for each in made]


def stages(three):
    with acting_as_system():
        return [Project.objects.get(pk=key).stage for key in three]


def test_several_projects_step_together_or_none_does(tell, three):
    address, step = "/api/v1/project_batches/stage", {"stage": "0"} | WHY
    refused = tell("lin", "POST", address, step | {"projects": three})
    assert refused.status_code == 409
    assert stages(three) == ["1", "1", "0"]
    assert tell("shen", "POST", address, step | {"projects": three}).status_code == 422
    gated = {"stage": "2", "projects": three[:2]} | WHY
    assert "还缺" in tell("lin", "POST", address, gated).json()["detail"]
    done = tell("lin", "POST", address, step | {"projects": three[:2]})
    assert (done.json(), stages(three)) == ({"done": 2}, ["0", "0", "0"])


def test_several_projects_get_somebody_who_has_a_seat(tell, three):
    address, body = "/api/v1/project_batches/responsible", {"projects": three} | WHY
    assert tell("lin", "POST", address, body | {"person": "shen"}).status_code == 409
    assert tell("lin", "POST", address, body | {"person": "han"}).json() == {"done": 3}
    with acting_as_system():
        people = Project.objects.filter(pk__in=three).values_list("responsible__username")
        assert set(people) == {("han",)}


def test_what_was_filed_by_mistake_is_taken_out_while_it_stands_there(tell, three):
    moved, lead = three[0], three[2]
    assert tell("lin", "POST", f"/api/v1/projects/{moved}/unfile", WHY).status_code == 409
    assert tell("shen", "POST", f"/api/v1/projects/{lead}/unfile", WHY).status_code == 404
    assert tell("lin", "POST", f"/api/v1/projects/{lead}/unfile", WHY).json() == {"done": 1}
    with acting_as_system():
        assert [Project.objects.filter(pk=key).exists() for key in three] == [True, True, False]
