"""What a rule divides: the amounts of its base by firm, year and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from shigu.engine.sharing.rules.values import Base, Rule
from shigu.engine.sharing.settlement.exact import Bools, Ints, scaled
from shigu.engine.sharing.settlement.faults import SettlementError
from shigu.engine.sharing.settlement.ground import ALL_KINDS, Ground

PARTS = {"local": "local", "gross": "gross"}


@dataclass(frozen=True)
class Groups:
    """Amounts to divide, ordered by firm, year and the base's own order of kinds."""

    f: Ints
    y: Ints
    k: Ints
    base: Ints

    def only(self, mask: Bools) -> Groups:
        return Groups(self.f[mask], self.y[mask], self.k[mask], self.base[mask])


@dataclass(frozen=True)
class Held:
    """What the collecting party holds after a rule: f, y, k, base; ``kinds`` it speaks of."""

    rule: Rule
    frame: pl.DataFrame
    combined: bool


def groups_of(rule: Rule, ground: Ground, held: Mapping[str, Held]) -> Groups:
    """The groups of ``rule``; zero amounts are none.

    Raises:
        SettlementError: ``after`` names no earlier rule, or one that counts other kinds as one.
    """
    return _ordered(rule, ground, _counted(rule, ground, _whole(rule, ground, held)))


def offset_groups(rule: Rule, ground: Ground, held: Mapping[str, Held]) -> Groups:
    """Taxes of which deductions, or the average of the base years, leave nothing to divide."""
    if not (rule.base.less or rule.base.growth_over):
        return Groups(*(np.empty(0, np.int64) for _ in range(4)))
    whole = _whole(rule, ground, held)
    counted = _counted(rule, ground, whole).filter(pl.col("base") != 0)
    return _ordered(rule, ground, whole.join(counted, on=["f", "y", "k"], how="anti"))


def _whole(rule: Rule, ground: Ground, held: Mapping[str, Held]) -> pl.DataFrame:
    frame = _amounts(rule, ground, held)
    return _together(frame) if is_combined(rule.base, held) else frame


def _counted(rule: Rule, ground: Ground, frame: pl.DataFrame) -> pl.DataFrame:
    if rule.base.less:
        frame = _net(frame, _together(raw(ground, rule.base.less, rule.base.part)))
    if rule.base.growth_over:
        frame = _growth(frame, rule.base.growth_over)
    return frame


def _ordered(rule: Rule, ground: Ground, frame: pl.DataFrame) -> Groups:
    order = {kind: place for place, kind in enumerate(_places(ground, rule.base.kinds))}
    frame = (
        frame.filter((pl.col("base") != 0) & (pl.col("y") <= ground.last_year))
        .with_columns(pl.col("k").replace_strict(order, default=ALL_KINDS).alias("order"))
        .sort("f", "y", "order")
    )
    return Groups(*(frame[name].to_numpy() for name in ("f", "y", "k", "base")))


def is_combined(base: Base, held: Mapping[str, Held]) -> bool:
    """Whether all kinds count as one: deductions and growth are of their sum."""
    after = base.after in held and held[base.after].combined
    return bool(base.less or base.growth_over) or after


def raw(ground: Ground, kinds: Iterable[str], part: str) -> pl.DataFrame:
    """f, y, k, base of the book's lines of ``kinds``.

    Raises:
        SettlementError: ``part`` is neither local nor gross.
    """
    if part not in PARTS:
        raise SettlementError(
            f"基数部分 {part!r} 不存在。请写 local（地方部分）或 gross（全部）。",
            f"there is no part {part!r} of a base: write local or gross.",
        )
    lines = ground.lines.filter(pl.col("k").is_in(_places(ground, kinds)))
    return lines.select("f", "y", "k", pl.col(PARTS[part]).alias("base"))


def _places(ground: Ground, kinds: Iterable[str]) -> list[int]:
    return [ground.kinds.index(kind) for kind in kinds if kind in ground.kinds]


def _amounts(rule: Rule, ground: Ground, held: Mapping[str, Held]) -> pl.DataFrame:
    base = rule.base
    if not base.after:
        return raw(ground, base.kinds, base.part)
    if base.after not in held:
        raise SettlementError(
            f"条款 {rule.id!r} 的 after 指向 {base.after!r}，它不在其前，或不是逐户分享的条款。"
            "请改为前面的分期或分摊条款。",
            f"rule {rule.id!r} comes after {base.after!r}, which does not stand before it or "
            "divides nothing firm by firm: name an earlier rule of phases or of a key.",
        )
    earlier = held[base.after]
    if earlier.combined and set(base.kinds) != set(earlier.rule.base.kinds):
        raise SettlementError(
            f"条款 {rule.id!r} 与前一条款 {base.after!r} 的税种不同，而前者把各税种合并计算。"
            "请写相同的税种。",
            f"rule {rule.id!r} names other kinds than {base.after!r}, which counts its kinds as "
            "one: name the same kinds.",
        )
    if earlier.combined:
        return earlier.frame
    others = [kind for kind in base.kinds if kind not in earlier.rule.base.kinds]
    same = earlier.frame.filter(pl.col("k").is_in(_places(ground, base.kinds)))
    return pl.concat([same, raw(ground, others, base.part)])


def _together(frame: pl.DataFrame) -> pl.DataFrame:
    whole = frame.group_by("f", "y").agg(pl.col("base").sum())
    return whole.select("f", "y", pl.lit(ALL_KINDS, pl.Int64).alias("k"), "base")


def _net(frame: pl.DataFrame, less: pl.DataFrame) -> pl.DataFrame:
    """Deductions take the base down to zero, not below; what was paid back of them adds to it."""
    keys = ["f", "y", "k"]
    both = frame.join(less.rename({"base": "less"}), on=keys, how="full", coalesce=True)
    base, off = pl.col("base").fill_null(0), pl.col("less").fill_null(0)
    net = pl.max_horizontal(base - off, pl.min_horizontal(base, pl.lit(0)))
    return both.select(*keys, net.alias("base"))


def _growth(frame: pl.DataFrame, years: tuple[int, ...]) -> pl.DataFrame:
    """Above the average of the base years, to the nearest fen and not below zero; or nothing."""
    before = frame.filter(pl.col("y").is_in(years)).group_by("f").agg(pl.col("base").sum())
    mean = np.maximum(scaled(before["base"].to_numpy(), Fraction(1, len(years))), 0)
    means = before.select("f", pl.Series("mean", mean, pl.Int64))
    joined = frame.join(means, on="f", how="left")
    more = pl.col("base") - pl.col("mean").fill_null(0)
    return joined.select("f", "y", "k", more.clip(lower_bound=0).alias("base"))


def frame_of(groups: Groups, amounts: Ints) -> pl.DataFrame:
    """f, y, k with other amounts as the base."""
    return pl.DataFrame(
        {"f": groups.f, "y": groups.y, "k": groups.k, "base": np.asarray(amounts, dtype=np.int64)}
    )
