"""The working day of the demonstration: tasks on three levels, a task force, a meeting held.

Everything is invented and goes in through the verbs that officers use; days count from today.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from shigu.districts.actors import Actor
from shigu.districts.models import District, Status, User
from shigu.districts.scope import acting_as, acting_as_system
from shigu.work import actions
from shigu.work.models import (
    Entry,
    KeyProject,
    Meeting,
    ProsperityReading,
    ReformItem,
    Task,
    TitleApplication,
)

REASON = "示例"
ILLUSTRATIVE = Status.ILLUSTRATIVE
TASKS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("wei", "joint", "task", "xiaoshan", "核对视谷之窗可交付的楼层与时间", 6),
    ("wei", "joint", "task", "binjiang", "报送拟外溢到萧山的企业清单", -9),
    ("shen", "xiaoshan", "request", "joint", "请示：湘湖区块高压扩容的市级协调", 12),
    ("lin", "binjiang", "task", "xiaoshan", "为两家传感器企业联系 6 米层高厂房", 3),
)
"""Who gives it, in whose name, kind, owner, title, days until it is due."""
AGENDA = (("视谷之窗建设进度", "萧山区"), ("两区联合招商名单", "滨江区"), ("人才公寓配套", ""))
SAID = ("主体结顶，机电安装进场。", "首批八家，分两次上门。", "两区各出一名联系人。")
DECISIONS = (("xiaoshan", "十日内排出楼层交付计划", 10), ("binjiang", "联合招商名单定稿并分工", 7))

EVIDENCE = "示例：演示方法，不是真实数据。"
REGISTERED: tuple[tuple[type[Entry], dict[str, Any]], ...] = (
    (ReformItem, {"name": "两区企业开办互认", "owner": "政务服务中心", "state": "tried"}),
    (ReformItem, {"name": "用能指标跨区调剂", "owner": "发改局", "state": "planned"}),
    (
        ProsperityReading,
        {"name": "园区带动村集体增收", "unit": "万元", "year": 2025, "value": 620, "target": 800},
    ),
    (KeyProject, {"name": "示例项目甲", "list_name": "省重点", "year": 2026}),
    (
        TitleApplication,
        {
            "name": "国家先进制造业集群",
            "criteria": ["主导产业规模 | 示例统计表", "有促进机构 | 示例批文", "创新载体"],
        },
    ),
)


REASSIGNED = "汇总两区可共用的检测平台"
CHECKED_NAME = "三至六层核对表（示例）.csv"
CHECKED = "楼层,可用面积(平方米),状态\n三层,1200,空置\n四层,800,部分租出\n"


def work_the_demo() -> None:
    """Give the tasks and hold the meeting; once."""
    with acting_as_system():
        if Task.objects.exists():
            return
    for name, by, kind, owner, title, days in TASKS:
        with _as(name) as officer:
            _give(officer, by, {"kind": kind, "title": title, "owner": _place(owner)}, days)
    _answers()
    _gives_elsewhere()
    _meets()
    with _as("shen") as shen:
        for model, values in REGISTERED:
            told = {"evidence": EVIDENCE, "status": ILLUSTRATIVE}
            actions.register(shen, model, _place("xiaoshan"), values | told)


def _give(officer: Actor, by: str, values: dict[str, Any], days: int) -> None:
    told = {"deadline": _day(days), "status": ILLUSTRATIVE}
    actions.issue(officer, _place(by), values | told, reason=REASON)


def _answers() -> None:
    with _as("shen") as shen:
        first = Task.objects.get(title=TASKS[0][4])
        actions.move(shen, first, "accept")
        actions.reply(shen, first, "三至六层已核对，其余周五前报。")
        actions.attach(shen, first, CHECKED_NAME, CHECKED.encode("utf-8-sig"))
        actions.move(shen, Task.objects.get(title=TASKS[3][4]), "accept")
    with acting_as_system() as system:
        actions.escalate_overdue(system)


def _gives_elsewhere() -> None:
    """A task whose owner asked for another: its issuer gives it on, with words."""
    with _as("lin") as lin:
        values = {"kind": "task", "title": REASSIGNED, "owner": _place("xiaoshan")}
        _give(lin, "binjiang", values, 8)
        task = Task.objects.get(title=REASSIGNED)
        others = [_place("xiaoshan")]
        actions.reassign(
            lin, task, _place("joint"), others, reason="两区都要，改由专班统筹（示例）"
        )


def _meets() -> None:
    with _as("gu") as gu:
        members = [(_place("binjiang"), _key("lin")), (_place("xiaoshan"), _key("shen"))]
        values = {"name": "视谷之窗专班（示例）", "purpose": "窗口园区的建设、招商与配套。"}
        values |= {"open_to": "districts", "status": ILLUSTRATIVE}
        force = actions.convene(gu, _place("joint"), values, members, reason=REASON)
        start = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0)
        for title, days in (("专班双周例会（示例）", -1), ("专班下次例会（示例）", 13)):
            called = {"title": title, "starts_at": start + datetime.timedelta(days=days)}
            called |= {"place": "湘湖", "force": force, "status": ILLUSTRATIVE}
            meeting = actions.call_meeting(gu, _place("joint"), called, agenda=AGENDA)
            if days < 0:
                _hold(gu, meeting)


def _hold(gu: Actor, meeting: Meeting) -> None:
    said = {item.pk: words for item, words in zip(meeting.agenda.all(), SAID, strict=True)}
    came = ["顾远（联合专班）", "林岚（滨江区）", "沈川（萧山区）"]
    actions.record(gu, meeting, {"chair": "魏然", "attendees": came}, said)
    for owner, text, days in DECISIONS:
        values = {"text": text, "owner": _place(owner), "deadline": _day(days)}
        actions.hand_on(gu, actions.decide(gu, meeting, values))


def _day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def _place(code: str) -> District:
    return District.objects.get(code=code)


def _key(name: str) -> int:
    return User.objects.get(username=name).pk


@contextmanager
def _as(name: str) -> Iterator[Actor]:
    person = User.objects.get(username=name)
    with acting_as(person.pk, str(person)) as actor:
        yield actor
