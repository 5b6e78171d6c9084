"""What to do next: the first move of each part, read off the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shigu.report.bilingual import Text, listed, say, told
from shigu.report.names import Json, Names
from shigu.report.numbers import money, percent
from shigu.report.shadow_prices import RESOURCES, unit
from shigu.report.smaa import likeliest


@dataclass(frozen=True, slots=True)
class Step:
    """``target`` is the anchor of the part of the page that it rests on."""

    do: Text
    why: Text
    target: str


def next_steps(plan: Json, names: Names) -> tuple[Step, ...]:
    return tuple(
        step for steps in (_bring, _place, _relax, _enlarge, _sign) for step in steps(plan, names)
    )


def _bring(plan: Json, names: Names) -> Iterable[Step]:
    for gap in plan["chain"]["gaps"][:1]:
        found = [c for c in plan["candidates"] if c["link"] == gap["link"]]
        yield Step(
            say("先补“{link}”", 'Close "{link}" first', link=names.text("links", gap["link"])),
            _approach(names, found[0], gap) if found else _no_candidate(gap),
            f"gap-{gap['link']}",
        )


def _approach(names: Names, candidate: Json, gap: Json) -> Text:
    local = [step["id"] for step in candidate["through"] if step["kind"] == "organisation"]
    return say(
        "首选候选企业是{firm}，可由{local}引荐；各种权重下最可能排{rank}。",
        "First candidate: {firm}, approached through {local}; over all weightings {rank}.",
        firm=names.marked("organisations", candidate["organisation"]),
        local=names.marked("organisations", local[0])
        if local
        else Text("招商专班", "the task force"),
        rank=likeliest(gap["rank_probability"]),
    )


def _no_candidate(gap: Json) -> Text:
    return say(
        "没有找到候选企业，宜由实验室自行攻关；各种权重下最可能排{rank}。",
        "No candidate firm was found: a task for laboratories; over all weightings {rank}.",
        rank=likeliest(gap["rank_probability"]),
    )


def _place(plan: Json, names: Names) -> Iterable[Step]:
    placements = plan["siting"]["placements"]
    if not placements:
        return
    first = min(placement["start"] for placement in placements)
    due = sorted((p for p in placements if p["start"] == first), key=lambda p: -p["value_yuan"])
    yield Step(
        say("{day} 起落位 {n} 个项目", "Place {n} projects from {day}", day=first, n=len(due)),
        say(
            "价值最高的是{project}，落在{space}。",
            "The most valuable is {project}, to {space}.",
            project=names.marked("projects", due[0]["project"]),
            space=names.marked("spaces", due[0]["space"]),
        ),
        "placements",
    )


def _relax(plan: Json, names: Names) -> Iterable[Step]:
    near = [u for u in plan["siting"]["unplaced"] if u["near_misses"]]
    if not near:
        return
    best = max(near, key=lambda u: u["value_yuan"])
    miss = best["near_misses"][0]
    yield Step(
        say("谈 {n} 个只差一项的项目", "Talk to {n} projects one condition short", n=len(near)),
        say(
            "{project}，{space}：{how}",
            "{project}, {space}: {how}",
            project=names.marked("projects", best["project"]),
            space=names.marked("spaces", miss["space"]),
            how=told(miss),
        ),
        "unplaced",
    )


def _enlarge(plan: Json, names: Names) -> Iterable[Step]:
    gaining = [p for p in plan["siting"]["shadow_prices"] if (p["plan_gain_yuan"] or 0) > 0]
    if not gaining:
        return
    best = max(gaining, key=lambda price: price["plan_gain_yuan"])
    yield Step(
        say("扩{where}", "Enlarge {where}", where=names.marked(*names.place(best["where"]))),
        say(
            "那里的{resource}每多 {unit}，方案多得 {price}。",
            "There {unit} more of {resource} earns the plan {price}.",
            resource=RESOURCES[best["resource"]],
            unit=unit(best["unit"]),
            price=money(best["plan_gain_yuan"]),
        ),
        "shadow-prices",
    )


def _sign(plan: Json, names: Names) -> Iterable[Step]:
    terms = plan["sharing"]["terms"]
    parameters = terms["parameters"]
    if not parameters["introducer"]:
        return
    first, last = parameters["phase_years"][0]
    shares = [
        say(
            "{player} {part}",
            "{player} {part}",
            player=names.text("players", player),
            part=percent(phases[0]),
        )
        for player, phases in parameters["introducer"].items()
    ]
    yield Step(
        Text("按条款签分成协议", "Sign the sharing terms"),
        say(
            "引荐方第 {first}–{last} 年得 {shares}；共同资金得 {fund}；与公平份额相差 {error}，"
            "五五分则差 {equal}。",
            "Introducers receive in years {first}–{last}: {shares}; the joint fund {fund}; "
            "{error} off the fair shares, 5:5 is {equal} off.",
            first=first,
            last=last,
            shares=listed(shares),
            fund=percent(parameters["fund"]),
            error=percent(terms["error"]),
            equal=percent(terms["error_5_5"]),
        ),
        "terms",
    )
