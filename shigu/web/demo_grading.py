"""Assessments of the demonstration: invented figures of illustrative firms, and of parks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from shigu.districts.actors import Actor
from shigu.districts.models import District, Zone
from shigu.engine.grading.schemes import texts
from shigu.grading.actions import grade_sheet, keep
from shigu.grading.models import GradedSheet
from shigu.registry.models import Organisation

DISTRICTS, FIRMS = ("xiaoshan", "binjiang"), 24
PARKS_OF = "xiaoshan"
COLUMNS = ("tax_wan", "land_mu", "value_added_wan", "energy_tce", "emission_t", "staff")
OF_FIRMS = ("id", "name", "group", *COLUMNS, "rd_wan", "revenue_wan")
OF_PARKS = (
    *("id", "name", "tax_wan", "land_mu", "value_added_wan", "fixed_invest_wan"),
    *("rd_wan", "revenue_wan", "energy_tce"),
)
REASON = "示例"
Line = Sequence[object]


def grade_the_demo(actor: Actor) -> None:
    """Grade the firms of two districts and the parks of one, and keep it; once."""
    if GradedSheet.objects.exists():
        return
    for district in DISTRICTS:
        name = "规上工业企业亩均评价（示例）"
        _keep(actor, district, name, "huangyan-2023", sheet(OF_FIRMS, _firms(district)))
    name = "园区综合评价（示例数据）"
    _keep(actor, PARKS_OF, name, "parks-efficacy", sheet(OF_PARKS, _parks(PARKS_OF)))


def _keep(actor: Actor, code: str, name: str, scheme: str, text: str) -> None:
    district = District.objects.get(code=code)
    made = grade_sheet(actor, district, name, texts()[scheme], "示例.csv", text.encode())
    keep(actor, made, reason=REASON)


def sheet(head: Line, lines: Iterator[Line]) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for line in lines:
        writer.writerow([f"{cell:.2f}" if isinstance(cell, float) else cell for cell in line])
    return text.getvalue()


def _firms(district: str) -> Iterator[Line]:
    """Figures from a plain formula, so that every demonstration is the same."""
    firms = Organisation.objects.filter(
        status="illustrative", kind=Organisation.Kind.ENTERPRISE, district__code=district
    ).order_by("code")
    for place, firm in enumerate(firms[:FIRMS]):
        land = 12 + place * 7 % 30
        tax = land * (6 + place * 11 % 37)
        added = land * (60 + place * 29 % 160)
        emission = "" if place % 6 == 5 else added / (2500 + place * 400 % 5000)
        used = [added / (1.5 + place % 4), emission, added / (12 + place % 9)]
        rd = added * (1 + place % 5) / 50
        yield [firm.code, firm.name_zh, "", tax, land, added, *used, rd, added * 4]


def _parks(district: str) -> Iterator[Line]:
    for place, park in enumerate(Zone.objects.filter(district__code=district).order_by("code")):
        land = 400 + place * 330 % 1900
        tax = land * (9 + place * 7 % 23)
        added = land * (70 + place * 31 % 120)
        invested = land * (150 + place * 67 % 260)
        rd = added * (2 + place * 3 % 7) / 40
        energy = added / (2.0 + place * 5 % 4)
        name = f"{park.name_zh}（示例数据）"
        yield [park.code, name, tax, land, added, invested, rd, added * 4, energy]
