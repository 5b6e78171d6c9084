"""What the sharing engine says in sentences, with the figures they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shigu.engine.reasons import Reason
from shigu.engine.sharing.results import AgainstEqual

Names = Mapping[str, tuple[str, str]]
"""Player → (Chinese, English) name; a player without one is shown by its id."""

UNREACHED = 0.005
"""A player whose payment misses its target by more than this part of Σ|target| is named."""


def zh_list(players: Sequence[str], names: Names) -> str:
    return "、".join(names[p][0] if p in names else p for p in players)


def en_list(players: Sequence[str], names: Names) -> str:
    return ", ".join(names[p][1] if p in names else p for p in players)


def zh_money(yuan: float) -> str:
    return f"{yuan / 1e4:,.2f} 万元"


def en_money(yuan: float) -> str:
    return f"CNY {yuan / 1e6:,.4f} million"


FAIR = ("公平份额", "the fair shares")
"""What the target of terms is called, in Chinese and English."""


def terms_reasons(
    against: Sequence[AgainstEqual],
    error: float,
    error_5_5: float,
    names: Names,
    *,
    aim: tuple[str, str] = FAIR,
) -> tuple[Reason, ...]:
    """How far the terms are from the target, called ``aim``, who gains over 5:5, who misses, and
    whether the deals are worth what is to be divided."""
    target = sum(abs(row.target) for row in against)
    missing = [row for row in against if abs(row.designed - row.target) > UNREACHED * target]
    return (
        _error_reason(error, error_5_5, aim),
        *_movers(against, names),
        *_missed(missing, names, aim),
        *_unequal_totals(against, aim),
    )


def fund_reasons(fund: float, parts: Mapping[str, float], names: Names) -> tuple[Reason, ...]:
    """What the joint fund takes and how it is distributed; nothing where there is none."""
    if fund == 0:
        return ()
    given = {player: part for player, part in parts.items() if part > 0}
    zh = "、".join(f"{zh_list([p], names)} {part:.1%}" for p, part in given.items())
    en = ", ".join(f"{en_list([p], names)} {part:.1%}" for p, part in given.items())
    return (
        Reason(
            "sharing.terms.fund",
            f"每个项目每年新增地方税的 {fund:.1%} 进入共同资金，"
            f"首报与落地同属一方的项目也一样；共同资金的分配：{zh}。",
            f"{fund:.1%} of every project's new local tax of each year goes to a joint fund, "
            f"also where one player is both introducer and host; it is distributed: {en}.",
            {"fund": fund, **given},
        ),
    )


def cap_reason(cap: float, error: float, without: float) -> Reason:
    """The cap keeps the target out of reach; ``without`` is the error of terms without it."""
    return Reason(
        "sharing.terms.cap",
        f"封顶（单个项目税收的 {cap:.0%}）使目标达不到：有封顶时与公平份额相差 {error:.2%}，"
        f"取消封顶重新设计则为 {without:.2%}。",
        f"The cap ({cap:.0%} of a project's tax) keeps the target out of reach: {error:.2%} off "
        f"the fair shares; designed again without the cap the terms are {without:.2%} off.",
        {"cap": cap, "error": error, "error_without_cap": without},
    )


def floor_reason(floor_yuan: float, error: float, without: float) -> Reason:
    """The floor keeps the target out of reach; ``without`` is the error of terms without it."""
    return Reason(
        "sharing.terms.floor",
        f"保底（每年 {zh_money(floor_yuan)}）使目标达不到：有保底时与公平份额相差 {error:.2%}，"
        f"取消保底重新设计则为 {without:.2%}。",
        f"The floor ({en_money(floor_yuan)} a year) keeps the target out of reach: {error:.2%} off "
        f"the fair shares; designed again without the floor the terms are {without:.2%} off.",
        {"floor_yuan": floor_yuan, "error": error, "error_without_floor": without},
    )


def _error_reason(error: float, error_5_5: float, aim: tuple[str, str]) -> Reason:
    zh, en = aim
    return Reason(
        "sharing.terms.error",
        f"按这套比例，各方期望所得与{zh}合计相差 {error:.2%}；一律五五分则相差 {error_5_5:.2%}。",
        f"Under these terms the expected payments are {error:.2%} off {en} in all; "
        f"under 5:5 they would be {error_5_5:.2%} off.",
        {"error": error, "error_5_5": error_5_5},
    )


def _movers(against: Sequence[AgainstEqual], names: Names) -> tuple[Reason, ...]:
    """Who gains and who gives most against 5:5."""
    change = {row.player: row.designed - row.equal for row in against}
    up, down = max(change, key=change.__getitem__), min(change, key=change.__getitem__)
    if change[up] < 0.01 or change[down] > -0.01:
        return ()
    return (
        Reason(
            "sharing.terms.movers",
            f"与五五分相比，{zh_list([up], names)}多得 {zh_money(change[up])}，最多；"
            f"{zh_list([down], names)}少得 {zh_money(-change[down])}，最多。",
            f"Against 5:5, {en_list([up], names)} gains most, {en_money(change[up])}, and "
            f"{en_list([down], names)} gives most, {en_money(-change[down])}.",
            {
                "gains": up,
                "gain_yuan": change[up],
                "gives": down,
                "gift_yuan": -change[down],
            },
        ),
    )


def _missed(rows: Sequence[AgainstEqual], names: Names, aim: tuple[str, str]) -> tuple[Reason, ...]:
    if not rows:
        return ()
    misses = [(row.player, row.designed - row.target) for row in rows]
    zh = "、".join(
        f"{zh_list([p], names)}{'多' if miss > 0 else '少'} {zh_money(abs(miss))}"
        for p, miss in misses
    )
    en = ", ".join(
        f"{en_list([p], names)} {en_money(abs(miss))} {'more' if miss > 0 else 'less'}"
        for p, miss in misses
    )
    return (
        Reason(
            "sharing.terms.out_of_reach",
            f"{aim[0]}在此模板内不能全部达到；最接近的条款与之相比：{zh}。",
            f"Not all of {aim[1]} are within reach of this template; against them the "
            f"closest terms pay {en}.",
            dict(misses),
        ),
    )


def _unequal_totals(against: Sequence[AgainstEqual], aim: tuple[str, str]) -> tuple[Reason, ...]:
    """The terms divide what the deals pay; say so where that is not what the target divides."""
    paid, due = sum(row.designed for row in against), sum(row.target for row in against)
    if abs(paid - due) <= 1e-6 * max(abs(paid), abs(due), 1.0):
        return ()
    return (
        Reason(
            "sharing.terms.total",
            f"各项目期望收入合计 {zh_money(paid)}，{aim[0]}合计 {zh_money(due)}，两者不等，"
            "差额是误差的一部分。",
            f"The deals are expected to pay {en_money(paid)} in all while {aim[1]} sum to "
            f"{en_money(due)}; the difference is part of the error.",
            {"paid_yuan": paid, "target_yuan": due},
        ),
    )
