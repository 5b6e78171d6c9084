"""Files of projects in the demonstration, terms of land and of a unit, a pool of talent.

Everything is invented and goes in through the verbs that officers use.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.scope import acting_as_system
from shigu.dossier import actions
from shigu.dossier.models import (
    Authorisation,
    Clearance,
    PastEvaluation,
    Profile,
    Record,
    YearPlan,
)
from shigu.projects.models import Project
from shigu.territory.actions import entitle, open_pool, set_terms
from shigu.territory.models import Letting, Lot, Space
from shigu.web.demo_promises import as_officer

REASON = "示例"
FILED: dict[str, tuple[str, str, str, str, str]] = {
    "p-mmwave-line": ("先进制造", "车载毫米波雷达", "domestic", "new", "provincial"),
    "p-optical-lens-plant": ("先进制造", "光学镜头", "both", "new", "municipal"),
    "p-spectrometer-expansion": ("科技研发", "光谱仪器", "domestic", "stock", "own"),
}
"""Sector, track, funding, kind of land, research platform."""
LAND, UNIT = "sp-xh-land-1", "sp-xh-floor-1"


def file_the_demo() -> None:
    """Fill in the files of three signed projects, and terms of two spaces; once."""
    with acting_as_system():
        if Profile.objects.exists():
            return
    with as_officer("lin") as officer:
        for at, (code, told) in enumerate(FILED.items()):
            project = Project.objects.select_related("district").get(code=code)
            for model, values in _records(project, told, at):
                actions.write(officer, project, model, values, reason=REASON)
    with as_officer("shen") as officer:
        _terms(officer)


def _records(
    project: Project, told: tuple[str, ...], at: int
) -> list[tuple[type[Record], dict[str, Any]]]:
    sector, track, funding, ground, platform = told
    year = timezone.localdate().year
    plan = (project.fixed_invest_wan or Decimal(3000)) / 2
    words = {"sector": sector, "track": track, "funding": funding, "ground": ground}
    profile = words | {
        "national_code": f"{year}-330108-39-03-10000{at + 1}",
        "platform": platform,
        "content": "厂房改造与产线建设（示例）",
        "products": f"{track}，年产 {20 - 5 * at} 万件（示例）",
        "domestic_wan": project.invest_wan,
        "foreign_usd_wan": Decimal(350) if funding == "both" else None,
        "output_wan": Decimal(36000 - 8000 * at),
        "tax_wan": Decimal(1500 - 300 * at),
        "staff": 260 - 60 * at,
        "research_share": Decimal("6.5"),
        "patents": 18 - 4 * at,
        "farmland_mu": Decimal(0) if ground == "new" else None,
        "red_line_mu": Decimal(0) if ground == "new" else None,
        "stock_area_m2": Decimal(4200) if ground == "stock" else None,
        "two_high": False,
        "begins_on": datetime.date(year + 1, 3, 1),
        "ends_on": datetime.date(year + 2, 6, 30),
    }
    approved = {"given_on": _ago(40), "body": "区发展改革局（示例）"}
    return [
        (Profile, profile),
        (YearPlan, {"year": year, "planned_wan": plan, "done_wan": plan / 2, "progress": "设计"}),
        (YearPlan, {"year": year + 1, "planned_wan": plan, "progress": "主体结顶（计划）"}),
        (Clearance, {"kind": "filing", "number": f"示例备〔{year}〕{at + 1}号"} | approved),
        (Clearance, {"kind": "environment"}),
        (Clearance, {"kind": "energy", "needed": at != 2}),
        (Authorisation, {"number": f"示例发改〔{year}〕{at + 7}号", **approved,
                         "invest_wan": project.invest_wan, "land_mu": project.land_mu}),
        (PastEvaluation, {"held_on": _ago(120), "meeting": "项目评审会（示例）", "score": 82 - at,
                          "decision": "admitted", "opinion": "同意准入（示例）"}),
    ]  # fmt: skip


def _terms(officer: Any) -> None:
    spaces = Space.objects.select_related("district")
    lot: dict[str, Any] = {
        "seat": "湘湖区块（示例）",
        "bounds": "东至河道、南至规划路（示例）",
        "use": "工业",
    }
    lot |= {"granting": "listing", "years": 50, "start_price_wan": Decimal(3600)}
    lot |= {"deposit_wan": Decimal(720), "density": Decimal(45), "green": Decimal(15)}
    lot |= {"height_limit_m": Decimal(50), "standard": True, "invest_wan_mu": Decimal(500)}
    lot |= {"output_wan_mu": Decimal(800), "tax_wan_mu": Decimal(35), "research": Decimal(3)}
    set_terms(officer, spaces.get(code=LAND), Lot, lot, reason=REASON)
    unit: dict[str, Any] = {
        "building": "A2（示例）",
        "floor": 3,
        "lifts": 2,
        "lift_load_t": Decimal(3),
    }
    unit |= {"fee_yuan_m2_month": Decimal("3.5"), "free_months": 6, "deposit_months": 3}
    set_terms(officer, spaces.get(code=UNIT), Letting, unit | {"fitted": "毛坯"}, reason=REASON)
    values = {"resource": "talent", "amount": 120.0, "unit": "person", "status": "illustrative"}
    month = timezone.localdate().replace(day=1)
    home = District.objects.get(code="xiaoshan")
    pool = open_pool(officer, home, values | {"month_from": month}, reason=REASON)
    entitle(officer, pool, "binjiang", 0.4, reason=REASON)


def _ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)
