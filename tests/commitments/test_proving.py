"""Evidence: figures add up as the engine says, papers are kept, wrong ones withdrawn."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from shigu.commitments.actions import File, prove, withdraw
from shigu.commitments.models import Commitment, Document, Evidence
from shigu.districts.policies import Refused

HALF = {"kind": "audit", "figure": Decimal("6000"), "day": date(2026, 3, 31), "note": "中期审计"}
ALL = {"kind": "statistics", "figure": Decimal("12000"), "day": date(2026, 6, 30)}


def kept(promised):
    row = Commitment.objects.get(pk=promised.pk)
    return row.reached, row.reached_on, row.met_on


def test_evidence_moves_the_promise_and_its_paper_is_kept(act, promised):
    with act("lin") as lin:
        prove(lin, promised, HALF, File("审计.pdf", b"%PDF-1.7 x"))
        assert kept(promised) == (6000, date(2026, 3, 31), None)
        prove(lin, promised, ALL)
        assert kept(promised) == (12000, date(2026, 6, 30), date(2026, 6, 30))
        paper = Document.objects.get()
        assert bytes(paper.content) == b"%PDF-1.7 x"
        assert paper.sha256 == hashlib.sha256(b"%PDF-1.7 x").hexdigest()


def test_withdrawn_evidence_counts_no_more_and_stays_in_sight(act, promised):
    with act("lin") as lin:
        prove(lin, promised, HALF)
        wrong = prove(lin, promised, ALL)
        with pytest.raises(Refused, match="事由"):
            withdraw(lin, wrong, reason=" ")
        withdraw(lin, wrong, reason="入统口径有误")
        assert kept(promised) == (6000, date(2026, 3, 31), None)
        assert Evidence.objects.count() == 2
        with pytest.raises(Refused, match="已经撤回"):
            withdraw(lin, wrong, reason="再撤")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"figure": None}, "数值"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
    ],
)
def test_evidence_that_does_not_fit_is_refused(act, promised, wrong, said):
    with act("lin") as lin:
        with pytest.raises(Refused, match=said):
            prove(lin, promised, HALF | wrong)
        assert (Evidence.objects.count(), kept(promised)) == (0, (None, None, None))


def test_another_district_reads_neither_evidence_nor_paper(act, promised):
    with act("lin") as lin:
        prove(lin, promised, HALF, File("审计.pdf", b"x"))
    with act("shen") as shen:
        assert not Evidence.objects.exists()
        assert not Document.objects.exists()
        with pytest.raises(Refused):
            prove(shen, promised, ALL)


def test_evidence_is_neither_changed_nor_taken_away(act, promised):
    with act("lin") as lin:
        row = prove(lin, promised, HALF, File("审计.pdf", b"x"))
        for change in (
            lambda: Evidence.objects.filter(pk=row.pk).update(figure=1),
            lambda: Evidence.objects.filter(pk=row.pk).delete(),
            lambda: Document.objects.update(name="y"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert Evidence.objects.get().figure == 6000
