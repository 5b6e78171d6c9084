"""Pages of plans: what each reader sees, asking, stopping, adopting, comparing, taking away."""

import csv
import io
import json
import re

import openpyxl
import pytest

from shigu.districts.scope import acting_as_system
from shigu.plans import actions, queries
from shigu.plans.models import Plan, Run, State
from shigu.projects.models import Project
from tests.plans.world import ask, compute, reread

PARTS = ("missing", "bring", "where", "left", "share", "firm", "how")


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_who_asked_sees_every_part(finished, visit, part):
    page = text(visit("gu", f"/plans/{finished}/?part={part}", count=f"plan {part}"))
    assert reread(finished).headline_zh in page
    assert 'aria-current="page"' in page


def test_the_places_name_project_space_reason_and_price(finished, visit):
    page = text(visit("gu", f"/plans/{finished}/"))
    with acting_as_system():
        for row in Plan.objects.get(pk=finished).placements.select_related("space", "case"):
            assert row.name_zh in page
            assert row.space.name in page
    assert "期望现值" in page
    assert page.count("锁定在这里") == reread(finished).placed


def test_a_district_sees_its_own_projects_and_no_others(finished, visit):
    assert visit("lin", f"/plans/{finished}/").status_code == 404
    with acting_as_system():
        project = Plan.objects.get(pk=finished).placements.filter(district__code="binjiang").first()
    assert visit("lin", f"/projects/{project.project_id}/").status_code == 200
    assert visit("shen", f"/projects/{project.project_id}/").status_code == 404
    assert visit("shen", f"/plans/projects/{project.project_id}/").status_code == 404


def test_an_adopted_plan_is_seen_by_members_without_what_is_others(finished, signed_in):
    signed_in("wei").post(f"/plans/{finished}/adopt/", {"reason": "专班会议通过"})
    client = signed_in("lin")
    page = text(client.get(f"/plans/{finished}/"))
    assert "魏然" in page
    assert "专班会议通过" in page
    assert "端侧视觉AI芯片" in page
    assert "视觉引导机器人工作站" not in page
    assert client.get(f"/plans/{finished}/plan.json").status_code == 404
    assert client.get(f"/plans/{finished}/plan.html").status_code == 404
    assert client.post(f"/plans/{finished}/adopt/", {"reason": "我也要"}).status_code == 403


def test_the_document_and_the_report_are_downloads(finished, visit):
    response = visit("gu", f"/plans/{finished}/plan.json")
    assert response["Content-Disposition"].startswith("attachment")
    found = json.loads(response.content)
    assert found["run"]["seconds"] == reread(finished).took_seconds
    page = visit("gu", f"/plans/{finished}/plan.html")
    assert page["Content-Disposition"].startswith("attachment")
    assert "影子" in text(page)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_placements_leave_as_a_table(finished, visit, kind):
    response = visit("gu", f"/plans/{finished}/placements.{kind}")
    content = response.getvalue()
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert len(lines) == reread(finished).placed + 1
        assert "端侧视觉AI芯片研发与测试中心（示例）" in content.decode()
    assert visit("gu", f"/plans/{finished}/placements.exe").status_code == 404


@pytest.mark.parametrize("part", ["missing", "bring", "left", "firm"])
def test_every_table_of_a_plan_leaves_with_the_rows_in_sight(finished, visit, part):
    page = visit("gu", f"/plans/{finished}/?part={part}")
    sheets = {}
    for kind in ("csv", "xlsx"):
        address = f"/plans/{finished}/{part}.{kind}"
        shown = {"missing": "gaps", "bring": "candidates", "firm": "swings"}.get(part, part)
        assert (address in text(page)) is bool(page.context[shown])
        sheets[kind] = visit("gu", address).getvalue()
    lines = list(csv.reader(io.StringIO(sheets["csv"].decode("utf-8-sig"))))
    assert len(lines) == len(page.context[shown]) + 1
    book = openpyxl.load_workbook(io.BytesIO(sheets["xlsx"]), read_only=True)
    found = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[0] for row in found] == [line[0] for line in lines]
    assert {len(line) for line in lines} == {len(found[0])}


def test_gaps_leave_with_exact_chances(finished, visit):
    content = visit("gu", f"/plans/{finished}/missing.csv").getvalue().decode("utf-8-sig")
    first = list(csv.reader(io.StringIO(content)))[1]
    gaps = json.loads(visit("gu", f"/plans/{finished}/plan.json").content)["chain"]["gaps"]
    best = max(gaps, key=lambda gap: gap["priority"])
    assert first[1] == best["link"]
    assert float(first[4]) == pytest.approx(sum(best["rank_probability"][:3]), abs=1e-12)


def test_prices_leave_only_for_who_reads_the_whole_plan(finished, signed_in):
    signed_in("wei").post(f"/plans/{finished}/adopt/", {"reason": "专班会议通过"})
    client = signed_in("lin")
    assert client.get(f"/plans/{finished}/prices/").status_code == 404
    assert client.get(f"/plans/{finished}/prices/?export=csv").status_code == 404
    assert f"/plans/{finished}/prices/" not in text(client.get(f"/plans/{finished}/"))
    for part in ("missing", "bring", "firm", "nothing"):
        assert client.get(f"/plans/{finished}/{part}.csv").status_code == 404
    assert client.get(f"/plans/{finished}/left.csv").getvalue().startswith("\ufeff项目".encode())
    assert signed_in("gu").get(f"/plans/{finished}/left.exe").status_code == 404


def test_every_price_is_listed_by_park_and_leaves_as_the_document_has_it(finished, visit):
    address = f"/plans/{finished}/prices/"
    page = text(visit("gu", address, count="plan prices"))
    document = json.loads(visit("gu", f"/plans/{finished}/plan.json").content)
    prices, index = document["siting"]["shadow_prices"], document["index"]
    assert prices
    assert f"{len(prices)} 样稀缺" in page
    rows = list(
        csv.DictReader(
            io.StringIO(
                visit("gu", f"{address}?export=csv").getvalue().decode("utf-8-sig"),
            )
        )
    )
    assert [float(row["再多一个单位值（万元）"]) for row in rows] == [
        pytest.approx(price["yuan_per_unit"] / 10_000) for price in prices
    ]
    for row, price in zip(rows, prices, strict=True):
        if price["where"] in index["spaces"]:
            zone = index["spaces"][price["where"]]["attributes"]["zone"]
            assert row["片区或区县"] == index["zones"][zone]["zh"]
        assert (row["重新求解"] == "整单位成立") == price["verified_by_resolve"]
        ends = [price["holds_from"], price["holds_to"]]
        assert bool(row["价格成立的区间"]) == (ends != [None, None])


def test_prices_are_filtered_and_sorted_by_the_address(finished, visit):
    address = f"/plans/{finished}/prices/"
    every = visit("gu", address).context["filter"].qs
    park = every[-1]["park"]
    here = visit("gu", f"{address}?park={park}&sort=worth").context
    assert [row.record for row in here["table"].rows] == sorted(
        (row for row in every if row["park"] == park), key=lambda row: row["worth"]
    )
    sure = visit("gu", f"{address}?verified=true").context["filter"].qs
    assert sure == [row for row in every if row["verified"]]


def test_a_plan_in_which_nothing_is_scarce_says_so(finished, visit, monkeypatch):
    whole = queries.document

    def plentiful(actor, plan):
        found = whole(actor, plan)
        found["siting"]["shadow_prices"] = []
        return found

    monkeypatch.setattr(queries, "document", plentiful)
    page = text(visit("gu", f"/plans/{finished}/prices/"))
    assert "没有什么是稀缺的：空间、指标和名额都还有余量" in page
    assert "多给一份，方案也不多得" in page


def test_a_formula_in_a_name_is_text_in_the_table(finished, visit):
    with acting_as_system():
        left = Plan.objects.get(pk=finished).left_out.all()[0]
        Project.objects.filter(pk=left.project_id).update(name="=HYPERLINK(1)")
    content = visit("gu", f"/plans/{finished}/left.csv").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in content


def test_the_list_says_what_is_in_force_and_counts_its_queries(finished, visit, signed_in):
    assert "还没有采纳的方案" in text(visit("gu", "/plans/", count="plans list"))
    signed_in("wei").post(f"/plans/{finished}/adopt/", {"reason": "好"})
    assert "魏然" in text(signed_in("lin").get("/plans/"))


def test_a_plan_is_asked_for_with_a_form(small, signed_in, visit):
    assert "每次求解时限" in text(visit("gu", "/plans/new/", count="plans ask"))
    client = signed_in("gu")
    bad = client.post("/plans/new/", {"district": "joint", "seconds": "0", "seed": "1"})
    assert bad.status_code == 422
    with acting_as_system():
        assert not Plan.objects.exists()
    good = {"district": "joint", "seconds": "2", "seed": "7", "reason": "季度会商"}
    response = client.post("/plans/new/", good)
    with acting_as_system():
        plan = Plan.objects.get()
    assert response["Location"] == f"/plans/{plan.pk}/"
    assert (plan.seed, plan.state) == (7, State.QUEUED)
    page = text(client.get(response["Location"]))
    assert f"/plans/{plan.pk}/progress/" in page
    assert "取消，不留结果" in page
    assert "停下，保留最好的" not in page
    assert "还没有开始计算，没有可保留的" in page
    assert "排队" in text(client.get(f"/plans/{plan.pk}/progress/"))
    client.post(f"/plans/{plan.pk}/cancel/")
    assert reread(plan.pk).state == State.CANCELLED
    assert client.get(f"/plans/{plan.pk}/progress/")["HX-Refresh"] == "true"
    assert "没有留下任何结果" in text(client.get(f"/plans/{plan.pk}/"))


def test_a_plan_that_is_computed_shows_phases_value_bound_and_both_ways_to_stop(
    small, signed_in, visit
):
    plan = ask()
    with acting_as_system() as system:
        actions.begin(system, plan)
        log = [(0.5, None, 30_000_000.0), (1.5, 20_000_000.0, 25_000_000.0)]
        attempt = Run.objects.get(plan=plan).attempt
        standing = actions.Standing("siting", 0.4, {"chain": 2.0}, log)
        assert actions.tell(plan, attempt, standing) == "go on"
    page = text(visit("gu", f"/plans/{plan}/progress/", count="plan progress"))
    assert 'class="done"' in page
    assert 'class="now" aria-current="step"' in page
    assert "2,000" in page
    assert "2,500" in page
    assert "25.00%" in page
    assert "第 1.5 秒" in page
    assert "polyline" in page
    whole = text(visit("gu", f"/plans/{plan}/", count="plan that is computed"))
    assert "取消，不留结果" in whole
    client = signed_in("gu")
    assert f"/plans/{plan}/progress/?was=running" in whole
    assert client.get(f"/plans/{plan}/progress/?was=queued")["HX-Refresh"] == "true"
    assert client.post(f"/plans/{plan}/hasten/").status_code == 302
    with acting_as_system():
        assert actions.tell(plan, attempt, standing) == "hasten"
    assert "正在收尾" in text(client.get(f"/plans/{plan}/progress/"))
    with acting_as_system():
        Plan.objects.filter(pk=plan).update(hastened=False)
        Run.objects.filter(plan=plan).update(phase="sharing")
    after = text(client.get(f"/plans/{plan}/"))
    assert "停下，保留最好的" not in after
    assert "搜索已经结束，正在分享和检验" in after
    assert client.post(f"/plans/{plan}/hasten/").status_code == 403
    assert not reread(plan).hastened


def test_the_log_of_a_finished_is_shown_and_taken_away(finished, visit):
    page = text(visit("gu", f"/plans/{finished}/?part=how"))
    assert "搜索的经过" in page
    content = visit("gu", f"/plans/{finished}/search.csv").getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))[1:]
    kept = reread(finished).improvements
    assert [[float(one) for one in line[:3] if one] for line in lines] == [
        [one for one in each if one is not None] for each in kept
    ]
    assert float(lines[-1][3]) == pytest.approx(reread(finished).gap, abs=1e-9)
    written = json.loads(visit("gu", f"/plans/{finished}/plan.json").content)["siting"]["log"]
    assert [list(each.values()) for each in written] == kept


def test_an_officer_finds_the_button_greyed_and_the_door_shut(small, visit):
    assert "产业分析员" in text(visit("lin", "/plans/"))
    assert visit("lin", "/plans/new/").status_code == 403


def test_a_placement_is_locked_from_the_page_and_carried_on(finished, signed_in):
    client = signed_in("gu")
    with acting_as_system():
        row = Plan.objects.get(pk=finished).placements.first()
    response = client.post(f"/plans/placements/{row.pk}/lock/")
    assert response.status_code == 302
    with acting_as_system():
        again = Plan.objects.get(follows=finished)
        assert again.conditions.get().project_id == row.project_id
    assert row.name_zh in text(client.get(f"/plans/new/?follows={again.pk}"))


def compared_prices(page):
    return re.findall(r'<th scope="row">[^<]+ / [^<]+</th>', page.partition("再多一个单位")[2])


def prices_of(plan, visit):
    document = json.loads(visit("gu", f"/plans/{plan}/plan.json").content)
    return document["siting"]["shadow_prices"]


def test_two_plans_are_compared_by_ticking(finished, signed_in, visit):
    second = ask()
    compute(second)
    address = f"/plans/compare/?plan={finished}&plan={second}"
    page = text(visit("gu", address, count="plans compare"))
    assert "每个项目都在原处" in page
    assert "已证上界（万元）" in page
    assert len(compared_prices(page)) == min(10, len(prices_of(second, visit)))
    assert visit("gu", f"/plans/compare/?plan={finished}").status_code == 302


def test_a_project_page_shows_where_plans_put_it(finished, visit):
    with acting_as_system():
        rows = Plan.objects.get(pk=finished).placements.select_related("space")
        row = rows.filter(district__code="binjiang").first()
    page = text(visit("gu", f"/projects/{row.project_id}/", count="project"))
    assert row.space.name in page
    assert "未采纳" in page
    assert row.space.name in text(visit("gu", f"/plans/projects/{row.project_id}/"))
