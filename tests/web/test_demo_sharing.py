"""The sharing of the demonstration goes in through verbs, once, and is the same every time."""

import pytest
from django.db.models import Sum

from shigu.districts.scope import acting_as_system
from shigu.sharing.models import Agreement, Contribution, FiscalEntry, Period, Run, TaxBatch
from shigu.web.demo_sharing import settle_the_demo, taxes
from tests.sharing import ledger_world as world


@pytest.fixture
def demo(db):
    world.enrol_officers()
    settle_the_demo()


def test_one_year_is_posted_and_one_is_open(demo):
    with acting_as_system():
        assert Agreement.objects.get().status == "illustrative"
        assert list(Period.objects.order_by("year").values_list("year", "state")) == [
            (2024, "closed"),
            (2025, "open"),
        ]
        runs = Run.objects.order_by("period__year").values_list("state", "lines")
        assert list(runs) == [("posted", 24), ("done", 24)]
        sums = FiscalEntry.objects.values("party").annotate(t=Sum("transfer_fen"))
        assert {row["party"]: row["t"] for row in sums} == {
            "binjiang": 613_333_428,
            "xiaoshan": -613_333_428,
        }


def test_its_taxes_tie_to_their_total_row(demo):
    with acting_as_system():
        batch = TaxBatch.objects.get()
        assert (batch.state, batch.rows, batch.report["faults"]) == ("done", 24, [])
        gross = Contribution.objects.aggregate(s=Sum("gross_fen"))["s"]
        assert batch.stated == {"": {"gross": gross}}


def test_a_second_run_changes_nothing(demo):
    settle_the_demo()
    with acting_as_system():
        assert Agreement.objects.count() == 1
        assert Run.objects.count() == 2


def test_the_file_is_the_same_every_time():
    assert taxes() == taxes()
    assert taxes().decode().splitlines()[1] == "ex-mcu-3,2024,增值税,9600001,示例凭证 001"
