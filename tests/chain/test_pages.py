"""Pages of the chain say what was computed, follow their address and refuse with a reason."""

import csv
import io
import json
import re

import pytest

from shigu.chain import queries
from shigu.chain.models import Assessment, Chain, ChainMapping, Link, LinkFinding, Position
from shigu.districts.scope import acting_as_system

CMOS = "/chain/links/cmos-sensor/"


def html(response):
    assert response.status_code == 200, response.content[:300]
    return response.content.decode()


def picture(page):
    found = re.search(r'<script id="chart-\d+" type="application/json">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def exported(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_chain_opens_with_its_sentence_and_draws_every_link(visit, assessed):
    page = html(visit("lin", "/chain/", count="chain:graph"))
    assert "全链 93 个环节：56 强、25 弱、12 空白；关键缺口 10 个" in page
    data = picture(page)
    assert len(data["nodes"]) == 93
    assert {node["status"] for node in data["nodes"]} == {"strong", "weak", "blank"}
    assert len(data["edges"]) == 357


def test_without_an_assessment_no_figure_is_shown_and_the_cure_is_said(visit):
    page = html(visit("lin", "/chain/"))
    assert "尚未评估" in page
    assert "figure-strip" not in page
    for address in ("/chain/gaps/", "/chain/candidates/"):
        page = html(visit("lin", address))
        assert "还没有评估" in page
        assert "产业分析员" in page
    assert "还没有评估" in html(visit("lin", CMOS))


def test_picture_and_table_follow_the_filter(visit, assessed):
    page = html(visit("lin", "/chain/?standing=blank"))
    assert len(picture(page)["nodes"]) == 12
    assert "筛出 12 个环节" in page


def test_a_district_narrows_to_the_links_where_it_has_somebody(visit, assessed):
    with acting_as_system():
        here = Position.objects.filter(organisation__district__code="xiaoshan")
        expected = set(here.values_list("link__code", flat=True))
    nodes = picture(html(visit("lin", "/chain/?district=xiaoshan")))["nodes"]
    assert {node["id"] for node in nodes} == expected != set()


def test_folded_segments_become_one_mark_each(visit, assessed):
    data = picture(html(visit("lin", "/chain/?fold=all")))
    assert len(data["nodes"]) == 14
    one = picture(html(visit("lin", "/chain/?fold=seg-chips")))
    assert len(one["nodes"]) == 93 - 15 + 1


def test_a_focus_shows_a_link_with_those_it_deals_with(visit, assessed):
    page = html(visit("lin", "/chain/?focus=cmos-sensor"))
    with acting_as_system():
        link = Link.objects.get(code="cmos-sensor")
        near = {s.from_link.code for s in link.supplies_in.all()}
        near |= {s.to_link.code for s in link.supplies_out.all()}
    assert {node["id"] for node in picture(page)["nodes"]} == near | {"cmos-sensor"}
    assert CMOS in page


def test_the_table_of_links_leaves_as_it_is_shown(visit, assessed):
    rows = exported(visit("lin", "/chain/?standing=blank&export=csv"))
    assert len(rows) == 13
    assert {row[3].split("（")[0] for row in rows[1:]} == {"空白"}


def test_a_gap_shows_its_receipt_candidates_and_who_could_introduce(visit, assessed):
    page = html(visit("lin", CMOS, count="chain:link"))
    for words in (
        'id="receipt"',
        "判断把握",
        "92%",
        "思特威",
        "海康机器人",
        "西安电子科技大学杭州研究院",
        "背照式传感器",
        "在缺口中列第 1",
    ):
        assert words in page


def test_a_link_without_a_quotient_says_why(visit, assessed):
    with acting_as_system():
        finding = LinkFinding.objects.filter(quotient=None).select_related("link").first()
    page = html(visit("lin", finding.link.get_absolute_url()))
    assert "没有；看原因" in page
    assert finding.assessed["why"]["zh"] in page


def test_the_sentence_of_a_link_names_the_quotient_that_its_figure_shows(visit, assessed):
    page = html(visit("lin", "/chain/links/smart-camera/"))
    answer = re.search(r'<p class="answer[^"]*">(.*?)</p>', page, re.S)[1]
    said = re.search(r"区位商([0-9.]+)。", answer)[1]
    assert f'<dd class="value">{said}' in page


def test_a_link_says_where_it_stands_in_the_product_space(visit, assessed):
    with acting_as_system():
        kept = Assessment.objects.latest("computed_at").indicators
    links = kept["product_space"]["links"]
    (cluster,) = [one for one in kept["frontiers"] if one["kind"] == "cluster"]
    point = cluster["points"][0]
    page = html(visit("lin", f"/chain/links/{point['link']}/"))
    rank = sorted((one["pci"] for one in links), reverse=True).index(point["complexity"]) + 1
    assert f"<dd>{point['complexity']:.2f}</dd>" in page
    assert f"<dd>{rank} / {len(links)}</dd>" in page
    assert f"<dd>{point['density']:.0%} · 在前沿上</dd>" in page
    held = cluster["has"][0]
    assert "离集群已有的多近" not in html(visit("lin", f"/chain/links/{held}/"))


def test_a_segment_lists_its_links(visit, assessed):
    page = html(visit("lin", "/chain/links/seg-chips/"))
    assert "芯片的 15 个环节：" in page
    assert "本段的环节" in page
    assert "登记企业</a>" not in page
    assert page.count("/chain/links/") >= 15


def test_gaps_come_in_order_of_urgency_with_their_chances(visit, assessed):
    page = html(visit("lin", "/chain/gaps/", count="chain:gaps"))
    assert "37 个缺口；不论四项标准如何加权，CMOS图像传感器排进前三的概率为 92%。" in page
    rows = exported(visit("lin", "/chain/gaps/?export=csv"))
    assert len(rows) == 38
    assert [row[1] for row in rows[1:4]] == ["1", "2", "3"]


def test_candidates_are_narrowed_by_gap(visit, assessed):
    page = html(visit("lin", "/chain/candidates/", count="chain:candidates"))
    assert "59 家外地企业可补 10 个缺口" in page
    page = html(visit("lin", "/chain/candidates/?link=cmos-sensor"))
    assert "3 家外地企业可补 1 个缺口" in page


def test_versions_stand_side_by_side_with_what_became_of_each_link(visit):
    with acting_as_system():
        old = Chain.objects.get(code="vv-2024")
        made = Link.objects.create(
            code="old-eye",
            chain=old,
            layer="technology",
            name_zh="旧版感知端",
            status="illustrative",
        )
        ChainMapping.objects.create(
            code="m-1",
            from_link=made,
            to_link=Link.objects.get(code="cmos-sensor"),
            share=0.4,
            status="illustrative",
        )
    address = "/chain/versions/?old=vv-2024&new=vv-interview"
    page = html(visit("lin", address, count="chain:versions"))
    assert "旧版感知端" in page
    assert re.search(r"CMOS图像传感器</a> <span class=\"quiet\">40%", page)


def test_what_one_may_not_see_is_not_there(visit, assessed):
    for address in (CMOS, "/chain/", "/chain/links/none/"):
        answer = visit("zhou", address)
        assert answer.status_code == 403
        assert "您还没有席位" in answer.text
    assert visit("lin", "/chain/links/none/").status_code == 404


def test_a_stranger_is_sent_to_the_door(client, db):
    response = client.get("/chain/")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/chain/")


@pytest.mark.parametrize("page", ["words/", "positions/add/"])
def test_an_officer_meets_the_reason_and_not_the_form(visit, page):
    response = visit("lin", CMOS + page)
    assert response.status_code == 403
    assert "产业分析员" in response.content.decode()


def test_the_button_of_an_officer_is_greyed_with_the_reason(visit, assessed):
    page = html(visit("lin", "/chain/"))
    assert re.search(r'<button type="button" class="button " disabled>重新计算</button>', page)


def test_an_analyst_asks_and_sees_progress_until_it_is_over(visit, signed_in, act):
    client = signed_in("gu")
    response = client.post("/chain/vv-interview/assess/")
    assert response.status_code == 302
    page = html(client.get("/chain/"))
    address = re.search(r'hx-get="(/chain/assessments/\d+/progress/)"', page)[1]
    assert "已排队" in html(client.get(address))
    assert client.post(address.replace("progress", "withdraw")).status_code == 302
    assert client.get(address)["HX-Refresh"] == "true"
    assert "由顾远停止。" in html(client.get("/chain/"))


def test_words_of_a_link_are_changed_with_a_reason_and_kept_in_history(signed_in, act):
    client = signed_in("gu")
    form = {
        "name_zh": "CMOS图像传感器",
        "name_en": "CMOS image sensors",
        "definition_zh": "感光成像的芯片。",
        "definition_en": "",
        "terms": "CIS芯片；感光芯片\nCIS芯片",
        "negative_terms": "",
        "gbt4754": "3973",
        "weight": "3",
        "reason": "",
        "version": client.get(CMOS + "words/").context["form"]["version"].value(),
    }
    assert client.post(CMOS + "words/", form).status_code == 422
    assert client.post(CMOS + "words/", form | {"gbt4754": "39731"}).status_code == 422
    response = client.post(CMOS + "words/", form | {"reason": "按行业标准改写"})
    assert (response.status_code, response.url) == (302, CMOS)
    page = html(client.get(CMOS))
    assert "感光成像的芯片。" in page
    assert "按行业标准改写" in page
    with act("gu"):
        assert Link.objects.get(code="cmos-sensor").terms == ["CIS芯片", "感光芯片"]


def test_a_position_is_added_confirmed_and_rejected(signed_in, act):
    client = signed_in("gu")
    form = {"organisation": "湘湖未来智能", "share": "30", "confidence": "90", "basis": "reading"}
    with act("gu"):
        firm = Position.objects.filter(organisation__district__code="xiaoshan").first()
        firm = firm.organisation
        Position.objects.filter(organisation=firm).update(verdict="rejected")
    form |= {"organisation": firm.code, "reason": "走访"}
    assert (
        client.post(CMOS + "positions/add/", form | {"organisation": "查无此家"}).status_code == 422
    )
    assert client.post(CMOS + "positions/add/", form).url == CMOS
    code = f"{firm.code}--cmos-sensor"
    with act("gu") as gu:
        made = Position.objects.get(code=code)
        assert (made.share, made.verdict, made.status) == (0.3, "confirmed", "illustrative")
        assert queries.positions_at(gu, made.link).first() == made
    address = f"/chain/positions/{code}/"
    assert (
        client.post(address, {"share": "101", "confidence": "9", "reason": "x"}).status_code == 422
    )
    verdict = {"share": "30", "confidence": "90", "reason": "已停产", "verdict": "reject"}
    assert client.post(address, verdict).url == CMOS
    page = html(client.get(address))
    assert "已停产" in page
    assert "已否定" in html(client.get(CMOS))


def test_the_shares_of_one_business_do_not_exceed_it(signed_in, act):
    with act("gu"):
        full = Position.objects.filter(share=1).first() or Position.objects.first()
        link = Link.objects.filter(children=None).exclude(positions__organisation=full.organisation)
        target = link.filter(chain=full.link.chain).first()
    form = {"organisation": full.organisation.code, "share": "100", "confidence": "90"}
    form |= {"basis": "reading", "reason": "走访"}
    response = signed_in("gu").post(f"{target.get_absolute_url()}positions/add/", form)
    assert response.status_code == 422
    assert "最多" in response.content.decode()
    with act("gu"):
        assert not Position.objects.filter(organisation=full.organisation, link=target).exists()


def test_every_page_speaks_english(visit, assessed):
    addresses = ("/chain/", "/chain/gaps/", "/chain/candidates/", "/chain/versions/", CMOS)
    for address in addresses:
        page = html(visit("lin", address, HTTP_ACCEPT_LANGUAGE="en"))
        answer = re.search(r'<p class="answer[^"]*">(.*?)</p>', page, re.S)[1]
        assert answer.strip()
        assert not re.search(r"[\u4e00-\u9fff]", answer), answer


def test_the_profile_of_an_organisation_says_where_it_stands(visit, assessed):
    with acting_as_system():
        camera = Position.objects.get(code="org-hikvision--smart-camera").organisation
        elsewhere = assessed.candidates.order_by("place").first().organisation
    page = html(visit("lin", camera.get_absolute_url()))
    assert "在产业链上" in page
    assert "/chain/links/smart-camera/" in page
    assert "可补的缺口" not in page
    page = html(visit("lin", elsewhere.get_absolute_url()))
    assert "可补的缺口" in page
    assert CMOS in page


def test_no_figure_is_older_than_its_inputs_without_saying_so(visit, assessed, act):
    assert "重新计算后更新" not in html(visit("lin", "/chain/"))
    with act("gu"):
        Link.objects.filter(code="cmos-sensor").update(weight=2.0)
    assert "重新计算后更新" in html(visit("lin", "/chain/"))


def test_a_district_sees_where_it_could_go_next(visit, assessed):
    page = html(visit("shen", "/chain/frontier/?area=xiaoshan", count="chain:frontier"))
    found = {one["area"]: one for one in assessed.indicators["frontiers"]}["xiaoshan"]
    rows = picture(page)["rows"]
    assert [row[3] for row in rows].count(True) == sum(p["on_frontier"] for p in found["points"])
    assert len(rows) == len(found["points"])
    assert f"萧山区已有 {len(found['has'])} 个环节" in page
    assert '<option value="xiaoshan" selected>' in page


def test_the_frontier_opens_with_the_whole_cluster(visit, assessed):
    page = html(visit("lin", "/chain/frontier/"))
    assert "整个集群已有" in page
    assert '<option value="cluster" selected>' in page


def test_a_zone_without_real_firms_says_why_it_has_no_frontier(visit, assessed):
    page = html(visit("lin", "/chain/frontier/?area=sanjiang"))
    assert "还没有登记到环节的真实企业" in page
    assert "data-kind" not in page


def test_without_an_assessment_no_direction_is_shown(visit):
    page = html(visit("lin", "/chain/frontier/"))
    assert "发展方向尚不知道" in page
    assert "<select" not in page


def test_a_gap_tells_how_sure_its_rank_is_and_what_there_is_to_offer(visit, assessed):
    page = html(visit("lin", CMOS))
    assert "名次有九成在第" in page
    assert "拿什么谈" in page
    assert "可作客户" in page
    strong = html(visit("lin", "/chain/links/smart-camera/"))
    assert "拿什么谈" not in strong
