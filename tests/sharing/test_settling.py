"""A year from its taxes to the ledgers: computed, proposed, agreed to, posted, corrected."""

import random

import pytest
from django.db import DatabaseError, connection
from django.db.models import Sum

from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as_system
from shigu.sharing import actions, computing
from shigu.sharing.difference import difference
from shigu.sharing.models import (
    FiscalEntry,
    Period,
    Run,
    SettledLine,
    State,
    StatisticsEntry,
)
from tests.sharing import ledger_world as world

LINES = [
    ("tax", "org-ezviz", "cit", "binjiang", 40000, 0, 20000, 20000),
    ("tax", "org-ezviz", "cit", "xiaoshan", 40000, 40000, 20000, -20000),
    ("tax", "org-ezviz", "vat", "binjiang", 100001, 0, 50001, 50001),
    ("tax", "org-ezviz", "vat", "xiaoshan", 100001, 100001, 50000, -50001),
    ("tax", "org-uniview", "vat", "binjiang", 30003, 0, 15002, 15002),
    ("tax", "org-uniview", "vat", "xiaoshan", 30003, 30003, 15001, -15002),
]
COLUMNS = ("rule", "firm", "kind", "party")
COLUMNS += ("base_fen", "collected_fen", "entitled_fen", "transfer_fen")


@pytest.fixture
def agreement(db):
    return world.world()


def entries(model=FiscalEntry, **where):
    with acting_as_system():
        rows = model.objects.filter(**where).order_by("rule", "firm", "kind", "party")
        return list(rows.values_list(*COLUMNS))


def standing():
    """The ledger in sum: what every party has by rule, firm and kind after all corrections."""
    with acting_as_system():
        rows = FiscalEntry.objects.values_list("rule", "firm", "kind", "party")
        sums = rows.annotate(e=Sum("entitled_fen"), t=Sum("transfer_fen")).order_by(
            "rule", "firm", "kind", "party"
        )
        return [row for row in sums if row[4] or row[5]]


def test_a_year_is_computed_and_nothing_is_posted(agreement):
    run = world.computed(agreement)
    assert (run.state, run.firms, run.paid, run.lines) == (State.DONE, 2, 4, 8)
    with acting_as_system():
        rows = SettledLine.objects.filter(run=run, ledger="fiscal")
        assert list(rows.order_by("rule", "firm", "kind", "party").values_list(*COLUMNS)) == LINES
        assert not FiscalEntry.objects.exists()
        assert Period.objects.get().state == "open"


def test_the_same_book_gives_the_same_lines(agreement):
    first, second = world.computed(agreement), world.computed(agreement)
    assert first.lines_hash == second.lines_hash
    assert first.book_hash == second.book_hash


def test_a_year_goes_into_both_ledgers_once_every_party_agreed(agreement):
    run = world.posted(agreement)
    assert run.state == State.POSTED
    assert entries() == LINES
    assert entries(StatisticsEntry) == [
        ("output", "org-ezviz", "output", "binjiang", 9000001, 0, 4500001, 0),
        ("output", "org-ezviz", "output", "xiaoshan", 9000001, 9000001, 4500000, 0),
    ]
    with acting_as_system():
        assert Period.objects.get().state == "closed"
        assert FiscalEntry.objects.aggregate(s=Sum("transfer_fen")) == {"s": 0}


def test_who_proposes_does_not_agree(agreement):
    run = world.proposed(agreement)
    with world.acting("fang") as fang, pytest.raises(Refused, match="另一位财政专员"):
        actions.answer(fang, run, agrees=True)
    assert not world.reread(run).approvals.all()


def test_nothing_is_posted_before_every_party_agreed(agreement):
    run = world.proposed(agreement)
    with world.acting("bao") as bao:
        actions.answer(bao, run, agrees=True)
    with world.acting("fang") as fang, pytest.raises(Refused, match="萧山"):
        actions.ask_to_post(fang, world.reread(run))
    assert world.reread(run).state == State.PROPOSED


def test_the_database_posts_nothing_that_is_not_agreed(agreement):
    run = world.proposed(agreement)
    with world.acting("fang"):
        Run.objects.filter(pk=run.pk).update(
            state="posting", posted_by=run.proposed_by_id, posted_at=run.proposed_at
        )
        with pytest.raises(DatabaseError, match="not agreed to by every party"):
            Run.objects.filter(pk=run.pk).update(state="posted")


def test_an_objection_needs_its_reason_and_stops_the_posting(agreement):
    run = world.proposed(agreement)
    with world.acting("bao") as bao:
        with pytest.raises(Refused, match="事由"):
            actions.answer(bao, run, agrees=False)
        actions.answer(bao, run, agrees=False, reason="宇视的增值税不对")
    with world.acting("shu") as shu:
        actions.answer(shu, world.reread(run), agrees=True)
    with world.acting("fang") as fang:
        with pytest.raises(Refused, match="滨江区不同意"):
            actions.ask_to_post(fang, world.reread(run))
        actions.withdraw(fang, run, reason="重算")
    assert world.reread(run).state == State.WITHDRAWN
    with acting_as_system():
        assert Period.objects.get().state == "open"


def test_a_year_has_one_proposal_at_a_time(agreement):
    world.proposed(agreement)
    other = world.computed(agreement)
    with world.acting("fang") as fang, pytest.raises(Refused, match="待各方同意"):
        actions.propose(fang, other)
    assert world.reread(other).state == State.DONE


def test_posting_again_posts_nothing(agreement):
    run = world.posted(agreement)
    computing.post(str(run.pk), run.asked_by_id)
    assert entries() == LINES


def reopened(agreement):
    with world.acting("fang") as fang:
        asked = actions.ask_to_reopen(fang, Period.objects.get(agreement=agreement), reason="更正")
        with pytest.raises(Refused, match="另一位"):
            actions.reopen(fang, asked)
    with world.acting("bao") as bao:
        return actions.reopen(bao, asked)


def test_a_closed_year_is_reopened_by_two_people(agreement):
    world.posted(agreement)
    assert reopened(agreement).state == "reopened"
    assert entries() == LINES


def test_a_correction_reverses_what_differs_and_leaves_what_is_alike(agreement):
    first = world.posted(agreement)
    changed = world.CSV.replace("600.06,300.03", "600.08,300.04").replace(
        "93600.08,91700.05", "93600.10,91700.06"
    )
    batch = world.bring(changed)
    assert (batch.created, batch.changed, batch.same) == (0, 1, 3)
    world.take_in(batch)
    reopened(agreement)
    second = world.posted(agreement)
    with acting_as_system():
        reversals = FiscalEntry.objects.filter(reverses__isnull=False)
        originals = FiscalEntry.objects.filter(pk__in=reversals.values("reverses"))
        assert {row.firm for row in originals} == {"org-uniview"}
        assert [row.transfer_fen for row in reversals.order_by("party")] == [-15002, 15002]
        assert FiscalEntry.objects.filter(run=second, reverses=None).count() == 2
        assert FiscalEntry.objects.count() == 6 + 4
        assert FiscalEntry.objects.aggregate(s=Sum("transfer_fen")) == {"s": 0}
    assert standing()[-1] == ("tax", "org-uniview", "vat", "xiaoshan", 15002, -15002)
    assert world.reread(first).state == State.SUPERSEDED
    assert world.reread(second).state == State.POSTED


def test_posting_what_is_alike_adds_no_entry(agreement):
    world.posted(agreement)
    reopened(agreement)
    world.posted(agreement)
    assert entries() == LINES


def random_taxes(draw):
    rows = [
        f"{name},2025,{kind},,{draw.randrange(-500, 10**6) / 100:.2f},表"
        for name in ("杭州萤石网络股份有限公司", "浙江宇视科技有限公司")
        for kind in ("增值税", "企业所得税")
    ]
    return "\n".join(["企业名称,年度,税种,入库税额,地方留存,凭证", *rows, ""])


@pytest.mark.parametrize("seed", range(3))
def test_after_any_corrections_the_ledger_is_what_the_last_settlement_says(agreement, seed):
    draw = random.Random(seed)
    world.posted(agreement)
    for _ in range(2):
        world.take_in(world.bring(random_taxes(draw)))
        reopened(agreement)
        run = world.posted(agreement)
        with acting_as_system():
            lines = SettledLine.objects.filter(run=run, ledger="fiscal").order_by(
                "rule", "firm", "kind", "party"
            )
            said = lines.values_list(*COLUMNS[:4], "entitled_fen", "transfer_fen")
            assert standing() == [row for row in said if row[4] or row[5]]
            assert FiscalEntry.objects.aggregate(s=Sum("transfer_fen")) == {"s": 0}


def test_a_past_year_is_computed_anew_under_other_terms(agreement):
    first = world.posted(agreement)
    with world.acting("fang") as fang:
        other = actions.save_text(fang, agreement, world.text("2026", "40%"), reason="新版本")
    second = world.computed(agreement, version=other)
    with world.acting("bao"):
        found = difference(first, second)
    told = [(each.firm, each.kind, each.party, each.before, each.after) for each in found]
    assert told[:2] == [
        ("org-ezviz", "cit", "binjiang", 20000, 16000),
        ("org-ezviz", "cit", "xiaoshan", -20000, -16000),
    ]
    assert sum(each.change for each in found) == 0
    assert len(found) == 6
    assert entries() == LINES


def test_a_text_that_was_settled_by_does_not_change(agreement):
    world.computed(agreement)
    with world.acting("fang") as fang, pytest.raises(Refused, match="新的版本号"):
        actions.save_text(fang, agreement, world.text("2024", "40%"), reason="改")
    with world.acting("fang"):
        assert not world.AgreementVersion.objects.update(text="改")


def test_a_text_with_problems_is_kept_and_not_settled_by(agreement):
    wrong = world.text("2027").replace("years: 1-5", "years: 2-5", 1)
    with world.acting("fang") as fang:
        kept = actions.save_text(fang, agreement, wrong, reason="草稿")
        assert (kept.sound, kept.text) == (False, wrong)
        with pytest.raises(Refused, match="还有问题"):
            actions.ask(fang, agreement, 2025, kept)
    with acting_as_system():
        assert not Run.objects.exists()


def test_a_firm_counts_only_once_its_host_confirmed(db):
    world.enrol_officers()
    agreement = world.sign()
    with world.acting("fang") as fang:
        actions.enrol(
            fang,
            agreement,
            world.Organisation.objects.get(code="org-ezviz"),
            actions.Listed("binjiang", "纪要", "xiaoshan"),
            reason="列入",
        )
    world.take_in(world.bring(name="bao", place="binjiang"), name="bao")
    run = world.computed(agreement)
    assert run.state == State.FAILED
    assert "没有可结算的税收" in run.problem


def test_the_ledger_is_only_added_to(agreement):
    world.posted(agreement)
    for statement in (
        "UPDATE sharing_fiscalentry SET transfer_fen = 0",
        "DELETE FROM sharing_fiscalentry",
        "TRUNCATE sharing_fiscalentry",
        "UPDATE sharing_settledline SET entitled_fen = 0",
        "DELETE FROM sharing_statisticsentry",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), world.acting("fang"):
            connection.cursor().execute(statement)
    assert entries() == LINES
