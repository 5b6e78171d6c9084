"""What is posted that no page would post: told, and nothing is changed."""

import pytest

from shigu.work.models import Task
from tests.work.world import place


@pytest.mark.parametrize(
    ("address", "name"), [("/work/notices/read/", "notice"), ("/work/tasks/batch/", "task")]
)
def test_a_key_that_is_none_is_a_bad_request(signed_in, address, name):
    assert signed_in("lin").post(address, {name: "x\x00"}).status_code == 400


def test_a_task_about_a_page_elsewhere_keeps_what_was_typed(act, signed_in):
    with act("lin"):
        own, other = place("binjiang").pk, place("xiaoshan").pk
    given = {"kind": "task", "title": "腾地方案", "district": own, "owner": other}
    given |= {"deadline": "2027-01-31", "status": "fact"}
    given |= {"subject_label": "外面", "subject_address": "https://elsewhere.example/"}
    answer = signed_in("lin").post("/work/tasks/new/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "通知只能链接到本站的页面。" in page
    assert "腾地方案" in page
    with act("lin"):
        assert not Task.objects.exists()
