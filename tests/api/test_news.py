"""The desk by API: the queue, verdicts with If-Match."""

import pytest

from shigu.registry.models import Organisation
from shigu.review.models import NewsJudgement
from tests.review.world import FIRM, of
from tests.review.world import tell as told

QUEUE = "/api/v1/news_proposals"


@pytest.fixture
def proposal(act):
    with act("gu") as gu:
        return of(told(gu), "organisation")


def test_the_queue_tells_values_with_their_sentences(ask, proposal):
    page = ask("gu", f"{QUEUE}?kind=organisation&state=proposed&least=0.9").json()
    (row,) = page["items"]
    assert (row["id"], row["subject"]) == (str(proposal.pk), FIRM)
    assert {each["field"]: each["value"] for each in row["values"]}["staff"] == 320
    assert row["evidence"] == proposal.evidence
    assert ask("gu", f"{QUEUE}?site=别处").json()["items"] == []


def test_a_verdict_is_given_on_what_was_read(ask, tell, act, proposal):
    read = ask("gu", f"{QUEUE}/{proposal.pk}")
    body = {"values": {"name_zh": FIRM, "kind": "enterprise", "staff": 300}, "reason": "年报"}
    made = tell("gu", "POST", f"{QUEUE}/{proposal.pk}/accept", body, match=read["ETag"])
    assert made.status_code == 200, made.content
    assert (made.json()["verdict"], made.json()["values"]["staff"]) == ("corrected", 300)
    late = tell(
        "lin", "POST", f"{QUEUE}/{proposal.pk}/reject", {"reason": "重名"}, match=read["ETag"]
    )
    assert late.status_code == 412
    assert (
        tell("lin", "POST", f"{QUEUE}/{proposal.pk}/reject", {"reason": "重名"}).status_code == 409
    )
    assert tell("fang", "POST", f"{QUEUE}/{proposal.pk}/reject", {"reason": "x"}).status_code == 403
    with act("gu"):
        assert Organisation.objects.get(name_zh=FIRM).staff == 300
        assert NewsJudgement.objects.count() == 1
    judged = ask("gu", f"/api/v1/news_judgements?proposal={proposal.pk}").json()["items"]
    assert [each["by_name"] for each in judged] == ["gu"]
    gone = tell("gu", "POST", f"{QUEUE}/{proposal.pk}/undo", {"reason": "看错了"})
    assert gone.json()["verdict"] == "undone"
    with act("gu"):
        assert not Organisation.objects.filter(name_zh=FIRM).exists()


def test_many_are_accepted_as_they_were_looked_over(tell, ask, proposal):
    body = {"looked_over": [str(proposal.pk)], "reason": "核对过", "kind": "organisation"}
    assert (
        tell("gu", "POST", "/api/v1/news_acceptances", body | {"looked_over": []}).status_code
        == 409
    )
    made = tell("gu", "POST", "/api/v1/news_acceptances", body)
    assert [each["verdict"] for each in made.json()] == ["accepted"]
    assert ask("gu", f"{QUEUE}/{proposal.pk}").json()["state"] == "accepted"


def test_articles_are_read_in_by_who_keeps_a_register(tell, proposal):
    assert tell("gu", "POST", "/api/v1/news_readings", {}).json() == {"articles": 0}
    assert tell("wei", "POST", "/api/v1/news_readings", {}).status_code == 403
