"""What a negotiation says in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from shigu.engine.reasons import Reason
from shigu.engine.sharing.rules.values import Agreement
from shigu.engine.sharing.words import Names, en_list, en_money, zh_list, zh_money

Values = Mapping[str, Fraction]


def agreed_reason(agreement: Agreement, parameters: Values, gains: Mapping[str, float]) -> Reason:
    """Terms that all accept, with what each side gets beyond its minimum."""
    names = party_names(agreement)
    zh = "、".join(f"{zh_list([side], names)} {zh_money(gain)}" for side, gain in gains.items())
    en = ", ".join(f"{en_list([side], names)} {en_money(gain)}" for side, gain in gains.items())
    told_zh, told_en = _told(agreement, parameters)
    return Reason(
        "sharing.negotiation.agreed",
        f"存在各方都能接受的条款；议价解：{told_zh}；各方在底线之上各得：{zh}。",
        f"There are terms that every side accepts; the bargaining solution is {told_en}; beyond "
        f"their minima the sides get: {en}.",
        dict(gains),
    )


def failed_reason(agreement: Agreement, parameters: Values, gains: Mapping[str, float]) -> Reason:
    """Nothing is accepted by all; at the best terms, who lacks how much."""
    names = party_names(agreement)
    short = {side: -gain for side, gain in gains.items() if gain < 0}
    zh = "、".join(f"{zh_list([side], names)} {zh_money(lack)}" for side, lack in short.items())
    en = ", ".join(f"{en_list([side], names)} {en_money(lack)}" for side, lack in short.items())
    told_zh, told_en = _told(agreement, parameters)
    return Reason(
        "sharing.negotiation.failed",
        f"没有各方都能接受的条款；最接近的：{told_zh}；此时仍差：{zh}。",
        f"No terms are accepted by every side; the nearest are {told_en}, which still lack: {en}.",
        dict(short),
    )


def limit_reason(limit: str, error: float, without: float) -> Reason:
    """The caps or the floors keep the target out of reach; ``without`` is the error of terms
    designed again without them."""
    zh, en = {"cap": ("封顶", "caps"), "floor": ("保底", "floors")}[limit]
    return Reason(
        f"sharing.negotiation.{limit}",
        f"{zh}使目标达不到：有{zh}时与目标相差 {error:.2%}，取消{zh}重新设计则为 {without:.2%}。",
        f"The {en} keep the target out of reach: {error:.2%} off it; designed again without them "
        f"the terms are {without:.2%} off.",
        {"error": error, "error_without": without},
    )


def party_names(agreement: Agreement) -> Names:
    """Chinese and English name of every party that has a code of its own."""
    return {code: (party.name.zh, party.name.en) for code, party in agreement.parties.items()}


def _told(agreement: Agreement, values: Values) -> tuple[str, str]:
    """Parameters with their values, by title where they have one."""
    zh, en = [], []
    for name, value in values.items():
        title = agreement.parameters[name].title
        zh.append(f"{title.zh if title else name} {float(value):.1%}")
        en.append(f"{(title.en or title.zh) if title else name} {float(value):.1%}")
    return "、".join(zh), ", ".join(en)
