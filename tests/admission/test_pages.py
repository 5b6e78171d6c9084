"""Pages of evaluations: lists, the meeting, one project, the brief and its document."""

import re
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from shigu.admission import actions
from shigu.admission.models import Evaluation, Panel, ScoreSheet
from tests.admission import world
from tests.people import user

HREF = re.compile(r'<a class="plain-link" href="([^"]+)"')
SCORES = dict(world.FULL)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/projects/evaluations/", "evaluations"),
        ("/projects/evaluations/meetings/", "evaluation_meetings"),
        ("/projects/evaluations/sheets/", "score_sheets"),
    ],
)
def test_lists_are_filtered_sorted_and_exported(visit, put_up, address, count):
    page = visit("lin", address, count=count)
    assert page.status_code == 200
    none = visit("lin", f"{address}?q=没有这样的字")
    assert "data-href" not in none.content.decode()
    for kind in ("csv", "xlsx"):
        assert b"".join(visit("lin", f"{address}?export={kind}").streaming_content)
    columns = re.findall(r"[?&;]sort=-?(\w+)", page.content.decode())
    assert len(set(columns)) > 3
    for column in set(columns):
        for sign in ("", "-"):
            assert visit("lin", f"{address}?sort={sign}{column}").status_code == 200


def test_the_list_tells_mean_and_spread_once_concluded(act, visit, judge, put_up):
    judge("gu", tax=8)
    judge("wei")
    listed = "/projects/evaluations/"
    assert "96.00" not in visit("lin", listed).content.decode()
    with act("lin") as lin:
        actions.decide(lin, put_up, "admitted", said="同意")
    page = visit("lin", f"{listed}?decision=admitted").content.decode()
    assert "96.00" in page
    assert "4.00" in page
    assert "1 个准入" in page
    assert "data-href" not in visit("lin", f"{listed}?decision=waiting").content.decode()


def test_a_member_hands_in_on_the_page_and_then_sees_the_others(visit, signed_in, judge, put_up):
    judge("gu", tax=8)
    address = put_up.get_absolute_url()
    before = visit("wei", address, count="evaluation").content.decode()
    assert "顾远" in before
    assert "<tfoot>" not in before
    wrong = signed_in("wei").post(f"{address}hand-in/", SCORES | {"tax": "17"})
    assert wrong.status_code == 422
    right = signed_in("wei").post(f"{address}hand-in/", SCORES, follow=True)
    assert "已交表；现在看得到其他评委的分数" in right.content.decode()
    told = right.content.decode()
    assert "<b>92</b>" in told
    assert "没有评委提出否决项。" in told


def test_conclusion_with_conditions_on_the_page(signed_in, visit, judge, put_up):
    judge("gu")
    judge("wei")
    address = put_up.get_absolute_url()
    told = {"decision": "admitted", "said": "过半同意"}
    wrong = signed_in("lin").post(f"{address}decide/", told | {"conditions": "补环评 | 明年"})
    assert wrong.status_code == 422
    assert "期限写成" in wrong.content.decode()
    lines = "补环评 | 2027-01-31\n腾地｜2027-02-28｜萧山区"
    page = signed_in("lin").post(f"{address}decide/", told | {"conditions": lines}, follow=True)
    assert "结论已记下" in page.content.decode()
    body = page.content.decode()
    assert re.search(r"腾地</th><td>萧山区</td><td><time[^>]*>2027-02-28", body)
    key = re.search(r"/conditions/([0-9a-f-]+)/task/", body)[1]
    done = signed_in("lin").post(f"/projects/evaluations/conditions/{key}/task/", follow=True)
    assert "已转为任务" in done.content.decode()


def test_a_meeting_is_called_and_a_project_put_up_on_the_pages(act, signed_in, visit):
    project = world.project_at("4")
    client = signed_in("lin")
    form = adopt_on_the_page(client)
    assert form.status_code == 302
    with act("lin"):
        sheet = ScoreSheet.objects.get()
        gu, joint = user("gu").pk, world.place("joint").pk
        lin, binjiang = user("lin").pk, world.place("binjiang").pk
    told = {
        "title": "十二月评审会",
        "starts_at": "2026-12-08T09:30",
        "place": "湘湖",
        "district": binjiang,
        "status": "fact",
        "sheet": sheet.pk,
        "members": [f"{joint}:{gu}", f"{binjiang}:{lin}"],
    }
    assert (
        client.post("/projects/evaluations/meetings/new/", told | {"members": []}).status_code
        == 422
    )
    made = client.post("/projects/evaluations/meetings/new/", told)
    assert made.status_code == 302, made.content.decode()
    with act("lin"):
        panel = Panel.objects.select_related("meeting").get()
        assert panel.people == [gu, lin]
        assert sorted(panel.meeting.parties) == sorted([binjiang, joint])
    client.post(f"{panel.get_absolute_url()}put-up/", {"project": project.pk})
    with act("gu"):
        assert Evaluation.objects.get().project_id == project.pk
    page = visit("gu", panel.get_absolute_url(), count="evaluation_meeting")
    assert "1 个项目：待评审 1。" in page.content.decode()
    assert project.name in page.content.decode()
    assert visit("zhou", panel.get_absolute_url()).status_code in {403, 404}


def adopt_on_the_page(client):
    page = client.get("/projects/evaluations/sheets/new/")
    form = page.context["form"]
    told = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    told["district"] = form.fields["district"].initial.pk
    return client.post("/projects/evaluations/sheets/new/", told | {"reason": "区招商办法"})


def test_a_sheet_is_changed_on_the_page_and_keeps_the_codes_of_its_criteria(act, signed_in, visit):
    client = signed_in("lin")
    adopt_on_the_page(client)
    with act("lin"):
        first = ScoreSheet.objects.get()
    page = client.get(f"/projects/evaluations/sheets/new/?from={first.pk}")
    form = page.context["form"]
    lines = form["criteria"].value().replace("就业 | Jobs | 5", "就业 | Jobs | 6")
    told = {name: form[name].value() for name in ("title", "title_en", "source", "vetoes")}
    told |= {"district": form.fields["district"].initial.pk, "reason": "重就业"}
    broken = told | {"criteria": lines + "\n数字化 | Digital | 多"}
    assert client.post("/projects/evaluations/sheets/new/", broken).status_code == 422
    address = f"/projects/evaluations/sheets/new/?from={first.pk}"
    client.post(address, told | {"criteria": lines + "\n数字化 | Digital | 4 | 看产线"})
    with act("lin"):
        sheet = ScoreSheet.objects.get(version=2).sheet
    assert sheet.most == 105
    assert [each.code for each in sheet.criteria][:11] == list(world.FULL)
    assert (sheet.criteria[-1].zh, sheet.criteria[-1].guidance_zh) == ("数字化", "看产线")
    assert sheet.criteria[0] == world.shipped()["tuanfeng"].criteria[0]
    shown = visit("shen", reverse("admission:sheet", args=[first.pk]), count="score_sheet")
    assert "团风" in shown.content.decode()


def test_every_sentence_of_a_brief_opens_its_record(act, visit, put_up):
    address = reverse("admission:brief", args=[put_up.project_id])
    page = visit("lin", address, count="brief").content.decode()
    links = HREF.findall(page)
    assert len(links) > 6
    for link in sorted({each.replace("&amp;", "&") for each in links}):
        opened = visit("lin", link.partition("#")[0])
        assert opened.status_code == 200, link
        if anchor := link.partition("#")[2]:
            assert f'id="{anchor}"' in opened.content.decode(), link
    words = re.sub(r"<[^>]+>", "", page)
    assert put_up.project.name in words
    assert put_up.project.code in words


def test_a_brief_as_a_document_has_the_same_sentences_as_links(visit, put_up):
    address = reverse("admission:brief", args=[put_up.project_id])
    page = visit("lin", address).content.decode()
    content = visit("lin", f"{address}docx/").content
    assert content == visit("lin", f"{address}docx/").content
    document = docx.Document(BytesIO(content))
    found = [link for each in document.paragraphs for link in each.hyperlinks]
    assert len(found) == len(HREF.findall(page))
    assert all(link.address.startswith("http://testserver/") for link in found)
    assert found[0].text.startswith(put_up.project.name)


def test_a_brief_tells_no_more_than_its_reader_reads(visit, put_up):
    address = reverse("admission:brief", args=[put_up.project_id])
    assert visit("shen", address).status_code == 404
    assert visit("gu", address).status_code == 200
