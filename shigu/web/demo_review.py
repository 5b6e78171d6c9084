"""The desk of the demonstration: one invented article, judged in part; its source says so."""

from __future__ import annotations

from datetime import UTC, datetime

from shigu.districts.models import User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.ingest.actions import store
from shigu.ingest.bridge import understood
from shigu.ingest.models import Document
from shigu.review.actions import accept, propose
from shigu.review.models import NewsProposal
from shigu.web.demo import ANALYST, OFFICER

REASON = "示例：核对过原文"
ADDRESS = "https://example.com/shigu-demo/review/lens.txt"
"""A name that belongs to nobody: what is accepted from there is illustrative."""
WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEXT = """示例云岫光电光学晶体项目在滨江开工
2026-11-18 来源：视谷示例新闻
11月16日，浙江云岫光电股份有限公司投资建设的云岫光学晶体项目在滨江区开工。项目总投资3.5亿元，占地35亩，建筑面积4.2万平方米，预计达产后年产值8亿元。
浙江云岫光电股份有限公司注册资本5000万元，现有员工320人。当天，滨江区集中开工18个项目，总投资386亿元。
浙江云岫光电股份有限公司与浙江湘江光学研究院签署战略合作协议。本文是示例，人物、企业和项目均为虚构。
"""


def review_the_demo() -> None:
    """Tell the article and judge what can be judged at once; its stage waits for its steps."""
    page = understood(read_page(RawDoc(TEXT.encode(), ADDRESS, WHEN, "text/plain")))
    with acting_as_system() as system:
        if Document.objects.filter(sha256=page.article.doc.id).exists():
            return
        [document] = store(system, [page]).new
        propose(system, document)
        analyst = User.objects.get(username=ANALYST)
        officer = User.objects.get(username=OFFICER)
    with acting_as(analyst.pk, str(analyst)) as gu:
        for row in NewsProposal.objects.filter(document=document, kind="organisation"):
            accept(gu, row, reason=REASON)
        for row in NewsProposal.objects.filter(document=document, kind="partnership"):
            accept(gu, row, reason=REASON)
    with acting_as(officer.pk, str(officer)) as lin:
        for row in NewsProposal.objects.filter(document=document, kind="project"):
            accept(lin, row, reason=REASON)
