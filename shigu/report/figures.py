"""The row of key figures, each with what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.report.bilingual import Text, same, say
from shigu.report.headline import closable, critical_gaps, leavers
from shigu.report.names import Json
from shigu.report.numbers import grouped, money, percent


@dataclass(frozen=True, slots=True)
class Figure:
    name: Text
    figure: Text
    note: Text
    why: Text


def key_figures(plan: Json) -> tuple[Figure, ...]:
    return (_gaps(plan), _candidates(plan), _placed(plan), _value(plan), _gain(plan), _core(plan))


def _gaps(plan: Json) -> Figure:
    gaps, critical = plan["chain"]["gaps"], critical_gaps(plan)
    blank = sum(gap["status"] == "blank" for gap in gaps)
    return Figure(
        Text("关键缺口", "Critical gaps"),
        same(grouped(len(critical))),
        say(
            "{b} 空白、{w} 弱，共 {n} 环节",
            "{b} blank, {w} weak of {n} links",
            b=blank,
            w=len(gaps) - blank,
            n=len(plan["chain"]["links"]),
        ),
        say(
            "空白：集群内没有企业；弱：有效供应者不足两家或区位商整段区间低于 1，"
            "或企业不足三家而无区位商可比。其中挂靠程度居前四分之一的"
            "记为关键。{within} 个关键缺口有本地实验室可依托。",
            "Blank: no firm within; weak: under two effective suppliers, a quotient whose whole "
            "interval lies below 1, or under three firms where there is none. "
            "Critical: in the top quarter by what hangs on it. {within} critical "
            "gaps already have a laboratory within reach.",
            within=len(closable(critical)),
        ),
    )


def _candidates(plan: Json) -> Figure:
    firms = {candidate["organisation"] for candidate in plan["candidates"]}
    links = {candidate["link"] for candidate in plan["candidates"]}
    return Figure(
        Text("候选企业", "Candidate firms"),
        same(grouped(len(firms))),
        say("对应 {n} 个缺口", "for {n} gaps", n=len(links)),
        Text(
            "集群外已在该环节的企业，按契合、广度、远近与引荐路径打分；一家企业可对应几个缺口。",
            "Firms elsewhere that stand on the link, scored by fit, breadth, closeness and the "
            "path through which to approach them; one firm may serve several gaps.",
        ),
    )


def _placed(plan: Json) -> Figure:
    siting = plan["siting"]
    placed, left = len(siting["placements"]), len(siting["unplaced"])
    return Figure(
        Text("已落位项目", "Projects placed"),
        same(f"{placed} / {placed + left}"),
        say("{n} 个未落位", "{n} without a place", n=left),
        Text(
            "待落位项目（拿地以前各阶段）在全部硬约束下的最优安排；未落位者逐个写明原因。",
            "Projects that have no land yet, arranged at best under every hard constraint; each "
            "one left out says why.",
        ),
    )


def _value(plan: Json) -> Figure:
    siting, run = plan["siting"], plan["run"]
    proof = Text("已证最优", "proven optimal")
    if siting["status"] != "optimal":
        proof = say(
            "距上界不超过 {gap}", "at most {gap} below the bound", gap=percent(siting["gap"], 2)
        )
    return Figure(
        Text("方案价值（现值）", "Present value"),
        money(siting["objective_yuan"]),
        proof,
        say(
            "成功概率 ×（地方留存税收 − 公共成本 − 原地已缴税）逐年折现，加土地收入；"
            "折现率 {rate}，{years} 年为限，只算给出估计的年份。上界 {bound}，求解 {seconds} 秒。",
            "Probability of success × (local tax − public cost − tax already paid at the origin), "
            "discounted by year, plus land income; rate {rate}, {years} years at most, only "
            "years with an estimate. Upper bound {bound}; solved in {seconds} s.",
            rate=percent(run["discount_rate"]),
            years=run["horizon_years"],
            bound=money(siting["bound_yuan"]),
            seconds=grouped(siting["seconds"], 1),
        ),
    )


def _gain(plan: Json) -> Figure:
    sharing = plan["sharing"]
    alone = sum(sharing["stand_alone"])
    return Figure(
        Text("合作净增", "Gain from cooperation"),
        money(sharing["surplus_yuan"]),
        say("各自单干合计 {alone}", "{alone} if each stays alone", alone=money(alone)),
        say(
            "全体共同方案的价值减去 {n} 方各自单干（只用自己的项目、空间与指标）所得之和。",
            "The value of the joint plan less what the {n} players reach alone, each with its own "
            "leads, spaces and quotas.",
            n=len(sharing["players"]),
        ),
    )


def _core(plan: Json) -> Figure:
    gaining = leavers(plan)
    answer = {
        True: Text("不稳定", "Not stable"),
        False: Text("稳定", "Stable"),
        None: Text("未能断定", "Undecided"),
    }[plan["sharing"]["core_empty"]]
    certificate = plan["sharing"]["core_certificate"]
    return Figure(
        Text("联盟", "Coalition"),
        answer,
        say("{n} 个联盟退出有利", "{n} coalitions gain by leaving", n=len(gaining)),
        Text(certificate["zh"], certificate["en"]),
    )
