"""Other names and codes: checked by their standards, closed, taken off; refused to others."""

import pytest

from shigu.districts.policies import Refused
from shigu.registry import actions
from shigu.registry.knowing import in_order, right_code
from shigu.registry.models import Identifier, Organisation, OrganisationWords, OtherName
from shigu.registry.queries import found

WHY = "营业执照"
CREDIT = "91330108MA2H9X1Q0X"
WRONG = CREDIT[:-1] + "A"


@pytest.fixture
def firm(act):
    with act("lin"):
        yield Organisation.objects.get(code="org-hikvision")


@pytest.mark.parametrize(
    ("kind", "text", "right"),
    [
        ("uscc", "９１３３０１０８ ma2h9x1q0x", CREDIT),
        ("registration", "330106 2000123", "3301062000123"),
        ("body", "d2143569-x", "D2143569X"),
        ("tax", " 330106x ", "330106X"),
        ("stock", "002415", "002415"),
    ],
)
def test_a_code_is_kept_as_its_standard_writes_it(kind, text, right):
    assert right_code(kind, text) == right


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            "uscc",
            WRONG,
            f"{WRONG} 不是正确的统一社会信用代码：最后一位校验码应为 X",
        ),
        ("body", "D21435690", "应为 X"),
        ("registration", "110108000000010", "应为 6"),
        ("uscc", "3301062000123", "位数或字符不是统一社会信用代码的"),
        ("body", WRONG, "位数或字符不是组织机构代码的"),
        ("registration", "十三位", "位数或字符不是工商注册号的"),
        ("tax", " ", "请写代码"),
    ],
)
def test_a_wrong_code_is_refused_and_the_right_character_is_said(kind, text, said):
    with pytest.raises(Refused) as refusal:
        right_code(kind, text)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("since", "until"), [("2019-02-30", ""), ("2019", "2018-12"), ("19", ""), ("", "2020-13")]
)
def test_days_that_are_none_or_in_no_order_are_refused(since, until):
    with pytest.raises(Refused):
        in_order(since, until)
    in_order("2019-05", "2019")


def test_a_name_is_noted_found_closed_and_taken_off_again(act, firm):
    with act("lin") as lin:
        known = {"since": "2001-11", "until": "", "note": ""}
        name = actions.call(lin, firm, " 海视云 ", "former", reason=WHY, known=known)
        assert found(Organisation.objects.all(), "海视云").get() == firm
        held = actions.close(lin, name, "2008-06-30", reason="更名")
        assert (held.text, held.since, held.until) == ("海视云", "2001-11", "2008-06-30")
        told = held.events.order_by("pgh_created_at")
        assert [each.pgh_context["verb"] for each in told] == ["registry.call", "registry.close"]
        with pytest.raises(Refused, match="早于"):
            actions.close(lin, name, "2000", reason="更名")
        with pytest.raises(Refused, match="事由"):
            actions.close(lin, name, "2009", reason=" ")
        assert OtherName.objects.get().until == "2008-06-30"
        actions.unname(lin, held, reason="登记错了")
        assert not found(Organisation.objects.all(), "海视云").exists()


def test_a_code_of_another_firm_is_refused(act, firm):
    with act("lin") as lin:
        actions.identify(lin, firm, "uscc", CREDIT, reason=WHY)
        row = {"name_zh": "远目", "kind": "enterprise", "status": "fact", "district": "binjiang"}
        other = actions.register(lin, row, reason=WHY)
        for taken in (CREDIT, firm.uscc):
            with pytest.raises(Refused, match="已登记给一家机构"):
                actions.identify(lin, other, "uscc", taken, reason=WHY)
        assert [one.organisation_id for one in Identifier.objects.all()] == [firm.pk]
        assert OrganisationWords.objects.filter(organisation=other).exists()


def test_another_district_and_a_reader_are_refused(act, firm):
    for name in ("shen", "wei"):
        with act(name) as actor:
            for done in (
                lambda a: actions.call(a, firm, "别名", "alias", reason=WHY),
                lambda a: actions.identify(a, firm, "uscc", CREDIT, reason=WHY),
            ):
                with pytest.raises(Refused):
                    done(actor)
            assert not OtherName.objects.exists()
            assert not Identifier.objects.exists()
