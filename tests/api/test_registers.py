"""Registers and leads by program: put in, changed as they were read, refused to others."""

import base64

import pytest

from shigu.districts.models import District
from shigu.leads.actions.registering import register
from shigu.leads.models import Lead, LeadFile
from shigu.work.models import KeyProject, ReformItem, TaskFile, TaskForce
from tests.people import user
from tests.work.world import force_of, give

REFORM = {"district": "binjiang", "name": "一证准入", "owner": "发改局", "reason": "列入清单"}
KEY = {"district": "binjiang", "name": "视谷之窗", "list_name": "省重点", "year": 2026}
TITLE = {
    "district": "binjiang",
    "name": "国家级集群",
    "criteria": ["产值 | 统计公报", "研发占比"],
    "reason": "申报",
}
READING = {"name": "城乡收入比", "unit": "倍", "year": 2025, "value": 1.62}


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("reform_items", REFORM),
        ("key_projects", KEY | {"reason": "入库"}),
        ("title_applications", TITLE),
        ("prosperity_readings", READING | {"district": "binjiang", "reason": "年报"}),
    ],
)
def test_an_entry_is_put_in_and_changed(tell, ask, where, body):
    made = tell("lin", "POST", f"/api/v1/{where}", body)
    assert made.status_code == 201, made.content
    row = made.json()
    assert {name: row[name] for name in body if name != "reason"} == {
        name: value for name, value in body.items() if name != "reason"
    }
    one = f"/api/v1/{where}/{row['id']}"
    changed = tell("lin", "PATCH", one, {"evidence": "杭政函〔2026〕3 号", "reason": "补依据"})
    assert changed.status_code == 200, changed.content
    assert changed.json() == row | {"evidence": "杭政函〔2026〕3 号"}
    assert next(each["reason"] for each in ask("lin", f"{one}/history").json()["items"]) == "补依据"


def test_another_district_changes_no_entry(tell, ask, act):
    one = tell("lin", "POST", "/api/v1/reform_items", REFORM).json()["id"]
    change = {"state": "running", "reason": "x"}
    assert tell("shen", "PATCH", f"/api/v1/reform_items/{one}", change).status_code == 403
    assert tell("shen", "POST", "/api/v1/reform_items", REFORM).status_code == 403
    assert ask("shen", f"/api/v1/reform_items/{one}").json()["state"] == "planned"
    key = tell("lin", "POST", "/api/v1/key_projects", KEY | {"reason": "入库"}).json()["id"]
    listed = {"state": "listed", "reason": "x"}
    assert tell("shen", "PATCH", f"/api/v1/key_projects/{key}", listed).status_code == 404
    with act("lin"):
        assert (ReformItem.objects.filter(state="planned").count(), KeyProject.objects.count()) == (
            ReformItem.objects.count(),
            1,
        )


def test_what_is_missing_or_unknown_is_refused(tell, act):
    with act("lin"):
        before = ReformItem.objects.count()
    for wrong in ({"owner": None}, {"state": "happy"}, {"nothing": 1}, {"district": "nowhere"}):
        assert tell("lin", "POST", "/api/v1/reform_items", REFORM | wrong).status_code == 422
    with act("lin"):
        assert ReformItem.objects.count() == before


@pytest.fixture
def lead(act):
    with act("lin") as lin:
        values = {"name": "视云", "firm_name": "视云科技", "kind": "firm", "origin": "visit"}
        return register(lin, District.objects.get(code="binjiang"), values, reason="来访")


def test_a_lead_is_revised_as_it_was_read(secret_of, client, ask, lead, act):
    one = f"/api/v1/leads/{lead.pk}"
    read = ask("lin", one)["ETag"]
    headers = {"Authorization": f"Bearer {secret_of('lin', may_write=True)}", "If-Match": read}

    def patch(body):
        kind = "application/json"
        return client.generic("PATCH", one, data=body, content_type=kind, headers=headers)

    changed = patch('{"tax_wan": 320.5, "outline": "光学模组", "reason": "首谈"}')
    assert changed.status_code == 200, changed.content
    assert (changed.json()["tax_wan"], changed.json()["outline"]) == (320.5, "光学模组")
    assert changed.json()["firm_name"] == "视云科技"
    assert patch('{"outline": "别的", "reason": "迟到"}').status_code == 412
    with act("lin"):
        assert Lead.objects.get(pk=lead.pk).outline == "光学模组"


def test_a_document_is_kept_byte_for_byte(tell, lead, act):
    where = f"/api/v1/projects/{lead.project_id}/files"
    paper = {
        "name": "概况.pdf",
        "content": base64.b64encode(b"%PDF-1.7").decode(),
        "reason": "来函",
    }
    made = tell("lin", "POST", where, paper)
    assert (made.status_code, made.json()["size"]) == (201, 8)
    assert tell("lin", "POST", where, paper | {"name": "a.exe"}).status_code == 409
    assert tell("shen", "POST", where, paper).status_code == 404
    with act("lin"):
        assert [bytes(each.content) for each in LeadFile.objects.all()] == [b"%PDF-1.7"]


def test_a_task_is_reassigned_and_a_task_force_changed(tell, act):
    with act("lin") as lin:
        task, force = give(lin, to="xiaoshan"), force_of(lin)
    sent = {"owner": "joint", "reason": "统筹"}
    moved = tell("lin", "POST", f"/api/v1/tasks/{task.pk}/reassign", sent)
    assert (moved.status_code, moved.json()["owner"]) == (200, "joint"), moved.content
    assert tell("shen", "POST", f"/api/v1/tasks/{task.pk}/reassign", sent).status_code == 404
    members = f"/api/v1/task_forces/{force.pk}/members"
    body = {"members": [{"district": "xiaoshan", "person": "shen"}], "reason": "扩充"}
    assert tell("lin", "POST", members, body).status_code == 200
    nobody = {"members": [{"district": "xiaoshan", "person": "lin"}], "reason": "x"}
    assert tell("lin", "POST", members, nobody).status_code == 422
    with act("lin"):
        assert TaskForce.objects.get().people == [user("lin").pk, user("shen").pk]


def test_a_document_of_a_task_is_kept_and_told(tell, act):
    with act("lin") as lin:
        task = give(lin, to="xiaoshan")
    where = f"/api/v1/tasks/{task.pk}/files"
    content = base64.b64encode(b"%PDF-1.7").decode()
    paper = {"name": "清单.pdf", "content": content, "reason": "回函"}
    made = tell("shen", "POST", where, paper)
    assert (made.status_code, made.json()["district"]) == (201, "xiaoshan"), made.content
    assert tell("shen", "POST", where, paper | {"name": "a.exe"}).status_code == 409
    with act("lin"):
        assert [bytes(each.content) for each in TaskFile.objects.all()] == [b"%PDF-1.7"]
