"""Plans and spreadsheets: asked for by a program, done by the worker, read and settled again."""

import pytest

from shigu.data.models import Import
from shigu.engine.plan.compose import PHASES
from shigu.plans.models import Placement, Plan
from shigu.territory.models import Space
from tests.plans.world import compute

ASK = {"district": "joint", "seconds": 2, "reason": "季度会商"}


@pytest.fixture
def bring(secret_of, client):
    """``bring("shen", "spaces", b"…")`` sends a spreadsheet."""

    def send(name, table, content, *, may_write=True):
        headers = {"Authorization": f"Bearer {secret_of(name, may_write=may_write)}"}
        address = f"/api/v1/imports?table={table}&filename=x.csv"
        kind = "application/octet-stream"
        return client.generic("POST", address, data=content, content_type=kind, headers=headers)

    return send


def counts(act, name):
    with act(name):
        return Plan.objects.count(), Import.objects.count()


def test_a_plan_is_asked_for_followed_read_and_adopted(tell, ask, small):
    asked = tell("gu", "POST", "/api/v1/plans", ASK)
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    address = f"/api/v1/plans/{asked.json()['id']}"
    assert ask("gu", f"{address}/progress").json()["state"] == "queued"
    assert ask("gu", f"{address}/outline").status_code == 409
    assert tell("gu", "POST", f"{address}/hasten", {"reason": "太早"}).status_code == 409
    compute(asked.json()["id"])
    followed = ask("gu", f"{address}/progress").json()
    assert (followed["state"], set(followed["phases"])) == ("done", set(PHASES))
    last = followed["improvements"][-1]
    plan = ask("gu", address).json()
    document = ask("gu", f"{address}/document").json()
    assert plan["objective_yuan"] == document["siting"]["objective_yuan"]
    assert last["value_yuan"] == pytest.approx(plan["objective_yuan"], abs=0.01)
    assert last["bound_yuan"] == pytest.approx(plan["bound_yuan"], abs=0.01)
    assert ask("gu", f"{address}/outline").json()["headline"]["zh"] == plan["headline_zh"]
    assert tell("gu", "POST", f"{address}/adopt", {"reason": "同意"}).status_code == 403
    assert tell("gu", "POST", f"{address}/cancel", {"reason": "晚了"}).status_code == 409
    assert (
        tell("wei", "POST", f"{address}/adopt", {"reason": "同意"}, may_write=False).json()[
            "status"
        ]
        == 403
    )
    compared = ask("gu", f"{address}/comparison?before={plan['id']}").json()
    assert (compared["same_pack"], compared["moved"]) == (True, [])
    adopted = tell("wei", "POST", f"{address}/adopt", {"reason": "同意"})
    assert (adopted.status_code, adopted.json()["adopted_reason"]) == (200, "同意")
    assert tell("wei", "POST", f"{address}/adopt", {"reason": "再来"}).status_code == 409
    assert ask("lin", f"/api/v1/placements?plan={plan['id']}").status_code == 200
    for name in ("lin", "shen"):
        assert ask(name, f"{address}/document").status_code in (403, 404)


def test_terms_are_tried_by_a_token_that_only_reads_and_change_nothing(tell, ask, finished):
    address = f"/api/v1/plans/{finished}"
    terms = ask("gu", f"{address}/sharing").json()["terms"]
    tried = tell("gu", "POST", f"{address}/terms", terms["parameters"], may_write=False)
    assert tried.status_code == 200, tried.content
    assert tried.json()["error"] == pytest.approx(terms["error"])
    wrong = terms["parameters"] | {"fund_parts": {"nobody": 1}, "fund": 0.5}
    refused = tell("gu", "POST", f"{address}/terms", wrong, may_write=False)
    assert refused.status_code == 422


def test_a_plan_is_asked_by_tokens_that_only_read_and_nothing_changes(tell, act, finished):
    with act("gu"):
        row = Placement.objects.select_related("space").get(
            plan=finished, project__code="p-smart-camera-base"
        )
    address, before = f"/api/v1/plans/{finished}", counts(act, "gu")
    pair = {"project": str(row.project_id), "space": row.space.code}
    there = tell("gu", "POST", f"{address}/why_not", pair, may_write=False)
    assert (there.status_code, there.json()["verdict"]) == (200, "there")
    elsewhere = tell(
        "gu", "POST", f"{address}/why_not", pair | {"space": "sp-xh-factory-2"}, may_write=False
    ).json()
    assert elsewhere["verdict"] == "ruled_out"
    assert "siting.area" in {reason["code"] for reason in elsewhere["reasons"]}
    tried = tell(
        *("gu", "POST", f"{address}/what_if"),
        {"similar": str(row.project_id), "tax_wan": 900, "most_moves": 0},
        may_write=False,
    )
    assert tried.status_code == 200, tried.content
    said = tried.json()
    assert said["gain_yuan"] <= said["gain_at_most_yuan"]
    moved = {move["project"]: move["after"] for move in said["moves"]}
    assert moved.get("what-if") == said["space"]
    firm = tell("gu", "POST", f"{address}/cautious", {"tail": 0.2}, may_write=False).json()
    assert (firm["level"], firm["scenarios"]) == (0.8, 200)
    assert firm["cautious"]["cvar_yuan"] >= firm["expected"]["cvar_yuan"] - 1
    even = tell("gu", "POST", f"{address}/fair", {}, may_write=False)
    assert even.status_code == 200, even.content
    assert sorted(even.json()["alone_yuan"]) == sorted(even.json()["best"]["arises_yuan"])
    nowhere = tell("gu", "POST", f"{address}/why_not", pair | {"space": "x"}, may_write=False)
    assert nowhere.status_code == 422
    for name in ("lin", "shen"):
        refused = tell(name, "POST", f"{address}/why_not", pair, may_write=False)
        assert refused.status_code == 404
    assert counts(act, "gu") == before


@pytest.mark.parametrize("part", ["locked", "forbidden"])
def test_a_condition_names_what_one_sees(tell, act, part):
    pair = {"project": "00000000-0000-4000-8000-000000000000", "space": "nowhere"}
    before = counts(act, "gu")
    refused = tell("gu", "POST", "/api/v1/plans", ASK | {part: [pair]})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["where"] == f"body.{part}"
    assert counts(act, "gu") == before


@pytest.mark.parametrize("verb", ["cancel", "adopt", "hasten"])
def test_a_token_that_only_reads_settles_no_plan(tell, act, small, verb):
    aims = {"goal": "money-score", "tolerance": 0.2, "least_score": 1.5}
    asked = tell("gu", "POST", "/api/v1/plans", ASK | aims).json()
    assert aims.items() <= asked.items()
    plan = asked["id"]
    refused = tell("gu", "POST", f"/api/v1/plans/{plan}/{verb}", {"reason": "x"}, may_write=False)
    assert refused.status_code == 403
    with act("gu"):
        assert Plan.objects.get(pk=plan).state == "queued"


def test_a_token_that_only_reads_asks_for_nothing_and_brings_nothing(tell, bring, act):
    before = counts(act, "gu")
    assert tell("gu", "POST", "/api/v1/plans", ASK, may_write=False).status_code == 403
    assert bring("shen", "spaces", b"x", may_write=False).status_code == 403
    assert counts(act, "gu") == before


def test_a_spreadsheet_is_brought_looked_over_and_cancelled_by_its_own_person(bring, tell, act):
    with act("shen"):
        space = Space.objects.filter(district__code="xiaoshan").first()
    content = f"id,name\n{space.code},新名\n".encode()
    brought = bring("shen", "spaces", content)
    assert (brought.status_code, brought.json()["state"]) == (202, "reading")
    address = f"/api/v1/imports/{brought.json()['id']}"
    early = tell("shen", "POST", f"{address}/confirm", {"reason": "更新"})
    assert early.status_code == 409
    assert tell("fang", "POST", f"{address}/cancel", {"reason": "x"}).status_code == 403
    only_reads = tell("shen", "POST", f"{address}/cancel", {"reason": "x"}, may_write=False)
    assert only_reads.status_code == 403
    assert tell("shen", "POST", f"{address}/cancel", {"reason": "错了"}).json()["state"] == (
        "cancelled"
    )


def test_an_empty_file_and_a_table_of_others_are_refused(bring, act):
    before = counts(act, "shen")
    assert bring("shen", "spaces", b"").status_code == 422
    assert bring("shen", "projects_of_all", b"x").status_code == 422
    assert bring("shen", "districts", b"x").status_code == 403
    assert counts(act, "shen") == before


def test_spaces_are_searched_as_the_page_searches_them(ask):
    found = ask("lin", "/api/v1/space_search?height_m=4&power_kva=500").json()
    assert found["fitting_count"] >= len(found["fitting"]) > 0
    spaces = {row["id"]: row for row in ask("lin", "/api/v1/spaces?limit=200").json()["items"]}
    for each in found["fitting"]:
        assert spaces[each["space"]]["height_m"] >= 4
    none = ask("lin", "/api/v1/space_search?height_m=900").json()
    assert none["fitting_count"] == 0
    assert ask("lin", "/api/v1/space_search?latest=2001-01-01").status_code == 422
