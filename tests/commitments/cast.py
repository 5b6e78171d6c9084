"""Promises of a project of 滨江, for the tests of this folder."""

from datetime import date
from decimal import Decimal

import pytest

from shigu.commitments.actions import promise
from shigu.projects.models import Project

DUE = date(2026, 6, 30)
INVESTMENT = {
    "indicator": "investment",
    "amount": Decimal("12000"),
    "due": DUE,
    "basis": "agreement",
    "paper": "滨履〔2025〕7号",
    "clause": "第三条",
    "page": "4",
    "status": "illustrative",
}
START = INVESTMENT | {"indicator": "start", "amount": None, "clause": "第二条"}


def project_of(district="binjiang"):
    return Project.objects.filter(district__code=district, disclosed=False).first()


@pytest.fixture
def promised(act):
    """A promise of investment of a project of 滨江, due 2026-06-30."""
    with act("lin") as lin:
        return promise(lin, project_of(), INVESTMENT, reason="按协议登记")
