"""The living page of the design system: every piece, shown as it is and with its markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template import Engine
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from shigu.face.pictures import pictures
from shigu.face.pieces import Words
from shigu.face.samples import samples

SPECIMENS: tuple[tuple[str, Words, Words], ...] = (
    (
        "figures",
        pgettext_lazy("构件", "关键数字"),
        pgettext_lazy("构件", "一行数字，每个都能点开理由：句子、公式、输入、来源、日期。"),
    ),
    (
        "badges",
        pgettext_lazy("构件", "徽标"),
        pgettext_lazy("构件", "事实、示例、机器提议、已研判：全站同一枚徽标。"),
    ),
    (
        "status",
        pgettext_lazy("构件", "状态"),
        pgettext_lazy("构件", "颜色、形状、文字三者同在，去掉颜色也能读。"),
    ),
    (
        "numbers",
        pgettext_lazy("构件", "数字与日期"),
        pgettext_lazy("构件", "句中用合适的单位，表中一列一个单位；日期表中与句中写法不同。"),
    ),
    (
        "actions",
        pgettext_lazy("构件", "按钮"),
        pgettext_lazy("构件", "短动词；不能做时变灰并说明原因。"),
    ),
    (
        "stages",
        pgettext_lazy("构件", "阶段与时钟"),
        pgettext_lazy("构件", "走到哪一步，期限何时，是否逾期。"),
    ),
    (
        "tabs",
        pgettext_lazy("构件", "页签"),
        pgettext_lazy("构件", "页签是链接，没有脚本也能用，可收藏。"),
    ),
    (
        "alerts",
        pgettext_lazy("构件", "提示"),
        pgettext_lazy("构件", "说清发生了什么；出错时说怎么办。"),
    ),
    (
        "empty",
        pgettext_lazy("构件", "空状态"),
        pgettext_lazy("构件", "为什么是空的，下一步做什么，谁能做。"),
    ),
    (
        "facts",
        pgettext_lazy("构件", "详情"),
        pgettext_lazy("构件", "一件事物的各项，未知就写未知。"),
    ),
    (
        "timeline",
        pgettext_lazy("构件", "历史"),
        pgettext_lazy("构件", "谁在何时因何做了什么，改了哪些字段。"),
    ),
    (
        "evidence",
        pgettext_lazy("构件", "证据"),
        pgettext_lazy("构件", "原句，标出依据的那一段，附来源与日期。"),
    ),
    (
        "progress",
        pgettext_lazy("构件", "进度"),
        pgettext_lazy("构件", "在做什么、到几成、还要多久，可停止。"),
    ),
    (
        "compare",
        pgettext_lazy("构件", "比较两个方案"),
        pgettext_lazy("构件", "并排、相差、哪边更好。"),
    ),
    ("waterfall", pgettext_lazy("构件", "瀑布图"), pgettext_lazy("构件", "总数怎样一步步形成。")),
    (
        "shares",
        pgettext_lazy("构件", "分享条"),
        pgettext_lazy("构件", "浅色为单干，深色为合作所增，竖线为分界。"),
    ),
    (
        "closing",
        pgettext_lazy("构件", "方案与上界"),
        pgettext_lazy("构件", "实线是找到的最好，虚线是谁也超不过的上界；两线相遇即证明最优。"),
    ),
    (
        "charts",
        pgettext_lazy("构件", "图表"),
        pgettext_lazy("构件", "颜色取自本规范，随明暗而变；每张图都有同样内容的表格。"),
    ),
    (
        "chain",
        pgettext_lazy("构件", "产业链图"),
        pgettext_lazy("构件", "从左到右，线宽为权重，形状为强弱。"),
    ),
    (
        "map",
        pgettext_lazy("构件", "地图"),
        pgettext_lazy("构件", "不依赖底图；图例可筛选；旁边的列表说同样的内容。"),
    ),
    (
        "sliders",
        pgettext_lazy("构件", "滑杆"),
        pgettext_lazy("构件", "拖动即重算；数字由服务器按公式算出。"),
    ),
    (
        "list",
        pgettext_lazy("构件", "列表"),
        pgettext_lazy("构件", "筛选、排序、选列、合计、导出、键盘；状态都在地址里。"),
    ),
    (
        "form",
        pgettext_lazy("构件", "表单"),
        pgettext_lazy("构件", "标签在上，单位在框内，说明在下，错误在旁并在顶部汇总。"),
    ),
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One piece on the page: its name, what it is for, how it looks and how it is written."""

    key: str
    name: Words
    purpose: Words
    shown: SafeString
    markup: str


class DesignPage(TemplateView):
    """``/design/``: for page authors, and a check of every piece in both languages and themes."""

    template_name = "face/design.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(specimens=self._specimens(), **kwargs)

    def _specimens(self) -> list[Specimen]:
        values = {**samples(self.request.GET), **pictures()}
        found = []
        for key, name, purpose in SPECIMENS:
            template = get_template(f"face/specimens/{key}.html")
            markup = Engine.get_default().get_template(f"face/specimens/{key}.html").source.strip()
            shown = template.render(values, self.request)
            found.append(Specimen(key, name, purpose, SafeString(shown), markup))
        return found
