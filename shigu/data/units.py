"""Units of columns in the words of the reader."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shigu.engine.pack.schema import Field
from shigu.face.pieces import Words

UNITS: Mapping[str, Words] = {
    "万元": _("万元"),
    "万元/a": _("万元/a"),
    "万元/亩": _("万元/亩"),
    "万美元": _("万美元"),
    "元": _("元"),
    "元/㎡·月": _("元/㎡·月"),
    "亩": _("亩"),
    "吨标煤": _("吨标煤"),
    "吨标准煤/万元": _("吨标准煤/万元"),
    "吨/万元": _("吨/万元"),
    "年": _("年"),
    "月": _("月"),
    "天": _("天"),
    "人": _("人"),
    "件": _("件"),
    "部": _("部"),
    "分": _("分"),
}


def unit_of(field: Field) -> str:
    """The unit of a column; what is no word (m, kVA, %) is written alike in both languages."""
    return str(UNITS.get(field.unit, field.unit))
