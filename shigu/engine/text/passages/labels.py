"""What can be labelled: types of names, keys of values, relations and events with their roles."""

from __future__ import annotations

ENTITIES: dict[str, str] = {
    "GOV": "g",
    "PARK": "k",
    "DISTRICT": "d",
    "COMPANY": "c",
    "INSTITUTE": "i",
    "UNIVERSITY": "u",
    "PERSON": "p",
    "TITLE": "t",
    "PROJECT": "j",
    "POLICY": "y",
    "CLUSTER": "x",
    "LAYER": "l",
    "LINK": "n",
    "INDUSTRY": "s",
}
"""Types of names, each with the letter that its mentions are numbered by: g1, g2, k1 …"""
QUANTITY = "q"
KEYS = (
    *("investment_total", "investment_phase", "registered_capital", "valuation", "industry_scale"),
    *("output_value", "tax", "land_area", "floor_area", "capacity", "jobs", "talents", "patents"),
    *("count_companies", "count_projects", "growth", "ratio", "date"),
)
RELATIONS: dict[str, tuple[str, ...]] = {
    "person_title_org": ("person", "title", "org"),
    "project_company": ("project", "company"),
    "project_park": ("project", "park"),
    "company_park": ("company", "park"),
    "company_company": ("a", "b"),
    "district_district": ("a", "b"),
    "co_build": ("a", "b", "object"),
    "invest": ("investor", "company"),
    "located_in": ("org", "place"),
    "parent_subsidiary": ("parent", "child"),
    "park_industry": ("park", "industry"),
    "part_of": ("child", "parent"),
    "policy_issuer": ("policy", "org"),
    "alias": ("full", "short"),
    "layer_link": ("layer", "link"),
}
"""Relations and their roles in order; the last role of ``person_title_org`` may be left out."""
SHORTEST = {"person_title_org": 2}
_WHO = dict.fromkeys("cgiuxdks", "object")
_WHERE = {"j": "project", "c": "company", "k": "park", "d": "place", "i": "object", "q": "date"}
EVENTS: dict[str, dict[str, str]] = {
    "SIGN": dict.fromkeys("cgiud", "party") | {"j": "project", "k": "park", "q": "date"},
    "LAND": _WHERE,
    "START": _WHERE,
    "TOPOUT": _WHERE,
    "PRODUCE": _WHERE,
    "UNVEIL": _WHO | {"j": "object", "q": "date"},
    "LIST": {"c": "company", "q": "date"},
    "PUBLISH": dict.fromkeys("gci", "agent") | {"y": "object", "q": "date"},
    "ESTABLISH": {"q": "date"},
    "VISIT": _WHO | {"j": "object", "q": "date"},
}
"""Events, and the role that a mention plays by its letter where none is written."""
