"""Whatever two districts do with one firm, the order stands and the log tells the same state."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.leads import ledger
from shigu.leads.actions import claims as verbs
from shigu.leads.models import Appeal, Claim, Clash
from tests.database import another_database, elsewhere
from tests.leads.world import acting, file, today
from tests.security.connection import connect

SIDES = ("lin", "shen")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("file", "extend", "withdraw", "lapse", "open", "appeal", "stands", "yields")
        ),
        st.sampled_from(SIDES),
    ),
    min_size=1,
    max_size=9,
)
NUMBER = count()
ENDS = {"withdrawn": "withdrawn", "lapsed": "lapsed", "yields": "decided"}
OF_CLASH = ("clash_found", "clash_ended", "opening_asked", "opened", "stands", "yields")


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    """One database for all examples; each has a firm of its own."""
    with django_db_blocker.unblock(), another_database("replay") as name, elsewhere(name):
        with acting("wei") as wei:
            office = District.objects.get(code="joint")
            more = {"valid_from": today(), "filings_a_day": 5_000}
            verbs.set_terms(wei, office, more, reason="测试")
        yield


def step(what, side, firm):
    """One step of a side, where it can be taken; what the ledger refuses changes nothing."""
    if what in {"stands", "yields"}:
        with acting("wei") as wei:
            rows = Appeal.objects.select_related("district").filter(first_name=firm)
            for case in rows.filter(state="open")[:1]:
                verbs.decide(wei, case, first_stands=what == "stands", reason="x")
        return
    if what == "file":
        file(side, firm)
        return
    with acting(side) as actor:
        claim = Claim.objects.filter(firm_name=firm).select_related("district").first()
        clash = Clash.objects.filter(claim=claim).select_related("district").first()
        if what == "lapse" and claim:
            past = [today() - timedelta(days=1), claim.pk]
            with connect("owner") as owner:
                owner.execute("UPDATE leads_claim SET protected_until = %s WHERE id = %s", past)
        elif what == "extend" and claim:
            verbs.extend_claim(actor, claim, reason="x")
        elif what == "withdraw" and claim:
            verbs.withdraw_claim(actor, claim, reason="x")
        elif what == "open" and clash:
            verbs.ask_opening(actor, clash)
        elif what == "appeal" and clash:
            verbs.appeal(actor, clash, reason="x")
    ledger.keep_up()


def replayed(log):
    """State and extensions of a claim, by its log alone."""
    state, extensions = "", 0
    for line in log:
        if line.kind == "filed":
            state = "active"
        elif line.kind == "extended":
            state, extensions = "extended", extensions + 1
        else:
            state = ENDS.get(line.kind, state)
    return state, extensions


def of_clashes(log):
    """How many clashes of a claim are unsettled, by its log alone."""
    kinds = [line.kind for line in log]
    settled = kinds.count("clash_ended") + kinds.count("stands") + kinds.count("yields")
    return kinds.count("clash_found") - settled


def told(side, firm):
    with acting(side):
        rows = list(Claim.objects.filter(firm_name=firm).order_by("filed_at"))
        logs = {row.pk: list(row.log.order_by("at")) for row in rows}
        clashes = list(Clash.objects.filter(claim__in=rows))
    return rows, logs, clashes


@given(STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_course_keeps_order_and_replays(shared, steps):
    firm = f"第{next(NUMBER)}号推演技术有限公司"
    taken = []
    for what, side in steps:
        before = {name: told(name, firm) for name in SIDES}
        try:
            step(what, side, firm)
            taken.append(what)
        except Refused:
            assert {name: told(name, firm) for name in SIDES} == before
    known = {name: told(name, firm) for name in SIDES}
    for rows, logs, clashes in known.values():
        for row in rows:
            assert (row.state, row.extensions) == replayed(logs[row.pk])
            assert [line.at for line in logs[row.pk]] == sorted(each.at for each in logs[row.pk])
            own = [c for c in clashes if c.claim_id == row.pk]
            unsettled = [c for c in own if c.state not in {"decided", "ended"}]
            assert len(unsettled) == of_clashes(logs[row.pk])
            assert all(c.is_first == (c.first_filed_at == row.filed_at) for c in own)
            assert row.state in {"active", "extended"} or unsettled == []
        assert sum(row.state in {"active", "extended"} for row in rows) <= 1
    both_agree(known)


def both_agree(known):
    """Each clash has two sides: one first, one state, one opening, opposite outcomes."""
    (_, _, mine), (_, _, theirs) = (known[name] for name in SIDES)
    assert len(mine) == len(theirs)
    for one in mine:
        (other,) = [c for c in theirs if c.found_at == one.found_at]
        assert one.is_first is not other.is_first
        assert (one.state, one.first_filed_at) == (other.state, other.first_filed_at)
        assert (one.asked_at, one.other_asked_at) == (other.other_asked_at, other.asked_at)
        known_other = one.state in {"open", "decided"} or one.opened_at is not None
        assert bool(one.other_name) is bool(other.other_name) is known_other
        if one.state == "decided":
            assert {one.outcome, other.outcome} == {"stands", "yields"}
