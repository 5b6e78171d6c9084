"""The assessment of the demonstration: invented figures of the illustrative firms of 萧山."""

from __future__ import annotations

import csv
import io

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.engine.grading.schemes import texts
from shigu.grading.actions import grade_sheet, keep
from shigu.grading.models import GradedSheet
from shigu.registry.models import Organisation

DISTRICT, SCHEME, FIRMS = "xiaoshan", "huangyan-2023", 24
COLUMNS = ("tax_wan", "land_mu", "value_added_wan", "energy_tce", "emission_t", "staff")
NAME = "规上工业企业亩均评价（示例）"
REASON = "示例"


def grade_the_demo(actor: Actor) -> None:
    """Grade the sheet and keep it; once."""
    if GradedSheet.objects.exists():
        return
    district = District.objects.get(code=DISTRICT)
    made = grade_sheet(actor, district, NAME, texts()[SCHEME], "示例.csv", sheet().encode())
    keep(actor, made, reason=REASON)


def sheet() -> str:
    """Figures from a plain formula, so that every demonstration is the same."""
    firms = Organisation.objects.filter(
        status="illustrative", kind=Organisation.Kind.ENTERPRISE, district__code=DISTRICT
    ).order_by("code")
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["id", "name", "group", *COLUMNS, "rd_wan", "revenue_wan"])
    for place, firm in enumerate(firms[:FIRMS]):
        land = 12 + place * 7 % 30
        tax = land * (6 + place * 11 % 37)
        added = land * (60 + place * 29 % 160)
        emission = "" if place % 6 == 5 else added / (2500 + place * 400 % 5000)
        rest = [tax, land, added, added / (1.5 + place % 4), emission, added / (12 + place % 9)]
        shown = [f"{cell:.2f}" if isinstance(cell, float) else cell for cell in rest]
        rd = added * (1 + place % 5) / 50
        lines.writerow([firm.code, firm.name_zh, "", *shown, f"{rd:.2f}", added * 4])
    return text.getvalue()
