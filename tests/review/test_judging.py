"""Accepting, correcting and rejecting what an article proposes."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from shigu.chain.models import Position
from shigu.districts.models import District, Source
from shigu.districts.policies import Refused
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.review.actions import accept, propose, reject
from shigu.review.models import NewsJudgement, NewsProposal
from tests.review.world import FIRM, PROJECT, of, tell


def firm():
    return Organisation.objects.filter(name_zh=FIRM)


def test_an_accepted_firm_stands_in_the_register_with_the_article_as_its_source(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        judged = accept(gu, proposal)
        row = firm().get()
        assert (row.capital_wan, row.staff, row.kind) == (5000, 320, "enterprise")
        assert (row.status, row.source.title) == ("fact", "云岫光电高端镜头项目在滨江开工")
        assert (row.source.publisher, row.source.date) == ("云谷日报", "2026-11-18")
        assert (row.source.url, row.source.trust) == ("https://news.internal/lens", "press")
        assert (judged.verdict, judged.target, judged.made) == ("accepted", row.code, True)
        assert (judged.by_id, judged.by_name) == (gu.id, "gu")
        proposal.refresh_from_db()
        assert proposal.state == "accepted"


def test_what_is_told_at_an_address_of_nobody_is_an_illustration(act):
    with act("gu") as gu:
        accept(gu, of(tell(gu, url="https://example.com/lens"), "organisation"))
        assert (firm().get().status, firm().get().source.status) == ("illustrative",) * 2


def test_a_corrected_value_is_written_and_both_are_kept(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        judged = accept(gu, proposal, {**proposal.told, "staff": 300}, reason="按年报")
        assert firm().get().staff == 300
        assert (judged.verdict, judged.values["staff"]) == ("corrected", 300)
        proposal.refresh_from_db()
        assert (proposal.state, proposal.told["staff"]) == ("corrected", 320)


def test_what_is_accepted_of_a_known_firm_changes_that_firm_and_not_its_source(act):
    with act("gu") as gu:
        document = tell(gu)
        accept(gu, of(document, "organisation"))
        source = firm().get().source
        later = tell(gu, "浙江云岫光电股份有限公司现有员工350人。" * 4, "https://news.internal/2")
        proposal = of(later, "organisation")
        assert proposal.told == {"staff": 350}
        judged = accept(gu, proposal)
        assert (firm().get().staff, firm().get().source) == (350, source)
        assert (judged.before, judged.made) == ({"staff": 320}, False)


def test_a_project_is_filed_as_a_lead_of_the_district_that_accepts(act):
    with act("lin") as lin:
        document = tell(lin)
        accept(lin, of(document, "organisation"))
        judged = accept(lin, of(document, "project"))
        row = Project.objects.get(name=PROJECT)
        assert (row.district.code, row.stage, row.disclosed) == ("binjiang", "0", False)
        assert (row.invest_wan, row.land_mu) == (Decimal(35_000), Decimal(35))
        assert (row.floor_area_m2, row.link.code) == (Decimal(42_000), "optical-lens")
        assert (row.organisation.name_zh, row.source.publisher) == (FIRM, "云谷日报")
        assert judged.district.code == "binjiang"


def test_what_became_of_a_project_is_read_by_its_district_alone(act):
    with act("lin") as lin:
        document = tell(lin)
        accept(lin, of(document, "organisation"))
        accept(lin, of(document, "project"))
        assert NewsJudgement.objects.visible_to(lin).count() == 2
    with act("shen") as shen:
        assert [each.target_kind for each in NewsJudgement.objects.visible_to(shen)] == [
            "organisation"
        ]
        assert list(NewsJudgement.objects.all()) == list(NewsJudgement.objects.visible_to(shen))
    with act("zhou") as zhou:
        assert not NewsJudgement.objects.visible_to(zhou).exists()
        assert not NewsProposal.objects.exists()


def test_a_project_of_that_name_is_revised_and_not_filed_twice(act):
    with act("lin") as lin:
        document = tell(lin)
        accept(lin, of(document, "organisation"))
        accept(lin, of(document, "project"))
        later = tell(
            lin,
            f"{FIRM}投资建设的{PROJECT}在滨江区开工。项目总投资4亿元，占地35亩。" * 3,
            "https://news.internal/3",
        )
        judged = accept(lin, of(later, "project"))
        row = Project.objects.get(name=PROJECT)
        assert (row.invest_wan, judged.made) == (Decimal(40_000), False)
        assert judged.before["invest_wan"] == 35_000.0


def test_a_project_waits_for_its_firm(act):
    with act("lin") as lin:
        document = tell(lin)
        with pytest.raises(Refused, match="请先采纳或登记这家机构"):
            accept(lin, of(document, "project"))
        assert not Project.objects.filter(name=PROJECT).exists()
        assert not NewsJudgement.objects.exists()


def test_a_position_wants_the_share_that_no_article_tells(act):
    with act("gu") as gu:
        document = tell(gu)
        accept(gu, of(document, "organisation"))
        proposal = of(document, "position")
        with pytest.raises(Refused, match="几成"):
            accept(gu, proposal)
        assert not Position.objects.filter(organisation__name_zh=FIRM).exists()
        judged = accept(gu, proposal, {**proposal.told, "share": 0.8})
        row = Position.objects.get(organisation__name_zh=FIRM)
        assert (row.link.code, row.share, row.basis) == ("optical-lens", 0.8, "reading")
        assert (row.verdict, row.status, row.source.publisher) == ("confirmed", "fact", "云谷日报")
        assert (judged.verdict, judged.target) == ("corrected", row.code)


def test_a_rejected_proposal_writes_nothing_and_is_not_asked_again(act):
    with act("gu") as gu:
        document = tell(gu)
        proposal = of(document, "organisation")
        judged = reject(gu, proposal, reason="重名")
        assert (judged.verdict, judged.reason, judged.target) == ("rejected", "重名", "")
        assert not firm().exists()
        propose(gu, document)
        proposal.refresh_from_db()
        assert proposal.state == "rejected"


def test_reading_a_page_again_changes_no_judged_row(act):
    with act("gu") as gu:
        document = tell(gu)
        proposal = of(document, "organisation")
        accept(gu, proposal, {**proposal.told, "staff": 300}, reason="按年报")
        before = list(NewsProposal.objects.order_by("id").values())
        written = list(NewsJudgement.objects.values())
        propose(gu, document)
        propose(gu, document)
        assert list(NewsProposal.objects.order_by("id").values()) == before
        assert list(NewsJudgement.objects.values()) == written
        assert firm().get().staff == 300


@pytest.mark.parametrize(
    ("who", "kind"),
    [("fang", "organisation"), ("wei", "project"), ("lin", "position"), ("gu", "project")],
)
def test_who_may_not_write_that_class_judges_nothing(act, who, kind):
    with act("gu") as gu:
        document = tell(gu)
    with act(who) as actor:
        proposal = of(document, kind)
        for verdict in (accept, reject):
            with pytest.raises(Refused):
                verdict(actor, proposal, reason="试")
        assert not NewsJudgement.objects.exists()
        assert not Source.objects.filter(code__startswith="news-").exists()
        proposal.refresh_from_db()
        assert proposal.state == "proposed"


def test_a_firm_of_another_district_is_not_changed(act):
    with act("gu") as gu:
        document = tell(gu)
        accept(gu, of(document, "organisation"))
        Organisation.objects.filter(name_zh=FIRM).update(district=None)
    with act("shen") as shen:
        text = f"{FIRM}位于滨江区。{FIRM}现有员工350人。" * 3
        proposal = of(tell(shen, text, "https://news.internal/4"), "organisation")
        before = firm().values().get()
        with pytest.raises(Refused):
            accept(shen, proposal, {"district": "binjiang", "staff": 350})
        assert firm().values().get() == before
        assert District.objects.filter(code="binjiang").exists()


def test_a_verdict_without_a_reason_is_no_rejection(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        with pytest.raises(Refused, match="事由"):
            reject(gu, proposal, reason=" ")
        assert not NewsJudgement.objects.exists()


def test_the_second_of_two_verdicts_is_told_who_was_faster(act):
    with act("gu") as gu:
        proposal = of(tell(gu), "organisation")
        accept(gu, proposal)
        with pytest.raises(Refused, match=r"gu已于 .* 采纳这一条"):
            reject(gu, proposal, reason="重名")
        assert NewsJudgement.objects.count() == 1


def test_judgements_are_only_added(act):
    with act("gu") as gu:
        judged = accept(gu, of(tell(gu), "organisation"))
        for change in (judged.delete, lambda: NewsJudgement.objects.update(reason="改")):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert NewsJudgement.objects.get().reason == judged.reason
