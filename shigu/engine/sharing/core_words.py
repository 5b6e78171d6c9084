"""The verdict on the core and the coalitions that would leave, in sentences with figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from shigu.engine.reasons import Input, Reason
from shigu.engine.sharing.certificate import Verdict
from shigu.engine.sharing.core import excesses, would_leave
from shigu.engine.sharing.game import Game
from shigu.engine.sharing.words import Names, en_list, en_money, zh_list, zh_money
from shigu.engine.values import FEN_PER_YUAN


def core_reason(game: Game, found: Verdict, names: Names) -> Reason:
    """The proof in words: a division in the core, or balanced weights; or why it is open."""
    if found.empty is None:
        return _undecided(found)
    return _empty(game, found, names) if found.empty else _holds(game, found, names)


UNDECIDED = Reason(
    "sharing.leave.undecided",
    "各联盟的价值在限时内未证到最优，谁会退出尚不能断定；放宽时限再算。",
    "The values of coalitions were not proven optimal in time, so who would leave is not decided; "
    "allow more time.",
)


def leaving_reasons(game: Game, payoffs: Sequence[Fraction], names: Names) -> tuple[Reason, ...]:
    """A reason for each coalition that gains by leaving; else how far the closest is from it."""
    leaving = would_leave(game, payoffs)
    if leaving:
        return tuple(_leaves(each.members, yuan(each.gain), names) for each in leaving)
    if len(game.players) == 1:
        return (
            Reason(
                "sharing.leave.single",
                "只有一个合作方，没有联盟可以退出。",
                "There is one player, so no coalition can leave.",
            ),
        )
    return (_closest(game, payoffs, names),)


def target_reason(stable: bool, epsilon: float) -> Reason:  # noqa: FBT001 - the fact it tells
    """Which fair division the terms aim at."""
    if stable:
        return Reason(
            "sharing.terms.target",
            "目标取核仁：存在谁都不愿退出的分法，核仁是其中让最不满意的联盟最满意的一个。",
            "The target is the nucleolus: divisions that nobody gains by leaving exist, and it is "
            "the one among them that treats the worst-off coalition best.",
            {"epsilon_yuan": epsilon},
        )
    return Reason(
        "sharing.terms.target",
        f"目标取沙普利值：没有谁都不愿退出的分法（每个联盟须让出 {zh_money(epsilon)}），"
        "因此按各方的平均边际贡献分。",
        "The target is the Shapley value: no division keeps every coalition (each would have to "
        f"give up {en_money(epsilon)}), so each player gets its average marginal contribution.",
        {"epsilon_yuan": epsilon},
    )


def yuan(fen: Fraction) -> float:
    return float(fen / FEN_PER_YUAN)


def _undecided(found: Verdict) -> Reason:
    return Reason(
        "sharing.core.undecided",
        f"各联盟价值的求解误差（最大 {found.gap:.3%}）使核是否为空无法确定；延长求解时间可以确定。",
        f"The certified gaps of the coalition values (at most {found.gap:.3%}) leave open whether "
        "the core is empty; more solving time would settle it.",
        {"largest_gap": found.gap},
    )


def _holds(game: Game, found: Verdict, names: Names) -> Reason:
    payoffs = found.test.allocation or ()
    paid = {player: yuan(x) for player, x in zip(game.players, payoffs, strict=True)}
    zh = "、".join(f"{zh_list([player], names)} {zh_money(x)}" for player, x in paid.items())
    en = ", ".join(f"{en_list([player], names)} {en_money(x)}" for player, x in paid.items())
    within_zh = f"（求解误差不超过 {found.gap:.3%}，已计入）" if found.gap else ""
    within_en = f" (certified gaps of at most {found.gap:.3%} allowed for)" if found.gap else ""
    inputs: dict[str, Input] = {f"{player}_yuan": x for player, x in paid.items()}
    return Reason(
        "sharing.core.holds",
        f"核不为空：按 {zh} 分，任何一方或几方退出都不会得到更多{within_zh}。",
        f"The core is not empty: with {en}, no player or group gains by leaving{within_en}.",
        inputs | {"largest_gap": found.gap},
    )


def _empty(game: Game, found: Verdict, names: Names) -> Reason:
    balanced = [(game.members(mask), weight) for mask, weight in found.test.weights]
    zh = "；".join(f"{{{zh_list(members, names)}}} {weight}" for members, weight in balanced)
    en = "; ".join(f"{{{en_list(members, names)}}} {weight}" for members, weight in balanced)
    over = yuan(found.test.excess)
    inputs: dict[str, Input] = {",".join(members): str(weight) for members, weight in balanced}
    return Reason(
        "sharing.core.empty",
        f"核为空：以下联盟按所列权重恰好覆盖每一方一次，其价值之和却比全体合作多 "
        f"{zh_money(over)}，所以无论怎么分，总有联盟退出更有利。{zh}。",
        "The core is empty: these coalitions with these weights cover each player exactly once, "
        f"yet are worth {en_money(over)} more than all together, so under any division some "
        f"coalition gains by leaving. {en}.",
        inputs | {"excess_yuan": over, "largest_gap": found.gap},
    )


def _leaves(members: tuple[str, ...], gain: float, names: Names) -> Reason:
    return Reason(
        "sharing.leave.gains",
        f"{zh_list(members, names)}退出可多得 {zh_money(gain)}。",
        f"{en_list(members, names)} would gain {en_money(gain)} by leaving.",
        {"members": ",".join(members), "gain_yuan": gain},
    )


def _closest(game: Game, payoffs: Sequence[Fraction], names: Names) -> Reason:
    gains = excesses(game, payoffs)
    mask = max(range(1, game.grand), key=gains.__getitem__)
    members, margin = game.members(mask), yuan(-gains[mask])
    return Reason(
        "sharing.leave.none",
        f"按核仁分，没有联盟退出会更好；最接近的是{zh_list(members, names)}，"
        f"留下仍多得 {zh_money(margin)}。",
        f"At the nucleolus no coalition gains by leaving; the closest is {en_list(members, names)}"
        f", which keeps {en_money(margin)} more by staying.",
        {"members": ",".join(members), "margin_yuan": margin},
    )
