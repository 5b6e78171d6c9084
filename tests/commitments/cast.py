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

FIRM, PROJECT = "浙江云岫光电股份有限公司", "云岫高端光学镜头项目"
SIGNED = f"11月16日，{FIRM}投资建设的{PROJECT}签约落户滨江区。"
SIZE = (
    "项目总投资3.5亿元，占地35亩，建筑面积4.2万平方米，"
    "预计达产后年产值8亿元、年税收5000万元，可新增就业600人。"
)
BEGUN = f"{PROJECT}计划于2027年3月开工。"
PLANNED = f"""云岫光电高端镜头项目在滨江签约
2026-11-18 来源：云谷日报
{SIGNED}{SIZE}
{BEGUN}{PROJECT}预计2028年12月31日建成投产。
活动结束后，与会代表参观了园区展厅，听取了有关光学产业发展情况的介绍，并就下一步合作进行了交流。
"""


def project_of(district="binjiang"):
    return Project.objects.filter(district__code=district, disclosed=False).first()


@pytest.fixture
def promised(act):
    """A promise of investment of a project of 滨江, due 2026-06-30."""
    with act("lin") as lin:
        return promise(lin, project_of(), INVESTMENT, reason="按协议登记")
