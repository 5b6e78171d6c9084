"""Articles of our own making, as the tests store them."""

from datetime import UTC, datetime

from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from shigu.ingest.bridge import understood

WHEN = datetime(2026, 3, 20, 8, tzinfo=UTC)
SIGNED = """星澜光电高端镜头项目签约萧山
2026-03-18 来源：云谷日报
3月16日，杭州星澜光电科技有限公司与萧山区人民政府签署合作协议，总投资12.5亿元的星澜高端镜头项目落户萧山区。
项目用地80亩，预计年产值30亿元。公司董事长陈远洲表示，项目将做深基础层，聚焦光学镜头、图像传感器等关键环节。
萧山区副区长表示，将为项目落地提供全程服务，推动产业链上下游企业协同发展，力争年内开工建设。
"""
OTHER = """滨江区举办智能视觉开发者大会
2026-04-02 来源：临江时报
4月1日，滨江区智能视觉开发者大会开幕，来自全国的300多名开发者参加。
大会发布了开源算法平台，滨江区经济和信息化局介绍，区内已集聚视觉智能企业120家，去年产值增长11.5%。
与会专家就机器视觉、三维感知等话题展开讨论，大会将持续三天。
"""


def page(text, url=None):
    return understood(read_page(RawDoc(text.encode(), url, WHEN, "text/plain")))
