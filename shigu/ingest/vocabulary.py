"""Types of statements in the words of people; the codes are those of ``text extract``."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES: dict[str, Promise] = {
    "GOV": pgettext_lazy("statement", "政府机构"),
    "PARK": pgettext_lazy("statement", "园区"),
    "DISTRICT": pgettext_lazy("statement", "行政区"),
    "COMPANY": pgettext_lazy("statement", "企业"),
    "INSTITUTE": pgettext_lazy("statement", "院所"),
    "UNIVERSITY": pgettext_lazy("statement", "高校"),
    "PERSON": pgettext_lazy("statement", "人物"),
    "TITLE": pgettext_lazy("statement", "职务"),
    "PROJECT": pgettext_lazy("statement", "项目"),
    "POLICY": pgettext_lazy("statement", "政策"),
    "CLUSTER": pgettext_lazy("statement", "集群"),
    "LAYER": pgettext_lazy("statement", "产业层"),
    "LINK": pgettext_lazy("statement", "环节"),
    "INDUSTRY": pgettext_lazy("statement", "产业"),
}
"""Types of names."""
VALUES: dict[str, Promise] = {
    "investment_total": pgettext_lazy("statement", "总投资"),
    "investment_phase": pgettext_lazy("statement", "分期投资"),
    "registered_capital": pgettext_lazy("statement", "注册资本"),
    "valuation": pgettext_lazy("statement", "估值"),
    "industry_scale": pgettext_lazy("statement", "产业规模"),
    "output_value": pgettext_lazy("statement", "产值"),
    "tax": pgettext_lazy("statement", "税收"),
    "land_area": pgettext_lazy("statement", "用地"),
    "floor_area": pgettext_lazy("statement", "建筑面积"),
    "capacity": pgettext_lazy("statement", "产能"),
    "jobs": pgettext_lazy("statement", "就业"),
    "talents": pgettext_lazy("statement", "人才"),
    "patents": pgettext_lazy("statement", "专利"),
    "count_companies": pgettext_lazy("statement", "企业数"),
    "count_projects": pgettext_lazy("statement", "项目数"),
    "growth": pgettext_lazy("statement", "增幅"),
    "ratio": pgettext_lazy("statement", "占比"),
    "date": pgettext_lazy("statement", "日期"),
}
"""Keys of values."""
RELATIONS: dict[str, Promise] = {
    "person_title_org": pgettext_lazy("statement", "任职"),
    "project_company": pgettext_lazy("statement", "项目与企业"),
    "project_park": pgettext_lazy("statement", "项目与园区"),
    "company_park": pgettext_lazy("statement", "企业与园区"),
    "company_company": pgettext_lazy("statement", "企业之间"),
    "district_district": pgettext_lazy("statement", "区县之间"),
    "co_build": pgettext_lazy("statement", "共建"),
    "invest": pgettext_lazy("statement", "投资"),
    "located_in": pgettext_lazy("statement", "位于"),
    "parent_subsidiary": pgettext_lazy("statement", "母子公司"),
    "park_industry": pgettext_lazy("statement", "园区与产业"),
    "part_of": pgettext_lazy("statement", "隶属"),
    "policy_issuer": pgettext_lazy("statement", "政策发布"),
    "alias": pgettext_lazy("statement", "简称"),
    "layer_link": pgettext_lazy("statement", "层与环节"),
}
"""Types of relations."""
EVENTS: dict[str, Promise] = {
    "SIGN": pgettext_lazy("event", "签约"),
    "LAND": pgettext_lazy("event", "落户"),
    "START": pgettext_lazy("event", "开工"),
    "TOPOUT": pgettext_lazy("event", "封顶"),
    "PRODUCE": pgettext_lazy("event", "投产"),
    "UNVEIL": pgettext_lazy("event", "揭牌"),
    "LIST": pgettext_lazy("event", "上市"),
    "PUBLISH": pgettext_lazy("event", "发布"),
    "ESTABLISH": pgettext_lazy("event", "成立"),
    "VISIT": pgettext_lazy("event", "考察"),
}
"""Types of events."""
TYPES: dict[str, Promise] = {**NAMES, **VALUES, **RELATIONS, **EVENTS}
"""The word of each type; what is not among them is told by its code."""
