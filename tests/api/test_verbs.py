"""Verbs of programs are those of people: same policies and reasons, no change on refusal."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from shigu.chain.models import Assessment, Position
from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import read_files
from shigu.projects.actions import file
from shigu.projects.models import Project, ProjectYear
from shigu.territory.models import Draw, Occupancy, Reservation, Space

VOICE = Path(__file__).parents[2] / "packs" / "voice-valley"
NOWHERE = "00000000-0000-4000-8000-000000000000"
DAY = "2030-01-01"


@pytest.fixture
def seen(act):
    """Rows as one of the cast sees them."""

    def rows(name, model, *related, **wanted):
        with act(name) as actor:
            found = model.objects.visible_to(actor).filter(**wanted).order_by("pk")
            return list(found.select_related(*related) if related else found)

    return rows


@pytest.fixture
def ours(seen):
    """A project of 滨江 that is not told to others."""
    return seen("lin", Project, district__code="binjiang", disclosed=False)[0]


@pytest.fixture
def space(seen):
    """A space of 萧山 that is let whole and held by nobody."""
    return next(
        each
        for each in seen("shen", Space, district__code="xiaoshan", divisible=False)
        if not seen("shen", Occupancy, space=each)
    )


def filed(**more):
    values = {"name": "光栅示例项目", "stage": "0", "status": "illustrative", "reason": "来访"}
    return {"district": "binjiang"} | values | more


def a_link(seen):
    return seen("lin", Project, "link", district__code="binjiang")[0].link.code


def test_a_project_is_filed_revised_moved_and_estimated(tell, seen):
    made = tell("lin", "POST", "/api/v1/projects", filed(link=a_link(seen), invest_wan=1200.5))
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["district"], row["introducer"], row["invest_wan"]) == ("binjiang",) * 2 + (1200.5,)
    address = f"/api/v1/projects/{row['id']}"
    revised = tell("lin", "PATCH", address, {"invest_wan": 3, "height_m": None, "reason": "更正"})
    assert (revised.json()["invest_wan"], revised.json()["name"]) == (3.0, "光栅示例项目")
    step = {"stage": "1", "reason": "已见面"}
    lacking = tell("lin", "POST", f"{address}/stage", step)
    assert lacking.status_code == 409
    assert "首谈情况" in lacking.json()["detail"]
    moved = tell("lin", "POST", f"{address}/stage", step | {"evidence": {"talk_note": "有意"}})
    assert moved.json()["stage"] == "1"
    years = [{"year": 1, "jobs": 20}, {"year": 2, "tax_local_wan": 1.25}]
    told = tell("lin", "PUT", f"{address}/years", {"years": years, "reason": "测算"}).json()
    assert [(y["year"], y["jobs"], y["tax_local_wan"]) for y in told["items"]] == [
        (1, 20, None),
        (2, None, 1.25),
    ]


def test_history_tells_who_did_what_and_why(tell, ask, ours):
    tell("lin", "PATCH", f"/api/v1/projects/{ours.pk}", {"height_m": 7.25, "reason": "逾期"})
    newest = ask("lin", f"/api/v1/projects/{ours.pk}/history").json()["items"][0]
    assert (newest["actor"], newest["reason"]) == ("lin", "逾期")
    assert len(newest["changes"]) == 1
    assert ask("shen", f"/api/v1/projects/{ours.pk}/history").status_code == 404


def test_what_stands_in_the_way_is_a_conflict_with_its_reason(tell, ours):
    address = f"/api/v1/projects/{ours.pk}/stage"
    refused = tell("lin", "POST", address, {"stage": ours.stage, "reason": "再推进"})
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert "阶段" in refused.json()["detail"]


def test_reasons_are_told_in_the_language_that_is_asked_for(tell, ours):
    address, body = f"/api/v1/projects/{ours.pk}/stage", {"stage": "15", "reason": "x"}
    told = [
        tell("lin", "POST", address, body, may_write=False, language=language).json()["detail"]
        for language in ("en", "zh-CN", "")
    ]
    assert told[0].startswith("This token only reads.")
    assert told[1] == told[2]
    assert "只能读取" in told[1]


def test_only_a_fact_with_its_source_is_disclosed(tell, seen):
    illustrative = next(
        each
        for each in seen("lin", Project, district__code="binjiang", disclosed=False)
        if each.status == "illustrative"
    )
    address = f"/api/v1/projects/{illustrative.pk}/disclose"
    assert tell("lin", "POST", address, {"reason": "见报"}).status_code == 409
    assert not seen("lin", Project, pk=illustrative.pk)[0].disclosed


def test_another_district_files_nothing_here(tell, seen):
    before = len(seen("lin", Project))
    refused = tell("shen", "POST", "/api/v1/projects", filed(link=a_link(seen)))
    assert refused.status_code == 403
    assert "滨江" in refused.json()["detail"]
    assert len(seen("lin", Project)) == before


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"link": "nowhere"}, "body.link"),
        ({"link": None, "stage": "3"}, "body"),
        ({"district": "atlantis"}, "body.district"),
        ({"reason": "  "}, "reason"),
        ({"name": "a\x00b"}, "name"),
        ({"colour": "red"}, "colour"),
        ({"invest_wan": 1e30}, "invest_wan"),
        ({"success_probability": 2}, "body"),
        ({"earliest": "20300-01-01"}, "earliest"),
        ({"earliest": DAY, "latest": "2029-01-01"}, "body"),
        ({"organisation": "\x00"}, "organisation"),
        ({"clean_class": 10**18}, "clean_class"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_its_place(tell, seen, change, where):
    before = len(seen("lin", Project))
    refused = tell("lin", "POST", "/api/v1/projects", filed(link=a_link(seen)) | change)
    assert refused.status_code == 422, refused.content
    assert any(where in each["where"] for each in refused.json()["errors"])
    assert len(seen("lin", Project)) == before


def test_a_code_is_used_once_in_a_district(tell, seen):
    body = filed(link=a_link(seen), code="p-once")
    assert tell("lin", "POST", "/api/v1/projects", body).status_code == 201
    again = tell("lin", "POST", "/api/v1/projects", body)
    assert (again.status_code, len(seen("lin", Project, code="p-once"))) == (409, 1)


def test_years_that_the_database_refuses_leave_those_before(tell, seen, ours):
    address = f"/api/v1/projects/{ours.pk}/years"
    before = [(each.pk, each.year) for each in seen("lin", ProjectYear, project=ours)]
    twice = {"years": [{"year": 1}, {"year": 1}], "reason": "重复"}
    refused = tell("lin", "PUT", address, twice)
    assert refused.status_code == 409
    assert "project_year" in refused.json()["detail"] or "one_estimate" in refused.json()["detail"]
    assert [(each.pk, each.year) for each in seen("lin", ProjectYear, project=ours)] == before


def test_a_space_is_reserved_confirmed_and_released(tell, seen, space):
    today = timezone.localdate().isoformat()
    terms = {"start": DAY, "end": "2031-01-01", "basis": "intent", "reason": "意向"}
    made = tell("shen", "POST", f"/api/v1/spaces/{space.code}/reserve", terms)
    assert made.status_code == 201, made.content
    assert (made.json()["stage"], made.json()["period_to"]) == ("kept", "2031-01-01")
    address = f"/api/v1/reservations/{made.json()['id']}"
    kept = tell("shen", "POST", f"{address}/confirm", {"basis": "lease", "reason": "签约"})
    assert (kept.json()["stage"], kept.json()["ended_on"]) == ("placed", today)
    (held,) = seen("shen", Occupancy, space=space)
    assert (held.state, held.expires_on, held.pk) == ("occupied", None, made.json()["occupancy"])
    taken = tell("shen", "POST", f"/api/v1/spaces/{space.code}/occupy", terms)
    assert taken.status_code == 409
    assert "2031-01-01" in taken.json()["detail"]
    address = f"/api/v1/occupancies/{held.pk}"
    over = tell("shen", "POST", f"{address}/release", {"on": today, "reason": "退租"})
    assert over.json() == {"occupancy": None}
    assert seen("shen", Occupancy, space=space) == []


def test_pools_are_drawn_on_extended_once_and_freed(tell, seen):
    draw = {"pool": "pool-power-xianghu-2027", "amount": 800}
    terms = {"start": "2027-07-01", "basis": "intent", "reason": "意向", "district": "xiaoshan"}
    made = tell("shen", "POST", "/api/v1/reservations", terms | {"draws": [draw]})
    assert made.status_code == 201, made.content
    (kept,) = seen("shen", Draw, "reservation")
    assert (kept.amount, kept.month_to.isoformat()) == (800, "2027-12-01")
    much = tell(
        "shen", "POST", "/api/v1/reservations", terms | {"draws": [draw | {"amount": 10201}]}
    )
    assert much.status_code == 409
    assert "只余 10,200（共 11,000）" in much.json()["detail"]
    address = f"/api/v1/reservations/{made.json()['id']}"
    later = (kept.reservation.expires_on + timedelta(days=9)).isoformat()
    again = {"until": later, "reason": "等环评"}
    assert tell("shen", "POST", f"{address}/extend", again).json()["expires_on"] == later
    assert tell("shen", "POST", f"{address}/extend", again).status_code == 409
    gone = tell("shen", "POST", f"{address}/free", {"reason": "不来了"})
    assert gone.json()["stage"] == "released"
    assert len(seen("shen", Reservation)) == 1


def test_a_position_is_confirmed_within_the_whole_business_and_rejected(tell, seen):
    position = seen("gu", Position, verdict="")[0]
    address = f"/api/v1/positions/{position.code}"
    too_much = {"share": 1.5, "confidence": 1, "reason": "年报"}
    assert tell("gu", "POST", f"{address}/confirm", too_much).status_code == 422
    sure = {"share": 0.01, "confidence": 0.9, "reason": "年报"}
    assert tell("gu", "POST", f"{address}/confirm", sure).json()["verdict"] == "confirmed"
    rejected = tell("gu", "POST", f"{address}/reject", {"reason": "已转产"})
    assert rejected.json()["verdict"] == "rejected"


def test_an_assessment_is_asked_for_once_at_a_time(tell, seen):
    with_links = seen("gu", Position, "link__chain")[0].link.chain.code
    address = f"/api/v1/chains/{with_links}/assess"
    asked = tell("gu", "POST", address, {"reason": "数据更新"})
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    assert tell("gu", "POST", address, {"reason": "再来"}).status_code == 409
    assert len(seen("gu", Assessment)) == 1


VERBS = [
    ("lin", "POST", "/api/v1/projects", filed(link="x")),
    ("lin", "PATCH", "/api/v1/projects/{project}", {"name": "改名", "reason": "x"}),
    ("lin", "POST", "/api/v1/projects/{project}/stage", {"stage": "15", "reason": "x"}),
    ("lin", "POST", "/api/v1/projects/{project}/disclose", {"reason": "x"}),
    ("lin", "PUT", "/api/v1/projects/{project}/years", {"years": [], "reason": "x"}),
    (
        "shen",
        "POST",
        "/api/v1/spaces/{space}/occupy",
        {"start": DAY, "basis": "lease", "reason": "x"},
    ),
    (
        "shen",
        "POST",
        "/api/v1/spaces/{space}/reserve",
        {"start": DAY, "basis": "lease", "reason": "x"},
    ),
    ("shen", "POST", "/api/v1/reservations/{kept}/confirm", {"basis": "lease", "reason": "x"}),
    ("shen", "POST", "/api/v1/reservations/{kept}/free", {"reason": "x"}),
    ("shen", "POST", "/api/v1/reservations/{kept}/extend", {"until": "2040-01-01", "reason": "x"}),
    (
        "shen",
        "POST",
        "/api/v1/reservations",
        {"start": DAY, "basis": "lease", "reason": "x", "district": "xiaoshan"},
    ),
    ("shen", "POST", "/api/v1/occupancies/{held}/release", {"on": DAY, "reason": "x"}),
    ("gu", "POST", "/api/v1/chains/{chain}/assess", {"reason": "x"}),
    (
        "gu",
        "POST",
        "/api/v1/positions/{position}/confirm",
        {"share": 0.01, "confidence": 1, "reason": "x"},
    ),
    ("gu", "POST", "/api/v1/positions/{position}/reject", {"reason": "x"}),
]


@pytest.fixture
def places(tell, seen, ours, space):
    """What the addresses of verbs speak of."""
    held = tell(
        "shen",
        "POST",
        f"/api/v1/spaces/{space.code}/reserve",
        {"start": "2040-01-01", "basis": "intent", "reason": "意向"},
    ).json()
    position = seen("gu", Position, "link__chain", verdict="")[0]
    return {
        "project": ours.pk,
        "space": space.code,
        "held": held["occupancy"],
        "kept": held["id"],
        "chain": position.link.chain.code,
        "position": position.code,
    }


def events():
    """How many events history holds, of every kind."""
    return {
        model.__name__: model.pgh_event_model.objects.count()
        for model in (Project, ProjectYear, Occupancy, Reservation, Position, Assessment)
    }


@pytest.mark.parametrize(("who", "method", "address", "body"), VERBS, ids=str)
def test_a_token_that_only_reads_does_nothing(act, tell, places, who, method, address, body):
    with act(who):
        before = events()
    refused = tell(who, method, address.format(**places), body, may_write=False)
    assert refused.status_code == 403, refused.content
    assert "只能读取" in refused.json()["detail"]
    with act(who):
        assert events() == before


@pytest.mark.parametrize(("who", "method", "address", "body"), VERBS, ids=str)
def test_a_verb_of_another_district_is_refused_or_not_there(
    act, tell, places, who, method, address, body
):
    other = "fang" if who == "lin" else "lin"
    with act(who):
        before = events()
    refused = tell(other, method, address.format(**places), body)
    assert refused.status_code in ((403, 404, 422) if who == "lin" else (403,)), refused.content
    with act(who):
        assert events() == before


def test_a_cluster_is_brought_told_and_removed(tell, ask):
    content = archive_of(read_files(VOICE), "voice-valley")
    made = tell("gu", "POST", "/api/v1/compared_clusters", content)
    assert made.status_code == 201, made.content
    assert (made.json()["id"], made.json()["added_by"]) == ("voice-valley", "gu")
    assert "content" not in made.json()
    listed = ask("lin", "/api/v1/compared_clusters").json()["items"]
    assert [row["hash"] for row in listed] == [made.json()["hash"]]
    gone = "/api/v1/compared_clusters/voice-valley/remove"
    assert tell("lin", "POST", gone, {"reason": "试"}).status_code == 403
    assert tell("gu", "POST", gone, {"reason": "不再比较"}).status_code == 200
    assert ask("lin", "/api/v1/compared_clusters").json()["items"] == []


def test_a_faulty_cluster_is_refused_with_its_place(tell, ask):
    refused = tell("gu", "POST", "/api/v1/compared_clusters", b"not a zip")
    assert refused.status_code == 422
    assert "datapackage" in refused.content.decode()
    assert ask("lin", "/api/v1/compared_clusters").json()["items"] == []


def test_no_cure_leads_past_the_gates(tell):
    with acting_as_system() as system:
        link = Project.objects.filter(link__isnull=False).first().link
        values = {"name": "中止线", "stage": "3", "status": "illustrative", "link": link}
        made = file(system, District.objects.get(code="xiaoshan"), values, reason="首谈")
        Project.objects.filter(pk=made.pk).update(stage="15")
    step = {"stage": "8", "reason": "整改", "evidence": {"cure": "已整改"}}
    refused = tell("shen", "POST", f"/api/v1/projects/{made.pk}/stage", step)
    assert (refused.status_code, "请先“重新洽谈”" in refused.json()["detail"]) == (409, True)
    again = tell("shen", "POST", f"/api/v1/projects/{made.pk}/stage", step | {"stage": "3"})
    assert again.json()["stage"] == "3"
