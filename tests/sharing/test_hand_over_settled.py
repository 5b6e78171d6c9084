"""A hand-over under a clause ends in lines of the ledger, to the fen."""

import datetime
from decimal import Decimal

import pytest

from shigu.districts.actions import grant
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.districts.vocabulary import DataClass
from shigu.projects.actions import accept_hand_over, file, move_on
from shigu.projects.models import HandOver, Project
from shigu.registry.models import Organisation
from shigu.sharing.actions import hand_over_under, order_hand_over_under, save_text
from shigu.sharing.clauses import clauses
from shigu.sharing.models import Enrolment, FiscalEntry, HandOverTerms, StatisticsEntry
from tests.sharing import ledger_world as world

TODAY = datetime.date(2026, 11, 27)
FIRM = "org-ezviz"
BOUND = (
    *("agreement", "version", "rule", "clause"),
    *("introducer", "host", "share_introducer", "share_host"),
)
VAT, CIT = 100_001, 40_000
"""Local fen that 萧山 collected of the firm in 2025 (``ledger_world.CSV``)."""


@pytest.fixture
def agreement(db):
    world.enrol_officers()
    return world.sign()


@pytest.fixture
def project(agreement):
    with acting_as_system() as system:
        link = Project.objects.get(code="p-mmwave-line").link
        firm = Organisation.objects.get(code=FIRM)
        values = {"name": "萤石机器视觉线", "stage": "3", "status": "illustrative", "link": link}
        return file(system, District.objects.get(code="binjiang"),
                    values | {"organisation": firm}, reason="首谈")  # fmt: skip


def offer(actor, project, key, to="xiaoshan"):
    return hand_over_under(
        actor, project, District.objects.get(code=to), key, summary="需厂房", reason="土地不够"
    )


@pytest.fixture
def handed(agreement, project, act):
    with act("lin") as lin:
        made = offer(lin, project, f"{agreement.pk}:tax")
    with act("shen") as shen:
        accept_hand_over(shen, HandOver.objects.get(pk=made.pk), reason="有厂房")
    return made


def test_the_clauses_in_force_are_offered_with_what_they_give(agreement, act):
    with act("lin") as lin:
        found = clauses(lin, "binjiang", TODAY)
        assert [(one.rule, one.clause, one.introducer, one.host) for one in found] == [
            ("tax", "第三条", Decimal("0.5000"), Decimal("0.5000")),
            ("output", "第五条", Decimal("0.5000"), Decimal("0.5000")),
        ]
        assert clauses(lin, "binjiang", datetime.date(2023, 12, 31)) == []
        assert clauses(lin, "qiantang", TODAY) == []


def test_the_latest_text_in_force_counts(agreement, act):
    with world.acting("fang") as fang:
        text = world.text("2026", "60%").replace("2024-01-01", "2026-01-01")
        save_text(fang, agreement, text, reason="修订")
    with act("lin") as lin:
        (tax, _output) = clauses(lin, "binjiang", TODAY)
        assert (tax.version, tax.introducer, tax.host) == ("2026", Decimal("0.6"), Decimal("0.4"))
        (old, _output) = clauses(lin, "binjiang", datetime.date(2025, 6, 1))
        assert (old.version, old.introducer) == ("2024", Decimal("0.5"))


def test_the_clause_parts_the_credit_and_stays_written(agreement, project, handed, act):
    with act("shen"):
        terms = HandOverTerms.objects.select_related("hand_over").get(pk=handed.pk)
        assert (terms.introducer, terms.host, terms.version) == ("binjiang", "xiaoshan", "2024")
        assert (terms.agreement_id, terms.rule, terms.clause) == (agreement.pk, "tax", "第三条")
        assert (terms.hand_over.credit_from, terms.hand_over.credit_to) == (
            Decimal("0.5"), Decimal("0.5"),
        )  # fmt: skip
    with act("zhou"):
        assert not HandOverTerms.objects.exists()


@pytest.mark.parametrize(
    ("rule", "to"), [("none", "xiaoshan"), ("tax", "qiantang"), ("tax", "chengxi")]
)
def test_a_clause_that_does_not_bind_the_two_is_refused(agreement, project, act, rule, to):
    with act("lin") as lin:
        with pytest.raises(Refused, match="不适用于滨江区与"):
            offer(lin, project, f"{agreement.pk}:{rule}", to)
        assert not HandOver.objects.exists()
        assert Project.objects.get(pk=project.pk).stage == "3"


def test_a_hand_over_ends_in_lines_of_the_ledger(agreement, project, handed, signed_in):
    """Listed from its page, settled for 2025, posted: each half to the fen, with its clause."""
    fang = signed_in("fang")
    page = fang.get(f"/projects/hand-overs/{handed.pk}/").content.decode()
    address = f"/sharing/agreements/{agreement.pk}/firm/?hand_over={handed.pk}"
    assert address in page
    form = fang.get(address).content.decode()
    assert "萤石机器视觉线" in form
    done = fang.post(address, {
        "organisation": FIRM, "host": "xiaoshan", "introducer": "binjiang",
        "in_operation": "2024-06-01", "evidence": "流转", "reason": "流转接收",
    })  # fmt: skip
    assert done.status_code == 302, done.content.decode()
    with acting_as_system():
        row = Enrolment.objects.get(agreement=agreement)
        assert (row.organisation.code, row.host, row.introducer) == (FIRM, "xiaoshan", "binjiang")
    world.take_in(world.bring())
    run = world.posted(agreement)
    assert run.state == "posted"
    with acting_as_system():
        lines = FiscalEntry.objects.filter(firm=FIRM).order_by("kind", "party")
        told = [(e.kind, e.party, e.clause, e.entitled_fen, e.transfer_fen) for e in lines]
        assert told == [
            ("cit", "binjiang", "第三条", CIT // 2, CIT // 2),
            ("cit", "xiaoshan", "第三条", CIT // 2, CIT // 2 - CIT),
            ("vat", "binjiang", "第三条", VAT // 2 + 1, VAT // 2 + 1),
            ("vat", "xiaoshan", "第三条", VAT // 2, VAT // 2 - VAT),
        ]
        assert sum(e.transfer_fen for e in lines) == 0
        assert StatisticsEntry.objects.filter(firm=FIRM, clause="第五条").count() == 2
    for name in ("fang", "bao", "lin"):
        page = signed_in(name).get(f"/projects/hand-overs/{handed.pk}/").content.decode()
        assert "500.01" in page, name
        assert "第三条" in page


@pytest.fixture
def lent(agreement):
    """滨江 lets the joint office read its agreements."""
    with acting_as_system() as system:
        give, take = (District.objects.get(code=code) for code in ("binjiang", "joint"))
        until = TODAY + datetime.timedelta(days=3650)
        terms = {"valid_from": TODAY - datetime.timedelta(days=1), "valid_to": until}
        grant(system, give, take, DataClass.SHARING, agreement="共享约定", reason="调度", **terms)


def ordered(actor, project, key, to="xiaoshan", office="joint"):
    place = District.objects.get(code=office)
    return order_hand_over_under(
        actor, place, project, District.objects.get(code=to), key, summary="需厂房", reason="调度"
    )


def test_an_order_of_the_joint_office_takes_the_clause_like_an_agreed_one(
    agreement, project, handed, lent, act
):
    with acting_as_system() as system:
        values = {"name": "第二条线", "stage": "3", "status": "illustrative"}
        values |= {"link": project.link, "organisation": project.organisation}
        second = file(system, project.introducer, values, reason="首谈")
    with act("gu") as gu:
        made = ordered(gu, second, f"{agreement.pk}:tax")
        with pytest.raises(Refused, match="待答复"):
            ordered(gu, second, f"{agreement.pk}:tax")
    with act("lin") as lin:
        move_on(lin, second, "3b", reason="按调度", evidence={"hand_over": str(made.pk)})
    with act("shen") as shen:
        accept_hand_over(shen, HandOver.objects.get(pk=made.pk), reason="有厂房")
        agreed, bound = (HandOverTerms.objects.filter(pk=one.pk) for one in (handed, made))
        assert bound.values(*BOUND).get() == agreed.values(*BOUND).get()
        assert HandOver.objects.get(pk=made.pk).credit_to == Decimal("0.5")


@pytest.mark.parametrize("name", ["lin", "shen", "fang"])
def test_nobody_but_the_joint_office_orders_under_a_clause(agreement, project, act, name):
    with act(name) as actor:
        for office in ("joint", "binjiang"):
            with pytest.raises(Refused):
                ordered(actor, project, f"{agreement.pk}:tax", office=office)
    with acting_as_system():
        assert not HandOver.objects.exists()
        assert not HandOverTerms.objects.exists()


def test_the_joint_office_orders_on_the_page_of_a_project(agreement, project, lent, signed_in):
    gu = signed_in("gu")
    address = f"/projects/{project.pk}/hand-over/"
    assert "调度流转" in gu.get(f"/projects/{project.pk}/").content.decode()
    page = gu.get(address).content.decode()
    assert "由滨江区转入流转阶段" in page
    form = {"to": "xiaoshan", "summary": "需厂房", "reason": "调度"}
    done = gu.post(address, form | {"clause": f"{agreement.pk}:tax"})
    assert done.status_code == 302
    told = gu.get(done.url).content.decode()
    assert "第三条" in told
    assert "调度流转" not in gu.get(f"/projects/{project.pk}/").content.decode()
