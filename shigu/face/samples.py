"""Example values for the living page; every one of them wears the illustrative badge there."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language, pgettext, pgettext_lazy

from shigu.face import units
from shigu.face.forms import DateInput, Measured
from shigu.face.pieces import (
    Change,
    Compared,
    Empty,
    Event,
    Evidence,
    Figure,
    Input,
    Link,
    Progress,
    Reached,
    Share,
    Source,
    Stage,
    Step,
    Tab,
    Why,
)

GAIN = Decimal(495_000_000)


class LeadForm(forms.Form):
    """A short form with each kind of field."""

    name = forms.CharField(
        label=pgettext_lazy("示例", "项目名称"),
        help_text=pgettext_lazy("示例", "与投资方来函一致；查重按这个名称进行。"),
    )
    invest_wan = forms.DecimalField(
        label=pgettext_lazy("示例", "总投资"),
        min_value=1,
        widget=Measured(pgettext_lazy("示例", "万元")),
        help_text=pgettext_lazy("示例", "固定资产与流动资金合计。"),
    )
    first_talk = forms.DateField(
        label=pgettext_lazy("示例", "首谈日期"), widget=DateInput, required=False
    )
    stage = forms.ChoiceField(
        label=pgettext_lazy("示例", "阶段"),
        choices=[("lead", pgettext_lazy("示例", "线索")), ("talks", pgettext_lazy("示例", "在谈"))],
    )
    cleanroom = forms.BooleanField(label=pgettext_lazy("示例", "需要洁净厂房"), required=False)


def samples(asked: QueryDict) -> dict[str, Any]:
    """Whatever the specimens show."""
    today = timezone.localdate()
    return {
        "today": today,
        "now": timezone.now(),
        **_said(today),
        **_procedure(today),
        **_money(asked),
        "form": LeadForm({"name": "", "invest_wan": "-3", "stage": "lead"}),
        "fresh_form": LeadForm(),
    }


def _said(today: datetime.date) -> dict[str, Any]:
    source = Source(
        pgettext("示例", "湘湖未来产业社区简报"),
        pgettext("示例", "年内新增厂房 5.8 万平方米。"),
        "/design/#evidence",
        today,
    )
    why = Why(
        sentence=pgettext("示例", "空白环节中，下游依赖居前四分之一的算关键。"),
        formula=pgettext("示例", "关键缺口 = 空白或弱 且 依赖 ≥ 上四分位"),
        inputs=(
            Input(pgettext("示例", "环节"), "93"),
            Input(pgettext("示例", "空白"), "12"),
            Input(pgettext("示例", "弱"), "25"),
        ),
        sources=(source,),
        as_of=today,
    )
    return {
        "why": why,
        "strip": (
            Figure(
                pgettext("示例", "关键缺口"), "10", note=pgettext("示例", "12 空白、25 弱"), why=why
            ),
            Figure(
                pgettext("示例", "在谈项目"),
                "70",
                pgettext("示例", "个"),
                pgettext("示例", "本月 +6"),
                why=why,
                url="/design/#tabs",
            ),
            Figure(
                pgettext("示例", "可用厂房"),
                "58,000",
                pgettext("示例", "㎡"),
                pgettext("示例", "3 处一周内交付"),
                badge="illustrative",
            ),
            Figure(
                pgettext("示例", "合作净增"),
                *units.money_parts(GAIN, get_language() or "zh-hans"),
                pgettext("示例", "单干合计 2.25 亿元"),
                why=why,
            ),
            Figure(
                pgettext("示例", "按期履约"), "86.4%", "", pgettext("示例", "11 项中 2 项将到期")
            ),
        ),
        "card": Evidence(
            "公司将在湘湖建设三维视觉基地，年内投产口腔数字化产线，预计用地 80 亩。",
            3,
            14,
            source,
            pgettext("示例", "先临三维 → 口腔数字化"),
            "machine",
        ),
        "history": _history(),
        "nothing": Empty(
            pgettext("示例", "没有符合全部条件的空间"),
            pgettext("示例", "没有一处同时满足层高 6 米与 800 千伏安；放宽到 5.4 米有 3 处。"),
            (
                Link(pgettext("示例", "放宽层高"), "#empty"),
                Link(pgettext("示例", "登记新空间"), "#empty"),
            ),
        ),
    }


def _history() -> tuple[Event, ...]:
    now = timezone.now()
    return (
        Event(
            pgettext("示例", "申请延期"),
            now,
            pgettext("示例", "林晓（滨江区）"),
            pgettext("示例", "投资方董事会改期，附会议通知。"),
            (Change(pgettext("示例", "保护期至"), "2026-12-01", "2027-03-01"),),
        ),
        Event(
            pgettext("示例", "登记首谈"),
            now - datetime.timedelta(days=9),
            pgettext("示例", "林晓（滨江区）"),
        ),
        Event(
            pgettext("示例", "登记线索"),
            now - datetime.timedelta(days=31),
            pgettext("示例", "沈岚（萧山区）"),
        ),
    )


def _procedure(today: datetime.date) -> dict[str, Any]:
    days = datetime.timedelta
    return {
        "bar": (
            Stage(pgettext("示例", "登记线索"), "done", today - days(40)),
            Stage(pgettext("示例", "首报确认"), "done", today - days(38)),
            Stage(pgettext("示例", "研判"), "skipped"),
            Stage(pgettext("示例", "在谈"), "now", due=today + days(3), urgency="soon"),
            Stage(pgettext("示例", "签约"), "ahead", due=today - days(2), urgency="late"),
            Stage(pgettext("示例", "开工"), "ahead"),
            Stage(pgettext("示例", "投产"), "ahead"),
        ),
        "row": (
            Tab(pgettext("示例", "概况"), "/design/#tabs", current=True),
            Tab(pgettext("示例", "洽谈"), "/design/#talks", count=4),
            Tab(pgettext("示例", "证据"), "/design/#evidence", count=12),
            Tab(pgettext("示例", "历史"), "/design/#timeline"),
        ),
        "job": Progress(
            pgettext("示例", "求解布局"),
            0.62,
            pgettext("示例", "第 3 步，共 5 步：剩余 18 个项目"),
            95,
            "",
            "/design/",
        ),
        "waiting": Progress(pgettext("示例", "排队"), None, pgettext("示例", "前面还有 2 个任务")),
    }


def _money(asked: QueryDict) -> dict[str, Any]:
    part = min(100, max(0, int(value) if (value := asked.get("part", "50")).isdigit() else 50))
    return {
        "part": part,
        "gain": GAIN,
        "mine": GAIN * part / 100,
        "rows": (
            Compared(pgettext("示例", "落位项目"), "52", "49", "−3", "a"),
            Compared(pgettext("示例", "方案价值（亿元）"), "7.20", "7.31", "+0.11", "b"),
            Compared(pgettext("示例", "用地（亩）"), "1,280.0", "1,280.0"),
        ),
        "steps": (
            Step(pgettext("示例", "五五分"), Decimal(24_750), total=True),
            Step(pgettext("示例", "首报贡献"), Decimal(3_120)),
            Step(pgettext("示例", "用地贡献"), Decimal(1_480)),
            Step(pgettext("示例", "基础设施分摊"), Decimal(-2_210)),
            Step(pgettext("示例", "按条款"), Decimal(27_140), total=True),
        ),
        "log": (
            Reached(0.4, None, 3_050),
            Reached(0.9, 2_200, 2_900),
            Reached(2.0, 2_510, 2_780),
            Reached(4.6, 2_640, 2_700),
            Reached(8.0, 2_670, 2_690),
        ),
        "shares": (
            Share(pgettext("示例", "滨江区"), Decimal(9_800), Decimal(16_200), 0),
            Share(pgettext("示例", "萧山区"), Decimal(11_300), Decimal(21_900), 1),
            Share(pgettext("示例", "钱塘区"), Decimal(1_400), Decimal(7_600), 2),
            Share(pgettext("示例", "城西科创大走廊"), Decimal(0), Decimal(3_800), 3),
        ),
    }
