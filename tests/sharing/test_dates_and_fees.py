"""What an agreement is settled over besides taxes: its own dates, and fees that need no tax.

Figures of the first are those of 广元—青川 (tests/engine/sharing/rules/test_published.py), with
萧山 in the place of 广元 and 滨江 in that of 青川.
"""

import datetime

import pytest
from django.db.models import Sum
from django.urls import reverse

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.engine.sharing.rules.examples import texts
from shigu.engine.sharing.rules.values import Event
from shigu.sharing import actions
from shigu.sharing.models import Agreement, AgreementVersion, FiscalEntry, SettledLine, State
from tests.sharing import ledger_world as world

WAN = 1_000_000
PAID = {2011: 600, 2012: 600, 2013: 1000, 2014: 400}
AID = datetime.date(2011, 7, 1)
FEE = """\
schema: shigu.agreement/1
id: water
version: "2025"
title: {zh: 供水补偿, en: Water fee}
status: illustrative
valid: {from: 2025-01-01}
parties:
  xiaoshan: {name: {zh: 萧山区, en: Xiaoshan}, kind: district}
  binjiang: {name: {zh: 滨江区, en: Binjiang}, kind: district}
rules:
  - id: fee
    clause: 第二条
    title: {zh: 年费, en: Fee a year}
    ledger: fiscal
    base: {kinds: [fees]}
    pay: {from: binjiang, to: xiaoshan, amount: {yuan: 1234.56}}
"""


@pytest.fixture
def officers(db):
    world.enrol_officers()


def signed(text, code):
    with world.acting("fang") as fang:
        keeper, parties = world.district("xiaoshan"), ["xiaoshan", "binjiang"]
        return actions.make_agreement(fang, keeper, code, text, parties, reason="签订")


@pytest.fixture
def aided(officers):
    text = texts()["guangyuan-qingchuan-2009"]
    text = text.replace("guangyuan:", "xiaoshan:").replace("guangyuan}", "xiaoshan}")
    text = text.replace("by: guangyuan", "by: xiaoshan").replace("qingchuan", "binjiang")
    agreement = signed(text, "aided")
    world.list_firms(agreement, ["org-ezviz"], introducer="", dates={})
    rows = [f"杭州萤石网络股份有限公司,{year},增值税,,{wan}0000,表" for year, wan in PAID.items()]
    rows.append("杭州萤石网络股份有限公司,2011,增加值,,500000,统计年报")
    head = "企业名称,年度,税种,入库税额（元）,地方留存（元）,凭证"
    world.take_in(world.bring("\n".join([head, *rows, ""])))
    return agreement


def entitled(agreement, year, ledger="fiscal"):
    with acting_as_system():
        version = AgreementVersion.objects.get(agreement=agreement)
    run = world.computed(agreement, year=year, version=version)
    with acting_as_system():
        lines = SettledLine.objects.filter(run=run, ledger=ledger).values_list("party")
        return {party: fen / WAN for party, fen in lines.annotate(Sum("entitled_fen"))}


def test_a_floor_clocked_on_the_aid_is_settled_once_its_day_is_on_the_page(aided, signed_in):
    assert entitled(aided, 2012) == {"binjiang": 360, "xiaoshan": 240}
    fang, address = signed_in("fang"), reverse("sharing:dates", args=[aided.pk])
    version = fang.get(address).context["form"]["version"].value()
    given = {"aid_paid": AID.isoformat(), "version": version, "reason": "到账通知"}
    assert fang.post(address, given).status_code == 302
    settled = [entitled(aided, year) for year in PAID]
    assert [each["binjiang"] for each in settled] == [360, 500, 600, 400]
    assert [each.get("xiaoshan", 0) for each in settled] == [240, 100, 400, 0]
    assert entitled(aided, 2011, "statistics") == {"binjiang": 30, "xiaoshan": 20}


def test_the_days_are_read_by_every_party_and_written_by_the_keeper(aided, visit, signed_in):
    with world.acting("fang") as fang:
        actions.date_events(fang, aided, {Event.AID_PAID: AID}, reason="到账通知")
    page = visit("bao", aided.get_absolute_url(), count="agreement of a party").content.decode()
    assert "援助资金全部到位" in page
    assert "2011-07-01" in page
    assert reverse("sharing:dates", args=[aided.pk]) not in page
    history = visit("bao", f"{aided.get_absolute_url()}?part=history").content.decode()
    assert "到账通知" in history
    assert "aid_paid 2011-07-01" in history
    refused = signed_in("bao").post(reverse("sharing:dates", args=[aided.pk]), {"reason": "改"})
    assert refused.status_code == 403
    with world.acting("bao") as bao:
        with pytest.raises(Refused):
            actions.date_events(bao, aided, {}, reason="改")
        assert not Agreement.objects.filter(pk=aided.pk).update(dates={})
    with acting_as_system():
        assert Agreement.objects.get(pk=aided.pk).dates == {"aid_paid": "2011-07-01"}


def test_an_event_of_firms_is_none_of_the_agreement(aided):
    with world.acting("fang") as fang, pytest.raises(Refused, match="企业名单"):
        actions.date_events(fang, aided, {Event.MOVED: AID}, reason="登记")
    with acting_as_system():
        assert Agreement.objects.get(pk=aided.pk).dates == {}


def test_a_slower_colleague_overwrites_no_day(aided, signed_in, visit):
    fang, address = signed_in("fang"), reverse("sharing:dates", args=[aided.pk])
    form = visit("fang", address, count="dates of an agreement").context["form"]
    with world.acting("shu") as shu:
        actions.date_events(shu, aided, {Event.AID_PAID: AID}, reason="到账通知")
    given = {"signed": "2009-01-01", "version": form["version"].value(), "reason": "补记"}
    late = fang.post(address, given)
    assert late.status_code == 422
    assert "别人改过这份协议" in late.content.decode()
    with acting_as_system():
        assert Agreement.objects.get(pk=aided.pk).dates == {"aid_paid": "2011-07-01"}


def test_a_fixed_fee_needs_no_tax(officers):
    agreement = signed(FEE, "water")
    with acting_as_system():
        version = AgreementVersion.objects.get(agreement=agreement)
    run = world.posted(agreement, year=2025, version=version)
    assert (run.state, run.firms, run.paid, run.lines) == (State.POSTED, 0, 0, 2)
    with acting_as_system():
        moved = FiscalEntry.objects.values_list("party", "firm", "kind", "transfer_fen")
        assert sorted(moved) == [("binjiang", "", "", -123456), ("xiaoshan", "", "", 123456)]


def test_a_fee_for_each_firm_needs_its_firm_and_no_tax(officers):
    host = "  host: {name: {zh: 落地方, en: host}, kind: role, role: host}\nrules"
    by_firm = FEE.replace("rules", host).replace("to: xiaoshan", "to: host")
    agreement = signed(by_firm, "water")
    world.list_firms(agreement, ["org-ezviz"], introducer="", dates={})
    assert entitled(agreement, 2025) == {"binjiang": -0.123456, "xiaoshan": 0.123456}
