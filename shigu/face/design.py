"""The living page of the design system: every piece, shown as it is and with its markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from shigu.face.pictures import pictures
from shigu.face.pieces import Words
from shigu.face.samples import samples

SPECIMENS: tuple[tuple[str, Words, Words], ...] = (
    ("figures", _("关键数字"), _("一行数字，每个都能点开理由：句子、公式、输入、来源、日期。")),
    ("badges", _("徽标"), _("事实、示例、机器提议、已研判：全站同一枚徽标。")),
    ("status", _("状态"), _("颜色、形状、文字三者同在，去掉颜色也能读。")),
    ("numbers", _("数字与日期"), _("句中用合适的单位，表中一列一个单位；日期表中与句中写法不同。")),
    ("actions", _("按钮"), _("短动词；不能做时变灰并说明原因。")),
    ("stages", _("阶段与时钟"), _("走到哪一步，期限何时，是否逾期。")),
    ("tabs", _("页签"), _("页签是链接，没有脚本也能用，可收藏。")),
    ("alerts", _("提示"), _("说清发生了什么；出错时说怎么办。")),
    ("empty", _("空状态"), _("为什么是空的，下一步做什么，谁能做。")),
    ("facts", _("详情"), _("一件事物的各项，未知就写未知。")),
    ("timeline", _("历史"), _("谁在何时因何做了什么，改了哪些字段。")),
    ("evidence", _("证据"), _("原句，标出依据的那一段，附来源与日期。")),
    ("progress", _("进度"), _("在做什么、到几成、还要多久，可停止。")),
    ("compare", _("比较两个方案"), _("并排、相差、哪边更好。")),
    ("waterfall", _("瀑布图"), _("总数怎样一步步形成。")),
    ("shares", _("分享条"), _("浅色为单干，深色为合作所增，竖线为分界。")),
    ("charts", _("图表"), _("颜色取自本规范，随明暗而变；每张图都有同样内容的表格。")),
    ("chain", _("产业链图"), _("从左到右，线宽为权重，形状为强弱。")),
    ("map", _("地图"), _("不依赖底图；图例可筛选；旁边的列表说同样的内容。")),
    ("sliders", _("滑杆"), _("拖动即重算；数字由服务器按公式算出。")),
    ("list", _("列表"), _("筛选、排序、选列、合计、导出、键盘；状态都在地址里。")),
    ("form", _("表单"), _("标签在上，单位在框内，说明在下，错误在旁并在顶部汇总。")),
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
            markup = template.template.source.strip()  # type: ignore[attr-defined]
            shown = template.render(values, self.request)
            found.append(Specimen(key, name, purpose, SafeString(shown), markup))
        return found
