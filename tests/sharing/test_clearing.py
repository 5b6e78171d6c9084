"""The year's end through 杭州市: who pays in, who gets out, and the ledger says the same."""

import io

import docx
import pytest
from django.db.models import Sum
from django.urls import reverse

from shigu.districts.scope import acting_as_system
from shigu.engine.sharing.settlement.lines import Settlement
from shigu.engine.sharing.settlement.totals import clearing
from shigu.sharing import actions
from shigu.sharing.clearing import posted_nets, settled_nets
from shigu.sharing.computing import settle_run
from shigu.sharing.models import AgreementVersion, FiscalEntry
from tests.sharing import ledger_world as world

CITY = "  city: {name: {zh: 杭州市, en: Hangzhou}, kind: parent}\nrules:"
GRANT = """\
  - id: grant
    clause: 第六条
    title: {zh: 市级补助, en: Grant of the city}
    ledger: fiscal
    base: {kinds: [fees]}
    pay: {from: city, to: binjiang, amount: {yuan: 100}}
"""


def cleared(more=""):
    text = world.text("2025").replace("rules:", CITY).replace("2024-01-01", "2025-01-01")
    text = text.replace("status: illustrative\n", "status: illustrative\nthrough: city\n")
    agreement = world.world()
    with world.acting("fang") as fang:
        version = actions.save_text(fang, agreement, text + more, reason="经由市里")
        assert version.sound, version.problems
    return agreement, version


@pytest.fixture
def run(db):
    agreement, version = cleared()
    return world.posted(agreement, version=version)


def rows(page):
    found = page.context["clearing"]
    return {each.code: each.net_fen for each in found.nets}, found


def test_the_page_says_who_pays_in_and_who_gets_out_as_the_ledger_does(run, visit):
    page = visit("bao", run.get_absolute_url(), count="settlement that is cleared")
    nets, found = rows(page)
    assert nets == {"binjiang": 85003, "xiaoshan": -85003}
    assert (found.through, found.paid_in_fen, found.paid_out_fen) == ("杭州市", 85003, 85003)
    assert (found.own_fen, found.tied) == (0, True)
    with acting_as_system():
        sums = FiscalEntry.objects.values_list("party").annotate(Sum("transfer_fen"))
        assert dict(sums) == nets
    said = page.content.decode()
    assert "年终经由杭州市清算" in said
    assert "与财政账逐分一致" in said


def test_the_nets_are_those_of_the_engine(run):
    told = clearing(Settlement("", "", settle_run(run.pk).lines, None))
    assert dict(told.select("party", "net_fen").iter_rows()) == settled_nets(run)


def test_what_the_parent_itself_gives_stands_apart(db, visit):
    agreement, version = cleared(GRANT)
    run = world.computed(agreement, version=version)
    nets, found = rows(visit("fang", run.get_absolute_url()))
    assert nets == {"binjiang": 95003, "xiaoshan": -85003}
    assert (found.own_fen, found.tied) == (-10000, None)
    assert found.paid_in_fen - found.paid_out_fen == found.own_fen


def test_a_page_that_does_not_tie_says_so(run, visit, monkeypatch):
    monkeypatch.setattr("shigu.sharing.clearing.posted_nets", lambda *_given: {"binjiang": 1})
    page = visit("fang", run.get_absolute_url())
    assert page.context["clearing"].tied is False
    assert "与账簿不符" in page.content.decode()


def test_after_a_correction_the_ledger_still_ties(run):
    changed = world.CSV.replace("600.06,300.03", "601.06,301.03")
    world.take_in(world.bring(changed.replace("93600.08,91700.05", "93601.08,91701.05")))
    with world.acting("fang") as fang:
        asked = actions.ask_to_reopen(fang, run.period, reason="更正")
    with world.acting("bao") as bao:
        actions.reopen(bao, asked)
    second = world.posted(run.agreement, version=run.version)
    with world.acting("bao") as bao:
        assert posted_nets(bao, second) == settled_nets(second)
    assert settled_nets(second) == {"binjiang": 85053, "xiaoshan": -85053}


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ("xiaoshan", "萧山区 2025 年应付 850.03 元，上缴杭州市。"),
        ("binjiang", "滨江区 2025 年应收 850.03 元，由杭州市下达。"),
    ],
)
def test_a_statement_says_to_whom_it_is_paid(run, signed_in, party, said):
    address = reverse("sharing:statement", args=[run.pk, party, "docx"])
    content = b"".join(signed_in("fang").get(address).streaming_content)
    document = docx.Document(io.BytesIO(content))
    assert said in [paragraph.text for paragraph in document.paragraphs]


def test_without_who_clears_there_is_no_clearing(db, visit):
    run = world.computed(world.world())
    assert visit("fang", run.get_absolute_url()).context["clearing"] is None
    with acting_as_system():
        assert AgreementVersion.objects.get().version == "2024"
