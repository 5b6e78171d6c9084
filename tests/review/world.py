"""Articles of our own making at the desk."""

from shigu.ingest.actions import store
from shigu.review.actions import propose
from shigu.review.models import NewsProposal
from tests.ingest.world import page

URL = "https://news.internal/lens"
FIRM, SHORT, PROJECT = "浙江云岫光电股份有限公司", "云岫光电", "云岫高端光学镜头项目"
LENS = f"""云岫光电高端镜头项目在滨江开工
2026-11-18 来源：云谷日报
11月16日，{FIRM}投资建设的{PROJECT}在滨江区开工。项目总投资3.5亿元，占地35亩，建筑面积4.2万平方米，预计达产后年产值8亿元。
{FIRM}注册资本5000万元，现有员工320人。当天，滨江区集中开工18个项目，总投资386亿元。
活动结束后，与会代表参观了园区展厅，听取了有关光学产业发展情况的介绍，并就下一步合作进行了交流。
"""
WHOSE = f"""云岫光电高端镜头项目在滨江开工
2026-11-18 来源：云谷日报
11月16日，{FIRM}投资建设的{PROJECT}在滨江区开工，建筑面积4.2万平方米。
{FIRM}董事长介绍，公司今年投资6.5亿元，用地42亩，在建厂房今年可以交付使用。
活动结束后，与会代表参观了园区展厅，听取了有关光学产业发展情况的介绍，并就下一步合作进行了交流。
"""
"""An article that gives the firm what may be the project's."""
CHANGED = LENS.replace("现有员工320人", "现有员工280人")
SAME_FACTS = LENS.replace("并就下一步合作进行了交流", "并进行了深入交流")


def tell(actor, text=LENS, url=URL):
    """Store an article and ask it for proposals; by kind and subject."""
    stored = store(actor, [page(text, url)])
    document = (stored.new or stored.changed)[0]
    propose(actor, document)
    return document


def of(document, kind):
    return NewsProposal.objects.select_related("document").get(document=document, kind=kind)
