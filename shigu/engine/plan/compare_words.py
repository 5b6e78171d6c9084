"""The comparison of two plans in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shigu.engine.siting.wording import Words, counted, figure, money
from shigu.engine.values import Money

KINDS = {
    "kept": Words("个项目不动", "stay"),
    "moved": Words("个换了位置", "moved"),
    "added": Words("个新落位", "newly placed"),
    "dropped": Words("个不再落位", "no longer placed"),
}
SETTLED_YUAN = 0.01


def told(
    objective_yuan: float, difference_yuan: float, counts: Mapping[str, int], *, same_pack: bool
) -> Words:
    """What the second plan is worth against the first, and how many projects moved."""
    worth = money(Money.from_yuan(objective_yuan))
    more = money(Money.from_yuan(abs(difference_yuan)))
    parts = [Words(f"净现值 {worth.zh}，", f"Present value {worth.en}, ")]
    if abs(difference_yuan) < SETTLED_YUAN:
        parts.append(Words("与前一方案相同", "as in the plan before"))
    else:
        up = difference_yuan > 0
        parts.append(
            Words(
                f"比前一方案{'多' if up else '少'} {more.zh}",
                f"{more.en} {'more' if up else 'less'} than in the plan before",
            )
        )
    moves = [kind for kind in KINDS if counts[kind]] or ["kept"]
    zh = "、".join(f"{figure(counts[kind])} {KINDS[kind].zh}" for kind in moves)
    en = ", ".join(_moved(kind, counts[kind]) for kind in moves)
    parts.append(Words(f"：{zh}", f": {en}"))
    if not same_pack:
        parts.append(Words("；两次的数据不同", "; the data are not the same"))
    return Words("".join(p.zh for p in parts), "".join(p.en for p in parts))


def _moved(kind: str, count: int) -> str:
    if kind == "kept":
        return f"{counted(count, 'project')} {'stays' if count == 1 else 'stay'}"
    return f"{figure(count)} {KINDS[kind].en}"
