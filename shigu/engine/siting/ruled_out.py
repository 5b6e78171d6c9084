"""Why no space fits: each requirement with the number of spaces that fail it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from shigu.engine.reasons import Reason
from shigu.engine.siting.fit import Misfit, fit
from shigu.engine.siting.naming import areas
from shigu.engine.siting.values import Need, Problem
from shigu.engine.siting.wording import Words

MOST = 6
UNKNOWN = ".unknown"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is asked, and in how far a space fails it; ``{needed}`` is filled in."""

    asks: Words
    fails: Words


SHORT = Words("不够", "too little in")
NOT_ADMITTED = Words("不准入", "not admitted in")
NOT_KNOWN = Words("没有登记", "not known of")
NOT_STATED = Words("没有登记", "it is not known")
OFFERED = {
    "✗": Words("没有", "there is none"),
    "land": Words("是土地", "land"),
    "factory": Words("是厂房", "a factory"),
    "floor": Words("是楼层", "a floor"),
    "office": Words("是办公用房", "an office"),
    "laboratory": Words("是实验室", "a laboratory"),
}
PHRASES = {
    "siting.district": Phrase(
        Words("限于{needed}", "limited to {needed}"), Words("不在其内", "not so in")
    ),
    "siting.excluded": Phrase(
        Words("不去{needed}", "not in {needed}"), Words("在其内", "not so in")
    ),
    "siting.kind": Phrase(Words("空间类型", "kind of space"), Words("不合", "unsuitable in")),
    "siting.land": Phrase(Words("用地需 {needed}", "{needed} of land"), SHORT),
    "siting.area": Phrase(Words("面积需 {needed}", "{needed} of floor area"), SHORT),
    "siting.far": Phrase(
        Words("容积率 {needed}", "floor-area ratio of {needed}"),
        Words("不许可", "not permitted in"),
    ),
    "siting.height": Phrase(Words("净高需 {needed}", "clear height of {needed}"), SHORT),
    "siting.load": Phrase(Words("楼面荷载需 {needed}", "floor load of {needed}"), SHORT),
    "siting.power": Phrase(Words("供电需 {needed}", "power of {needed}"), SHORT),
    "siting.water": Phrase(Words("给水需 {needed}", "water of {needed}"), SHORT),
    "siting.drainage": Phrase(Words("排水需 {needed}", "drainage of {needed}"), SHORT),
    "siting.exhaust": Phrase(
        Words("需要排气条件", "exhaust needed"), Words("没有", "not there in")
    ),
    "siting.clean": Phrase(
        Words("洁净等级需 {needed}", "clean class {needed}"), Words("达不到", "not reached in")
    ),
    "siting.hazard": Phrase(
        Words("火灾危险性{needed}类", "fire-hazard class {needed}"), NOT_ADMITTED
    ),
    "siting.code": Phrase(Words("行业代码 {needed}", "industry code {needed}"), NOT_ADMITTED),
    "siting.code.unknown": Phrase(
        Words("没有填行业代码", "no industry code given"), Words("限定行业", "asked for in")
    ),
    "siting.latest": Phrase(
        Words("最迟 {needed} 起用", "to move in by {needed}"), Words("来不及", "too late in")
    ),
    "siting.available": Phrase(
        Words("起用时空间仍可用", "space still available at the start"),
        Words("届时已到期", "not so in"),
    ),
}


def nothing_fits(need: Need, problem: Problem) -> Iterator[Reason]:
    """The requirements that rule spaces out, the most exclusive first, ≤ 6."""
    misfits = [fit(need, space) for space in problem.spaces]
    counts = Counter(each.constraint for found in misfits for each in found)
    alone = Counter(found[0].constraint for found in misfits if len(found) == 1)
    example = {each.constraint: each for found in misfits for each in found}
    for constraint, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST]:
        yield _ruled_out(problem, example[constraint], count, alone[constraint])


def _ruled_out(problem: Problem, misfit: Misfit, count: int, alone: int) -> Reason:
    spaces = len(problem.spaces)
    needed, phrase = _needed(problem, misfit), _phrase(misfit.constraint)
    zh = f"{spaces} 处空间中 {count} 处" if count < spaces else f"{spaces} 处空间都"
    en = f"{count} of {spaces} spaces" if count < spaces else f"all {spaces} spaces"
    return Reason(
        code=misfit.constraint,
        zh=f"{phrase.asks.zh.format(needed=needed.zh)}：{zh}{phrase.fails.zh}",
        en=f"{phrase.asks.en.format(needed=needed.en)}: {phrase.fails.en} {en}",
        inputs={"excluded": count, "only_this": alone, "spaces": spaces, "needed": misfit.asked},
    )


def asked_of(problem: Problem, misfit: Misfit) -> Reason:
    """The requirement that one space fails, and what the space offers instead."""
    needed, asks = _needed(problem, misfit), _phrase(misfit.constraint).asks
    offered = _offered(problem, misfit)
    return Reason(
        code=misfit.constraint,
        zh=f"{asks.zh.format(needed=needed.zh)}，此处{offered.zh}",
        en=f"{asks.en.format(needed=needed.en)}, here {offered.en}",
        inputs={"needed": misfit.asked, "offered": misfit.offered.en},
    )


def _offered(problem: Problem, misfit: Misfit) -> Words:
    if misfit.constraint in ("siting.district", "siting.excluded"):
        name = areas(problem, [misfit.offered.en])
        return Words(f"在{name.zh}", f"in {name.en}")
    if misfit.constraint not in PHRASES:
        return NOT_STATED
    told = OFFERED.get(misfit.offered.en, misfit.offered)
    return Words(f" {told.zh}" if told.zh.isascii() else told.zh, told.en)


def _phrase(constraint: str) -> Phrase:
    if constraint in PHRASES:
        return PHRASES[constraint]
    return Phrase(PHRASES[constraint.removesuffix(UNKNOWN)].asks, NOT_KNOWN)


def _needed(problem: Problem, misfit: Misfit) -> Words:
    if misfit.constraint in ("siting.district", "siting.excluded"):
        return areas(problem, str(misfit.asked).split(";"))
    return misfit.needed
