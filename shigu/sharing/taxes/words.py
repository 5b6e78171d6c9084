"""What is wrong with a row of a tax file, in words with the cure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shigu.face.units import money_in
from shigu.sharing.names import kind_names

WORDS: Mapping[str, str | Promise] = {
    "header-firm": gettext_lazy("没有写企业的列：要有统一社会信用代码、编号或企业名称。"),
    "header-year": gettext_lazy("没有年度一列：要有年度，或所属期。"),
    "header-money": gettext_lazy("没有金额一列：要有入库税额或地方留存，或每个税种一列。"),
    "header-kind": gettext_lazy("金额没有写明税种：加一列税种，或每个税种一列。"),
    "empty": gettext_lazy("只有表头，没有数据。"),
    "firm-missing": gettext_lazy("没有写是哪家企业。"),
    "firm-unknown": gettext_lazy("名录中没有“%(value)s”；先在“企业与机构”登记，或改用信用代码。"),
    "firm-several": gettext_lazy("名录中不止一家叫“%(value)s”；改填统一社会信用代码。"),
    "year-unclear": gettext_lazy("“%(value)s”不是年度；写成 2026 或 2026-03。"),
    "month-unclear": gettext_lazy("“%(value)s”不是月份；写 1 到 12，全年留空。"),
    "kind-unknown": gettext_lazy("没有“%(value)s”这个税种；用空白表说明页里的名称。"),
    "kind-missing": gettext_lazy("没有写税种。"),
    "amount-missing": gettext_lazy("没有金额；入库税额与地方留存至少填一项。"),
    "amount-unclear": gettext_lazy("“%(value)s”不是金额；只写数字。"),
    "amount-not-fen": gettext_lazy("“%(value)s”不能精确到分；检查单位与小数位。"),
    "regime-missing": gettext_lazy(
        "%(year)s 年的%(kind)s没有登记财政体制，算不出地方部分；先登记，或在文件里填地方留存。"
    ),
    "local-exceeds": gettext_lazy("%(name)s的地方留存大于入库税额。"),
    "twice": gettext_lazy("%(name)s的同一年度、月份和税种已在第 %(other)s 行；合并成一行。"),
    "total-differs": gettext_lazy(
        "%(kind)s%(part)s合计行写的是 %(stated)s 元，逐行相加是 %(computed)s 元；查清再导入。"
    ),
}


def fault_words(fault: Mapping[str, Any]) -> str:
    """A fault in the reader's language."""
    given = dict(fault["words"])
    if fault["code"] == "unreadable":
        return str(given["en" if get_language() == "en" else "zh"])
    if "kind" in given:
        given["kind"] = kind_names().get(given["kind"], given["kind"])
    for name in ("stated", "computed"):
        if name in given:
            given[name] = money_in(given[name], "yuan", 2, accounting=False)
    if "part" in given:
        given["part"] = _("入库") if given["part"] == "gross" else _("地方留存")
    return str(WORDS[fault["code"]]) % given
