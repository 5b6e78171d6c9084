"""Hand-overs by API: proposed, answered, taken back; nobody overwrites an answer unseen."""

import pytest

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.projects.actions import file
from shigu.projects.models import HandOver, Project

TERMS = {"to": "xiaoshan", "summary": "需厂房", "credit_to": 0.6, "reason": "土地不够"}


@pytest.fixture
def talked(db):
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        values = {"name": "接口流转线", "stage": "3", "status": "illustrative", "link": link}
        return file(system, District.objects.get(code="binjiang"), values, reason="首谈")


def offer(tell, talked, **more):
    return tell("lin", "POST", f"/api/v1/projects/{talked.pk}/hand_over", TERMS | more)


def test_a_project_is_offered_listed_and_accepted(tell, ask, talked):
    made = offer(tell, talked)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["state"], told["credit_from"], told["credit_to"]) == ("proposed", 0.4, 0.6)
    address = f"/api/v1/hand_overs/{told['id']}"
    listed = ask("shen", "/api/v1/hand_overs?state=proposed").json()["items"]
    assert [row["name"] for row in listed] == ["接口流转线"]
    assert tell("lin", "POST", f"{address}/accept", {"reason": "x"}).status_code == 403
    done = tell("shen", "POST", f"{address}/accept", {"reason": "有厂房"})
    assert done.json()["state"] == "accepted"
    assert tell("shen", "POST", f"{address}/decline", {"reason": "x"}).status_code in (403, 409)
    with acting_as_system():
        assert Project.objects.get(pk=talked.pk).district.code == "xiaoshan"


@pytest.mark.parametrize(
    ("who", "how", "state"), [("shen", "decline", "declined"), ("lin", "withdraw", "withdrawn")]
)
def test_it_is_declined_or_taken_back(tell, talked, who, how, state):
    address = f"/api/v1/hand_overs/{offer(tell, talked).json()['id']}"
    other = "lin" if who == "shen" else "shen"
    assert tell(other, "POST", f"{address}/{how}", {"reason": "x"}).status_code == 403
    assert tell(who, "POST", f"{address}/{how}", {"reason": "另议"}).json()["state"] == state


def test_a_clause_that_is_not_there_is_refused_and_nothing_changes(tell, talked):
    refused = offer(tell, talked, clause="00000000-0000-0000-0000-000000000000:tax")
    assert refused.status_code == 409
    assert "不适用" in refused.json()["detail"]
    with acting_as_system():
        assert not HandOver.objects.exists()
        assert Project.objects.get(pk=talked.pk).stage == "3"
