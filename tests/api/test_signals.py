"""Signals by program: noted with a source of their own, refused by member, withdrawn."""

from shigu.registry.models import Signal

HERE = "/api/v1/organisations/cn-688213/signals"
SENT = {
    "kind": "financing",
    "date": "2026-10",
    "statement": "完成 3 亿元增资。",
    "amount_wan": 30000,
    "cited": {"title": "增资公告", "url": "https://paper.example.org/9", "trust": "registry"},
    "reason": "公告",
}


def test_a_signal_is_noted_and_withdrawn(tell, ask):
    made = tell("gu", "POST", HERE, SENT)
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["organisation"], row["kind"], row["status"]) == ("cn-688213", "financing", "fact")
    assert (row["amount_wan"], row["statement"]) == (30000, SENT["statement"])
    one = f"/api/v1/signals/{row['id']}"
    assert ask("wei", one).json() == row
    assert ask("wei", f"/api/v1/sources/{row['source']}").json()["title"] == "增资公告"
    gone = tell("gu", "POST", f"{one}/withdraw", {"reason": "重复"})
    assert (gone.status_code, gone.json()) == (200, row)
    assert ask("wei", one).status_code == 404
    last, first = ask("wei", f"{one}/history").json()["items"]
    assert (last["verb"], last["reason"]) == ("撤回动向", "重复")
    assert (first["verb"], first["reason"]) == ("登记动向", "公告")
    assert ask("wei", "/api/v1/signals/sig-none/history").status_code == 404
    told = ask("wei", "/api/v1/organisations/cn-688213/history").json()["items"]
    assert [each["reason"] for each in told[:2]] == ["重复", "公告"]
    assert SENT["statement"] in told[0]["verb"]


def test_faults_name_their_member_and_nothing_is_kept(tell, act):
    wrong = {
        "growth": {"kind": "growth"},
        "date": {"date": "2199"},
        "source": {"cited": None},
        "statement": {"statement": " "},
    }
    for member, change in wrong.items():
        refused = tell("gu", "POST", HERE, SENT | change)
        assert refused.status_code == 422, member
        assert refused.json()["errors"][0]["where"] == f"body.{member}"
    assert tell("gu", "POST", HERE, SENT | {"kind": "rumour"}).status_code == 422
    assert tell("wei", "POST", HERE, SENT).status_code == 403
    assert tell("shen", "POST", HERE.replace("cn-688213", "org-hikvision"), SENT).status_code == 403
    with act("gu"):
        assert not Signal.objects.filter(statement=SENT["statement"].strip()).exists()


def test_the_same_is_a_conflict(tell):
    assert tell("gu", "POST", HERE, SENT).status_code == 201
    assert tell("gu", "POST", HERE, SENT).status_code == 409
