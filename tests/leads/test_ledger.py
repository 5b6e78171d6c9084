"""The verbs of the ledger: what is filed, told, extended, opened, decided; and what is refused."""

from datetime import date, timedelta

import pytest

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.leads import ledger
from shigu.leads.actions import claims as verbs
from shigu.leads.models import Appeal, Claim, ClaimEvent, Clash
from shigu.projects.models import Project
from shigu.registry.models import Organisation, OtherName
from tests.leads.world import acting, file, today
from tests.security.connection import connect

FIRM = "杭州测试光电科技股份有限公司"
SAME = "测试光电科技（萧山）有限公司"


@pytest.fixture
def world(fresh_database):
    return fresh_database


def clash_of(name):
    with acting(name):
        return Clash.objects.get()


def test_a_claim_protects_for_ninety_days_from_the_moment_of_the_database(world):
    claim = file("lin", FIRM)
    assert claim.protected_until == today() + timedelta(days=90)
    assert (claim.state, claim.extensions, claim.bare_name) == ("active", 0, "测试光电科技")
    with acting("lin"):
        assert [e.kind for e in claim.log.all()] == ["filed"]
        assert Clash.objects.count() == 0


def test_two_that_claim_one_firm_are_both_told_and_neither_of_whom(world):
    first = file("lin", FIRM)
    second = file("shen", SAME)
    mine, theirs = clash_of("lin"), clash_of("shen")
    assert (mine.claim_id, theirs.claim_id) == (first.pk, second.pk)
    assert (mine.is_first, theirs.is_first) == (True, False)
    assert mine.first_filed_at == theirs.first_filed_at == first.filed_at
    for told in (mine, theirs):
        assert (told.state, told.other_district, told.other_name, told.other_filed_at) == (
            "closed",
            None,
            "",
            None,
        )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"uscc": "91330000TEST00001X"}, {"uscc": "91330000test00001x"}),
        ({"controller": "王某某控股集团有限公司"}, {"controller": "王某某控股"}),
    ],
)
def test_credit_code_and_controller_match_too(world, one, other):
    file("lin", "甲乙丙丁科技有限公司", **one)
    file("shen", "子丑寅卯科技有限公司", **other)
    assert clash_of("lin").is_first
    assert not clash_of("shen").is_first


def test_other_firms_do_not_clash(world):
    file("lin", FIRM)
    file("shen", "另一家光学仪器有限公司")
    for name in ("lin", "shen"):
        with acting(name):
            assert Clash.objects.count() == 0


def test_one_district_claims_a_firm_once(world):
    file("lin", FIRM)
    with pytest.raises(Refused, match="本区已经首报过"):
        file("lin", SAME)
    with acting("lin"):
        assert Claim.objects.count() == 1


def test_a_clash_opens_when_both_agreed_and_shows_district_name_and_date(world):
    first, second = file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        verbs.ask_opening(shen, Clash.objects.get())
    mine = clash_of("lin")
    assert (mine.state, mine.other_name, mine.asked_at) == ("asked", "", None)
    with acting("lin") as lin:
        verbs.ask_opening(lin, mine)
    mine, theirs = clash_of("lin"), clash_of("shen")
    assert (mine.state, theirs.state) == ("open", "open")
    with acting("lin"):
        assert mine.other_district.code == "xiaoshan"
    assert (mine.other_name, mine.other_filed_at) == (SAME, second.filed_at)
    assert (theirs.other_name, theirs.other_filed_at) == (FIRM, first.filed_at)


def test_asking_twice_is_refused_and_opens_nothing(world):
    file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        verbs.ask_opening(shen, Clash.objects.get())
    with pytest.raises(Refused, match="已同意公开"), acting("shen") as shen:
        verbs.ask_opening(shen, Clash.objects.get())
    assert clash_of("shen").state == "asked"


def test_an_extension_needs_evidence_and_comes_once(world):
    claim = file("lin", FIRM)
    with pytest.raises(Refused, match="事由"), acting("lin") as lin:
        verbs.extend_claim(lin, claim, reason=" ")
    with acting("lin") as lin:
        longer = verbs.extend_claim(lin, claim, reason="已考察两次，附纪要")
    assert longer.protected_until == today() + timedelta(days=180)
    assert longer.state == "extended"
    with pytest.raises(Refused, match="用完"), acting("lin") as lin:
        verbs.extend_claim(lin, claim, reason="再来")
    with acting("lin"):
        assert Claim.objects.get() == longer
        assert [e.until for e in longer.log.all()] == [
            today() + timedelta(days=90),
            today() + timedelta(days=180),
        ]


def test_withdrawing_ends_the_clash_for_both_and_frees_the_firm(world):
    claim = file("lin", FIRM)
    file("shen", SAME)
    with acting("lin") as lin:
        verbs.withdraw_claim(lin, claim, reason="企业已放弃")
    assert (clash_of("lin").state, clash_of("shen").state) == ("ended", "ended")
    again = file("lin", FIRM)
    with acting("shen"):
        newest = Clash.objects.exclude(state="ended").get()
        assert newest.is_first
        assert newest.first_filed_at < again.filed_at


def test_a_claim_lapses_the_day_after_its_last(world):
    claim, last = file("lin", FIRM), file("shen", SAME)
    with connect("owner") as owner:
        owner.execute(
            "UPDATE leads_claim SET protected_until = %s WHERE id = %s",
            [today() - timedelta(days=1), claim.pk],
        )
        owner.execute(
            "UPDATE leads_claim SET protected_until = %s WHERE id = %s", [today(), last.pk]
        )
    ledger.keep_up()
    with acting("lin"):
        assert Claim.objects.get().state == "lapsed"
    with acting("shen"):
        assert Claim.objects.get().state == "active"
    assert clash_of("shen").state == "ended"


def test_the_joint_office_decides_and_both_are_told_why(world):
    first, second = file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        verbs.appeal(shen, Clash.objects.get(), reason="我方先有投资协议")
    with acting("wei") as wei:
        case = Appeal.objects.select_related("district").get()
        assert (case.first_name, case.second_name, case.by_first) == (FIRM, SAME, False)
        verbs.decide(wei, case, first_stands=False, reason="协议在先")
    mine, theirs = clash_of("lin"), clash_of("shen")
    assert (mine.outcome, theirs.outcome) == ("yields", "stands")
    assert (mine.ruling, mine.other_name, theirs.other_name) == ("协议在先", SAME, FIRM)
    with acting("lin"):
        assert Claim.objects.get(pk=first.pk).state == "decided"
    with acting("shen"):
        assert Claim.objects.get(pk=second.pk).state == "active"


def test_who_is_no_side_and_no_arbiter_may_nothing(world):
    claim = file("lin", FIRM)
    file("shen", SAME)
    clash = clash_of("lin")
    with acting("shen") as shen:
        verbs.appeal(shen, Clash.objects.get(), reason="x")
    with acting("wei"):
        case = Appeal.objects.select_related("district").get()
    for name in ("shen", "fang", "gu", "han", "zhou", "qiu"):
        with acting(name) as actor:
            for act in (
                lambda: verbs.extend_claim(actor, claim, reason="x"),
                lambda: verbs.withdraw_claim(actor, claim, reason="x"),
                lambda: verbs.ask_opening(actor, clash),
                lambda: verbs.appeal(actor, clash, reason="x"),
            ):
                with pytest.raises(Refused):
                    act()
    for name in ("lin", "shen", "fang"):
        with acting(name) as actor, pytest.raises(Refused):
            verbs.decide(actor, case, first_stands=True, reason="x")
    with acting("lin"):
        assert Claim.objects.get() == claim
        assert Clash.objects.get().state == "closed"


def test_a_day_has_so_many_filings_and_those_withdrawn_count(world):
    with acting("wei") as wei:
        office = District.objects.get(code="joint")
        verbs.set_terms(wei, office, {"valid_from": today(), "filings_a_day": 3}, reason="试运行")
    claims = [file("lin", f"{sign}{sign}{sign}{sign}科技有限公司") for sign in "甲乙丙"]
    with acting("lin") as lin:
        verbs.withdraw_claim(lin, claims[0], reason="误报")
        before = list(ClaimEvent.objects.values_list("kind", "at"))
    with pytest.raises(Refused, match="上限"):
        file("lin", FIRM)
    with acting("lin"):
        assert Claim.objects.count() == 3
        assert list(ClaimEvent.objects.values_list("kind", "at")) == before
    file("shen", FIRM)


def test_only_the_joint_office_sets_the_terms(world):
    with acting("lin") as lin:
        joint, own = District.objects.get(code="joint"), District.objects.get(code="binjiang")
        for office in (joint, own):
            with pytest.raises(Refused):
                verbs.set_terms(lin, office, {"valid_from": date(2026, 1, 1)}, reason="x")


def test_a_later_term_holds_from_its_day(world):
    with acting("wei") as wei:
        office = District.objects.get(code="joint")
        days = {"valid_from": today(), "protect_days": 30}
        verbs.set_terms(wei, office, days, reason="x")
        later = {"valid_from": today() + timedelta(days=1), "protect_days": 7}
        verbs.set_terms(wei, office, later, reason="x")
    assert file("lin", FIRM).protected_until == today() + timedelta(days=30)


def an_appeal():
    file("lin", FIRM), file("shen", SAME)
    with acting("shen") as shen:
        verbs.appeal(shen, Clash.objects.get(), reason="我方先有投资协议")


def test_what_one_side_gives_up_is_no_longer_before_the_office(world):
    an_appeal()
    with acting("lin") as lin:
        verbs.withdraw_claim(lin, Claim.objects.get(), reason="企业已放弃")
    with acting("wei") as wei:
        case = Appeal.objects.select_related("district").get()
        assert case.state == "ended"
        with pytest.raises(Refused, match="撞单已了结"):
            verbs.decide(wei, case, first_stands=True, reason="x")
        assert Appeal.objects.get() == case
    assert clash_of("shen").state == "ended"


def lapse(claim):
    """As it stands after midnight and before the ledger is kept up."""
    with connect("owner") as owner:
        day = today() - timedelta(days=1)
        owner.execute("UPDATE leads_claim SET protected_until = %s WHERE id = %s", [day, claim.pk])


def test_after_midnight_a_lapsed_claim_holds_nothing_back(world):
    claim = file("lin", FIRM)
    lapse(claim)
    with acting("lin") as lin:
        for verb in (verbs.extend_claim, verbs.withdraw_claim):
            with pytest.raises(Refused, match="已不在保护期内"):
                verb(lin, claim, reason="晚了一天")
    again = file("lin", FIRM)
    with acting("lin"):
        states = {row.pk: row.state for row in Claim.objects.all()}
        assert states == {claim.pk: "lapsed", again.pk: "active"}


WRITTEN = [
    "91330100 MA27X9QG-7L",
    "９１３３０１００ＭＡ２７Ｘ９ＱＧ７Ｌ",
    "91330100ma27x9qg7l",
]


@pytest.mark.parametrize("code", WRITTEN)
def test_a_credit_code_is_one_however_it_is_written(world, code):
    file("lin", "甲乙丙丁科技有限公司", uscc="91330100MA27X9QG7L")
    file("shen", "子丑寅卯科技有限公司", uscc=code)
    assert (clash_of("lin").is_first, clash_of("shen").is_first) == (True, False)


SPELLINGS = [
    "杭州测试光电科技有限责任公司",
    "测试光电科技集团股份有限公司",
    "杭州测试光电科技（中国）有限公司",
    "浙江省杭州市滨江区测试光电科技有限公司",
    "杭州 测试·光电 科技 有限公司",
]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_firm_is_one_however_its_name_is_written(world, name):
    file("lin", FIRM)
    file("shen", name)
    assert (clash_of("lin").is_first, clash_of("shen").is_first) == (True, False)


def test_a_firm_that_changed_its_name_is_one_by_the_register(world):
    with acting_as_system():
        kept = Organisation.objects.filter(kind="enterprise").exclude(uscc="").first()
        OtherName.objects.create(organisation=kept, text="昔日旧名机械厂", kind="former")
    file("lin", kept.name_zh)
    file("shen", "昔日旧名机械厂")
    assert (clash_of("lin").is_first, clash_of("shen").is_first) == (True, False)
    assert clash_of("shen").other_name == ""


def test_a_partner_on_a_project_is_not_filed_with_the_investor_s_code(world):
    with acting_as_system():
        investor = Organisation.objects.filter(kind="enterprise").exclude(uscc="").first()
        project = Project.objects.filter(district__code="binjiang").first()
        Project.objects.filter(pk=project.pk).update(organisation=investor)
        project.refresh_from_db()
    assert file("lin", "无关合作机械厂", project=project).uscc == ""
    assert file("lin", investor.name_zh, project=project).uscc == investor.uscc
