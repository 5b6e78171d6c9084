"""The pages of the desk, and the sentences on the pages of what was written."""

import html
import re

import pytest

from shigu.cooperation.actions import register
from shigu.districts.scope import acting_as_system
from shigu.districts.versions import version_of
from shigu.ingest.actions import store
from shigu.registry.models import Organisation
from shigu.review.actions import accept
from shigu.review.models import Kind, NewsJudgement, NewsProposal
from shigu.review.views.shown import written
from tests.ingest.world import page
from tests.review.world import CHANGED, FIRM, LENS, PROJECT, URL, tell

SENTENCE = f"{FIRM}注册资本5000万元，现有员工320人。"


@pytest.fixture
def told(act):
    """The proposals of one article, by kind."""
    with act("gu") as gu:
        return by_kind(tell(gu))


def by_kind(document):
    rows = NewsProposal.objects.filter(document=document).select_related("document", "link__chain")
    return {row.kind: row for row in rows}


def seen(ask):
    """What the installation itself sees."""
    with acting_as_system():
        return ask()


def text_of(response):
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def judged(signed_in, name, proposal, how, **given):
    version = seen(lambda: version_of(proposal))
    return signed_in(name).post(f"/review/{proposal.pk}/{how}/", {"version": version, **given})


def firm():
    return seen(lambda: Organisation.objects.filter(name_zh=FIRM).first())


def verdicts():
    return seen(lambda: list(NewsJudgement.objects.order_by("at")))


def test_the_queue_lists_what_waits(visit, told):
    page = visit("gu", "/review/", count="review.queue")
    assert "4 条，其中 0 条原文有变，2 条要逐条看。" in text_of(page)
    assert "员工（人） 320" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=position", 1),
        ("q=云岫高端", 2),
        ("q=镜头项目在滨江", 4),
        ("confidence=0.95", 4),
        ("site=云谷日报", 4),
        ("link=optical-lens", 2),
        ("since=2026-11-19", 0),
        ("until=2026-11-18", 4),
        ("state=rejected", 0),
        ("state=all&sort=confidence", 4),
    ],
)
def test_the_queue_is_narrowed(visit, told, query, found):
    page = visit("gu", f"/review/?{query}")
    assert page.content.decode().count('<tr data-href="/review/') == found


def test_the_queue_goes_into_a_file(visit, told):
    page = visit("gu", "/review/?export=csv")
    lines = b"".join(page.streaming_content if page.streaming else [page.content]).decode(
        "utf-8-sig"
    )
    assert len(lines.strip().splitlines()) == 5


def test_a_proposal_stands_beside_its_page_with_its_sentences_marked(visit, told):
    proposal = told["organisation"]
    page = visit("gu", f"/review/{proposal.pk}/", count="review.proposal").content.decode()
    assert f'<mark id="s2"><sup>[2]</sup>{SENTENCE}</mark>' in page
    assert '<a href="#s2">[2]</a>' in page
    for key in "jaer?":
        assert f'data-key="{key}"' in page or key == "j"
    assert "按键" in page


def test_a_plan_is_told_apart(visit, told):
    page = text_of(visit("gu", f"/review/{told['project'].pk}/"))
    assert "只是计划、累计或进展" in page
    assert "年产值（万元）80,000计划" in page


def test_accepting_goes_on_to_the_next(signed_in, told):
    proposal = told["organisation"]
    answer = judged(signed_in, "gu", proposal, "accept")
    assert answer.status_code == 302
    assert f"after={proposal.pk}" in answer.url
    assert firm().staff == 320


def test_a_project_of_an_unknown_firm_leads_to_the_firms_proposal(signed_in, told):
    answer = judged(signed_in, "lin", told["project"], "accept")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert f'<a href="{told["organisation"].get_absolute_url()}">{FIRM}</a>' in page
    assert verdicts() == []


def test_a_corrected_proposal_is_written_as_corrected(signed_in, told):
    proposal = told["organisation"]
    given = {"name_zh": FIRM, "kind": "enterprise", "capital_wan": "5000", "staff": "300"}
    assert judged(signed_in, "gu", proposal, "correct", reason="年报", **given).status_code == 302
    assert firm().staff == 300
    assert verdicts()[0].verdict == "corrected"


def test_a_rejection_wants_its_reason(signed_in, told):
    proposal = told["organisation"]
    assert judged(signed_in, "gu", proposal, "reject").status_code == 422
    assert verdicts() == []
    assert judged(signed_in, "gu", proposal, "reject", reason="重名").status_code == 302
    assert verdicts()[0].reason == "重名"


def test_who_was_slower_is_told_and_nothing_is_doubled(signed_in, told):
    proposal = told["organisation"]
    version = seen(lambda: version_of(proposal))
    judged(signed_in, "gu", proposal, "accept")
    again = signed_in("lin").post(f"/review/{proposal.pk}/accept/", {"version": version})
    assert again.status_code == 409
    assert "顾远刚刚判断过这一条：采纳" in text_of(again)
    assert seen(Organisation.objects.filter(name_zh=FIRM).count) == 1
    assert len(verdicts()) == 1


def test_a_verdict_is_taken_back(signed_in, told):
    proposal = told["organisation"]
    judged(signed_in, "gu", proposal, "accept")
    assert judged(signed_in, "gu", proposal, "undo").status_code == 302
    assert firm() is None


def test_many_are_shown_before_they_are_accepted(signed_in, visit, told):
    page = visit("lin", "/review/together/?least=90&kind=", count="review.together")
    assert "按这条规则会采纳 2 条" in text_of(page)
    keys = re.findall(r'name="looked_over" value="([^"]+)"', page.content.decode())
    given = {"least": "90", "kind": "", "looked_over": keys}
    client = signed_in("lin")
    assert client.post("/review/together/", given).status_code == 422
    assert (
        client.post(
            "/review/together/", {**given, "looked_over": keys[:1], "reason": "核对"}
        ).status_code
        == 409
    )
    assert verdicts() == []
    assert client.post("/review/together/", {**given, "reason": "核对"}).status_code == 302
    assert len(verdicts()) == 2


def test_the_page_of_an_organisation_shows_the_sentence(visit, act, told):
    with act("gu") as gu:
        accept(gu, told["organisation"])
    row = firm()
    page = text_of(visit("gu", row.get_absolute_url()))
    assert SENTENCE in page
    assert "注册资本（万元） 5,000；员工（人） 320" in page


def test_the_page_of_a_project_and_of_a_link_show_theirs(visit, act, told):
    with act("lin") as lin:
        accept(lin, told["organisation"])
        judgement = accept(lin, told["project"])
    with act("gu") as gu:
        position = told["position"]
        accept(gu, position, {**position.told, "share": 0.5})
    page = text_of(visit("lin", f"/projects/{judgement.target}/"))
    assert "项目总投资3.5亿元" in page
    assert f"投资主体或企业 {FIRM}" in page
    assert f"{PROJECT}在滨江区开工" in text_of(visit("gu", position.link.get_absolute_url()))


def test_a_reopened_proposal_says_what_is_gone(visit, act, told):
    proposal = told["organisation"]
    with act("gu") as gu:
        accept(gu, proposal, {**proposal.told, "staff": 300}, reason="年报")
        tell(gu, CHANGED, URL)
    page = text_of(visit("gu", f"/review/{proposal.pk}/"))
    assert "新版页面里没有了下面的话" in page
    assert "员工（人）320300" in page.split("记录里现在")[1].replace("\n", "")
    assert SENTENCE in page
    row = firm()
    assert "原文有变" in text_of(visit("gu", row.get_absolute_url()))


def test_partnerships_are_listed_and_told(visit, act):
    with act("gu") as gu:
        firms = list(Organisation.objects.filter(status="illustrative")[:2])
        values = {
            "kind": "laboratory",
            "subject": "视觉联合实验室",
            "since": "2026",
            "status": "illustrative",
        }
        row = register(gu, values, firms, reason="示例")
    assert "视觉联合实验室" in text_of(
        visit("lin", "/cooperation/?q=联合", count="cooperation.list")
    )
    page = text_of(visit("lin", row.get_absolute_url(), count="cooperation.partnership"))
    assert firms[0].name in page
    assert "视觉联合实验室" in text_of(visit("lin", firms[0].get_absolute_url()))


def test_new_articles_are_read_at_the_press_of_a_button(signed_in, act):
    with act("gu") as gu:
        store(gu, [page(LENS, URL)])
    assert signed_in("gu").post("/review/read/").status_code == 302
    assert seen(NewsProposal.objects.count) == 4
    assert signed_in("wei").post("/review/read/").status_code == 403


def test_who_has_no_seat_sees_nothing(visit, told):
    page = visit("zhou", f"/review/{told['organisation'].pk}/")
    assert page.status_code in (403, 404)


def test_who_takes_part_in_a_partnership_is_called_by_name(act):
    codes = ["org-hikvision", "org-nobody", "org-dahua"]
    judged = NewsJudgement(target_kind=Kind.PARTNERSHIP, values={"parties": codes})
    with act("lin"):
        one, other = (Organisation.objects.get(code=code).name for code in codes[::2])
        assert written(judged, "parties") == f"{one}、org-nobody、{other}"
