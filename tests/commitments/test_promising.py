"""Recording promises: what fits, what is refused, who reads them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shigu.commitments.actions import promise, revise
from shigu.commitments.models import Commitment
from shigu.districts.models import District
from shigu.districts.policies import Refused
from tests.commitments.cast import INVESTMENT, START, project_of


def test_a_promise_warns_as_its_indicator_does_unless_told(act, promised):
    assert promised.warn_days == 90
    with act("lin") as lin:
        told = promise(lin, project_of(), START | {"warn_days": 7, "code": "c-start"})
    assert (told.warn_days, told.amount) == (7, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": None},
        {"indicator": "start"},
    ],
)
def test_an_amount_belongs_to_an_indicator_with_a_unit(act, wrong):
    with act("lin") as lin:
        with pytest.raises(Refused, match="承诺值"):
            promise(lin, project_of(), INVESTMENT | wrong)
        assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"paper": ""}, "an_agreement_names_number_and_clause"),
        ({"amount": Decimal(0)}, "an_amount_is_promised"),
        ({"other_due": date(2027, 1, 1)}, "a_second_deadline_names_its_paper"),
        ({"indicator": "happiness"}, "happiness"),
    ],
)
def test_the_constraints_are_told_before_the_database_says_them(act, wrong, said):
    with act("lin") as lin:
        with pytest.raises(ValidationError, match=said):
            promise(lin, project_of(), INVESTMENT | wrong)
        assert not Commitment.objects.exists()


def test_another_district_neither_records_nor_reads_nor_probes(act, promised):
    with act("shen") as shen:
        assert not Commitment.objects.visible_to(shen).exists()
        assert not Commitment.objects.exists()
        with pytest.raises(Refused, match="滨江"):
            revise(shen, promised, {"amount": Decimal(1)})
        with pytest.raises(IntegrityError, match="same_district"), transaction.atomic():
            values = INVESTMENT | {"code": "probe", "warn_days": 1}
            place = District.objects.get(code="xiaoshan")
            Commitment.objects.create(district=place, project_id=promised.project_id, **values)
    with act("lin"):
        assert Commitment.objects.get().amount == 12000


def test_whoever_is_granted_projects_reads_and_does_not_change(act, promised):
    with act("gu") as gu:
        assert Commitment.objects.visible_to(gu).count() == 1
        with pytest.raises(Refused, match="滨江"):
            revise(gu, promised, {"amount": Decimal(1)})


def test_a_revision_keeps_what_evidence_decides_and_goes_into_history(act, promised):
    with act("lin") as lin:
        with pytest.raises(Refused, match="met_on"):
            revise(lin, promised, {"met_on": date(2026, 1, 1)})
        revise(lin, promised, {"due": date(2026, 9, 30)}, reason="补充协议")
        told = promised.events.order_by("-pgh_created_at").first()
        assert (told.due, told.pgh_context["reason"]) == (date(2026, 9, 30), "补充协议")
