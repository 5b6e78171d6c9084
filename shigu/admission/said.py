"""Sheets, points and decisions in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.engine.admission.scoring import Fault, ScoreError
from shigu.engine.admission.values import Criterion, Sheet, Veto


def word(each: Criterion | Veto | Sheet) -> str:
    """What it is called in the language of the reader."""
    return each.en if get_language() == "en" else each.zh


def guidance(each: Criterion) -> str:
    """For what points are given."""
    return each.guidance_en if get_language() == "en" else each.guidance_zh


def vetoes(sheet: Sheet, codes: Sequence[str]) -> list[str]:
    """The items that were named, in the order of the sheet."""
    return [word(each) for each in sheet.vetoes if each.code in codes]


def faults(sheet: Sheet, error: ScoreError) -> str:
    """What is wrong with points, criterion by criterion."""
    return _("；").join(_fault(sheet, each) for each in error.faults)


def _fault(sheet: Sheet, fault: Fault) -> str:
    named = {each.code: each for each in sheet.criteria}
    if fault.wrong == "unknown":
        return _("评分表没有“%s”这一项") % fault.code
    criterion = named[fault.code]
    told = {"what": word(criterion), "most": f"{criterion.most:f}"}
    match fault.wrong:
        case "missing":
            return _("%(what)s没有分数（0–%(most)s）") % told
        case "range":
            return _("%(what)s须在 0–%(most)s 分之间") % told
        case _step:
            return _("%(what)s按 0.5 分打（0–%(most)s）") % told
