"""The pages of agreements, settlements, ledgers and taxes, as each of the cast sees them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shigu.districts.scope import acting_as_system
from shigu.sharing.models import Agreement, Enrolment, FiscalEntry, Period, State, TaxBatch
from tests.sharing import ledger_world as world

PAGES = ("", "?part=firms", "?part=years", "?part=measures", "?part=history")


@pytest.fixture
def agreement(db):
    return world.world()


@pytest.fixture
def ledger(agreement):
    return world.posted(agreement)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_an_agreement_says_what_its_rules_say(agreement, visit):
    page = visit("fang", agreement.get_absolute_url(), count="agreement")
    said = text_of(page)
    assert "第三条" in said
    assert "引荐方" in said
    assert "50%" in said
    assert "这是示例协议" in said


@pytest.mark.parametrize("part", PAGES)
def test_every_side_of_an_agreement_opens_in_both_languages(ledger, visit, part):
    address = ledger.agreement.get_absolute_url() + part
    assert visit("bao", address).status_code == 200
    assert visit("bao", address, headers={"accept-language": "en"}).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["sharing:run", "sharing:lines", "sharing:difference", "sharing:simulator"],
)
def test_the_pages_of_a_settlement_open(ledger, visit, address):
    key = ledger.agreement_id if address == "sharing:simulator" else ledger.pk
    page = visit("fang", reverse(address, args=[key]), count=address)
    assert page.status_code == 200


def test_the_ledger_leads_to_the_clause_and_the_evidence(ledger, visit):
    page = visit("fang", reverse("sharing:ledger_home"), count="ledger")
    said = text_of(page)
    assert "萤石网络" in said
    assert "(500.01)" in said
    with acting_as_system():
        entry = FiscalEntry.objects.get(kind="vat", party="xiaoshan", firm="org-ezviz")
    page = text_of(visit("fang", entry.get_absolute_url(), count="ledger entry"))
    assert "第三条" in page
    assert "表一" in page
    assert "1,000.01" in page


def test_the_other_party_sees_the_base_and_no_receipt(ledger, visit):
    with acting_as_system():
        entry = FiscalEntry.objects.get(kind="vat", party="xiaoshan", firm="org-ezviz")
    page = text_of(visit("bao", entry.get_absolute_url()))
    assert "1,000.01" in page
    assert "表一" not in page
    assert "只有征收区县看得到" in page


@pytest.mark.parametrize("name", ["gu", "wei"])
def test_who_is_no_party_finds_nothing(ledger, visit, name):
    with acting_as_system():
        entry = FiscalEntry.objects.first()
    for address in (
        ledger.agreement.get_absolute_url(),
        ledger.get_absolute_url(),
        entry.get_absolute_url(),
        reverse("sharing:statement", args=[ledger.pk, "xiaoshan", "xlsx"]),
    ):
        assert visit(name, address).status_code == 404
    assert "萤石" not in text_of(visit(name, reverse("sharing:ledger_home")))


def test_the_filters_of_the_ledger_narrow(ledger, visit):
    address = reverse("sharing:ledger_home")
    said = text_of(visit("fang", f"{address}?firm=宇视&party=binjiang"))
    assert "共 1 行" in said
    assert "150.02" in said
    exported = visit("fang", f"{address}?export=csv&kind=cit")
    rows = b"".join(exported.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "杭州萤石网络股份有限公司" in rows[1]


def test_an_officer_settles_a_year_on_the_pages(agreement, signed_in):
    fang = signed_in("fang")
    version = world.AgreementVersion.objects
    with acting_as_system():
        key = version.get(agreement=agreement).pk
    made = fang.post(reverse("sharing:settle", args=[agreement.pk]), {"year": 2025, "version": key})
    assert made.status_code == 302
    with acting_as_system():
        run = world.Run.objects.get()
    assert "后台处理" in text_of(fang.get(made["Location"]))
    world.computing.run(str(run.pk), run.asked_by_id)
    fang.post(reverse("sharing:propose", args=[run.pk]))
    for name in ("shu", "bao"):
        page = signed_in(name).get(run.get_absolute_url())
        assert "不同意" in text_of(page)
        signed_in(name).post(reverse("sharing:answer", args=[run.pk]), {"agrees": "yes"})
    signed_in("fang").post(reverse("sharing:post", args=[run.pk]))
    world.computing.post(str(run.pk), run.asked_by_id)
    assert world.reread(run).state == State.POSTED
    said = text_of(signed_in("fang").get(run.get_absolute_url()))
    assert "2025 年已入账" in said
    assert "鲍真" in said


def test_who_proposed_is_told_why_not_to_agree(agreement, visit):
    run = world.proposed(agreement)
    assert "不能替本方同意" in text_of(visit("fang", run.get_absolute_url()))


def test_an_agreement_is_written_and_read_on_the_page(db, signed_in):
    world.enrol_officers()
    fang = signed_in("fang")
    read = fang.post(reverse("sharing:read_text"), {"text": world.text()})
    assert "检查通过" in text_of(read)
    wrong = fang.post(reverse("sharing:read_text"), {"text": world.text().replace("[vat", "[vatt")})
    assert "vatt" in text_of(wrong)
    given = {
        "code": "xs-bj",
        "keeper": "xiaoshan",
        "parties": ["xiaoshan", "binjiang"],
        "reason": "签订",
        "file": SimpleUploadedFile("x.yaml", world.text().encode()),
    }
    made = fang.post(reverse("sharing:new_agreement"), given)
    assert made.status_code == 302
    with acting_as_system():
        row = Agreement.objects.get()
        assert (row.code, row.parties) == ("xs-bj", ["xiaoshan", "binjiang"])
        assert row.versions.get().sound


def test_the_examples_can_be_begun_with(db, visit):
    page = visit("fang", reverse("sharing:new_agreement") + "?example=jing-jin-ji-2015")
    assert "财预〔2015〕92号" in page.content.decode()


def test_a_firm_is_listed_on_the_page_and_confirmed_by_its_host(db, signed_in):
    world.enrol_officers()
    agreement = world.sign()
    given = {
        "organisation": "杭州萤石网络股份有限公司",
        "host": "binjiang",
        "introducer": "xiaoshan",
        "in_operation": "2024-06-01",
        "facts": "led_by=government",
        "evidence": "纪要",
        "reason": "列入",
    }
    made = signed_in("fang").post(reverse("sharing:firm", args=[agreement.pk]), given)
    assert made.status_code == 302
    with acting_as_system():
        row = Enrolment.objects.get()
        assert row.facts == {"led_by": "government"}
        assert row.dates == {"in_operation": "2024-06-01"}
    listed = agreement.get_absolute_url() + "?part=firms"
    assert "待确认" in text_of(signed_in("fang").get(listed))
    refused = signed_in("fang").post(reverse("sharing:confirm_firm", args=[row.pk]))
    assert refused.status_code == 403
    signed_in("bao").post(reverse("sharing:confirm_firm", args=[row.pk]))
    assert "计入结算" in text_of(signed_in("fang").get(listed))


def test_taxes_come_in_on_the_page(db, signed_in):
    world.enrol_officers()
    fang = signed_in("fang")
    file = SimpleUploadedFile("税.csv", world.CSV.encode("gbk"))
    brought = fang.post(reverse("sharing:bring_taxes"), {"district": "xiaoshan", "file": file})
    assert brought.status_code == 302
    said = text_of(fang.get(brought["Location"]))
    assert "将新增 4" in said
    assert "与文件自己的合计行一致" in said
    with acting_as_system():
        batch = TaxBatch.objects.get()
        assert batch.encoding == "gb18030"
    fang.post(reverse("sharing:take_in", args=[batch.pk]), {"reason": "年报"})
    assert "杭州萤石" in text_of(fang.get(reverse("sharing:taxes")))
    assert "杭州萤石" not in text_of(signed_in("bao").get(reverse("sharing:taxes")))


def test_a_year_is_reopened_on_the_page(ledger, signed_in):
    with acting_as_system():
        period = Period.objects.get()
    signed_in("fang").post(reverse("sharing:ask_to_reopen", args=[period.pk]), {"reason": "更正"})
    page = ledger.agreement.get_absolute_url() + "?part=years"
    assert "提出重开：更正" in text_of(signed_in("bao").get(page))
    with acting_as_system():
        asked = period.reopenings.get()
    signed_in("bao").post(reverse("sharing:reopen", args=[asked.pk]))
    with acting_as_system():
        assert Period.objects.get().state == "reopened"


def test_the_simulator_tries_another_text_and_writes_nothing(ledger, signed_in):
    address = reverse("sharing:simulator", args=[ledger.agreement_id])
    page = signed_in("bao").post(address, {"text": world.text("try", "40%")})
    said = text_of(page)
    assert "滨江区 850.03 680.01 (170.02)" in said
    with acting_as_system():
        assert world.AgreementVersion.objects.count() == 1


def test_taxes_and_regimes_open(agreement, visit):
    for name in ("taxes", "batches", "bring_taxes", "regimes", "tax_template"):
        assert visit("fang", reverse(f"sharing:{name}")).status_code == 200
    assert visit("gu", reverse("sharing:bring_taxes")).status_code == 403
