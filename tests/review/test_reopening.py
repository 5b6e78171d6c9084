"""A changed page, a verdict taken back, many accepted at once."""

import pytest

from shigu.districts.policies import Refused
from shigu.ingest.actions import store
from shigu.registry.actions import edit
from shigu.registry.models import Organisation
from shigu.review.actions import accept, accept_together, read_in, reject, undo
from shigu.review.models import DocumentRead, NewsJudgement, NewsProposal
from shigu.review.queries import Rule, leaning, offered
from tests.ingest.world import OTHER, page
from tests.review.world import CHANGED, FIRM, LENS, PROJECT, SAME_FACTS, of, tell


def firm():
    return Organisation.objects.filter(name_zh=FIRM)


def test_a_changed_page_reopens_what_leaned_on_words_that_are_gone(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        accept(gu, proposal)
        later = tell(gu, CHANGED)
        assert later.earlier_id == proposal.document_id
        proposal.refresh_from_db()
        assert proposal.state == "reopened"
        assert proposal.changes["gone"] == [f"{FIRM}注册资本5000万元，现有员工320人。"]
        assert proposal.changes["now"] == {"staff": 280}
        last = proposal.judgements.first()
        assert (last.verdict, last.by_id) == ("reopened", None)
        assert "现有员工320人" in last.reason
        assert firm().get().staff == 320
        assert of(later, "organisation").told == {"staff": 280}
        assert len(leaning(gu, "organisation", [firm().get().code])) == 1


def test_a_page_that_says_the_same_asks_nothing_again(act):
    with act("gu") as gu:
        document = tell(gu)
        accept(gu, of(document, "organisation"))
        reject(gu, of(document, "position"), reason="不属于")
        later = tell(gu, SAME_FACTS)
        kinds = {row.kind for row in NewsProposal.objects.filter(document=later)}
        assert kinds == {"project", "stage"}
        states = dict(NewsProposal.objects.filter(document=document).values_list("kind", "state"))
        assert states == {
            "organisation": "accepted",
            "position": "rejected",
            "project": "superseded",
            "stage": "superseded",
        }


def test_a_reopened_fact_is_accepted_anew(act):
    with act("gu") as gu:
        accept(gu, of(tell(gu), "organisation"))
        later = of(tell(gu, CHANGED), "organisation")
        accept(gu, later)
        assert firm().get().staff == 280
        [last, _first] = leaning(gu, "organisation", [firm().get().code])
        assert last.proposal_id == later.pk


def test_what_a_verdict_made_is_gone_when_it_is_taken_back(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        accept(gu, proposal)
        taken = undo(gu, proposal, reason="看错了")
        assert not firm().exists()
        assert (taken.verdict, taken.reason) == ("undone", "看错了")
        proposal.refresh_from_db()
        assert proposal.state == "proposed"
        accept(gu, proposal)
        assert firm().get().staff == 320


def test_what_a_verdict_changed_is_as_before_when_it_is_taken_back(act):
    with act("gu") as gu:
        accept(gu, of(tell(gu), "organisation"))
        text = f"{FIRM}现有员工350人。" * 4
        proposal = of(tell(gu, text, "https://news.internal/2"), "organisation")
        accept(gu, proposal)
        undo(gu, proposal, reason="看错了")
        assert firm().get().staff == 320


def test_a_rejection_is_taken_back(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        reject(gu, proposal, reason="重名")
        undo(gu, proposal, reason="不重名")
        proposal.refresh_from_db()
        assert proposal.state == "proposed"


def test_a_verdict_on_which_something_leans_stays(act):
    with act("gu") as gu:
        document = tell(gu)
        proposal = of(document, "organisation")
        accept(gu, proposal)
        position = of(document, "position")
        accept(gu, position, {**position.told, "share": 0.5})
        with pytest.raises(Refused, match="已有别的记录用到它"):
            undo(gu, proposal, reason="看错了")
        assert firm().exists()
        assert NewsJudgement.objects.count() == 2
        undo(gu, position, reason="看错了")
        undo(gu, proposal, reason="看错了")
        assert not firm().exists()


def test_a_row_that_somebody_changed_since_is_not_put_back(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        accept(gu, proposal)
        edit(gu, firm().get(), {"staff": 400}, reason="年报")
        with pytest.raises(Refused, match="采纳以后又有人改过"):
            undo(gu, proposal, reason="看错了")
        assert firm().get().staff == 400


def test_many_are_accepted_by_a_rule_as_they_were_looked_over(act):
    with act("lin") as lin:
        tell(lin)
        rule = Rule(0.9)
        looked_over = [row.pk for row in offered(lin, rule)]
        assert [row.kind for row in offered(lin, rule)] == ["organisation", "project"]
        judged = accept_together(lin, rule, looked_over, reason="核对过")
        assert [each.target_kind for each in judged] == ["organisation", "project"]
        assert firm().get().staff == 320
        assert not offered(lin, rule).exists()


def test_a_list_that_changed_since_it_was_looked_over_is_not_accepted(act):
    with act("lin") as lin:
        tell(lin)
        looked_over = [row.pk for row in offered(lin, Rule(0.9))]
        tell(lin, "宁波云台光学有限公司现有员工90人。" * 4, "https://news.internal/5")
        with pytest.raises(Refused, match="名单有变"):
            accept_together(lin, Rule(0.8), looked_over, reason="核对过")
        assert not NewsJudgement.objects.exists()


def test_one_that_cannot_be_accepted_stops_all(act):
    with act("lin") as lin:
        tell(lin)
        rule = Rule(0.9, "project")
        with pytest.raises(Refused, match=f"{PROJECT}：.*什么也没有改动"):
            accept_together(lin, rule, [row.pk for row in offered(lin, rule)], reason="核对过")
        assert not NewsJudgement.objects.exists()


def test_a_damaged_page_is_offered_to_nobody_at_once(act):
    with act("lin") as lin:
        document = tell(lin, LENS + "有关方面***表示***将" * 12 + "。")
        assert document.integrity < 0.6
        assert not offered(lin, Rule()).exists()


def test_articles_are_asked_once(act):
    with act("gu") as gu:
        store(gu, [page(LENS, "https://news.internal/6"), page(OTHER)])
        assert (read_in(gu), read_in(gu)) == (2, 0)
        assert DocumentRead.objects.count() == 2
        assert NewsProposal.objects.count() == 4


def test_who_keeps_no_register_has_nothing_read(act):
    with act("wei") as wei, pytest.raises(Refused):
        read_in(wei)
    with act("gu"):
        assert not DocumentRead.objects.exists()
